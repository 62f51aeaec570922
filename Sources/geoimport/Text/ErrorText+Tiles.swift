import Foundation
import GeoStore
import TileArchive

/// Sentences for what went wrong with tiles as files.
extension ErrorText {
    static func text(_ error: TileExportError) -> LocalizedText {
        switch error {
        case .styleNotFound(let name, let known):
            text(
                "không có kiểu bản đồ '\(name)'; các kiểu: \(known.joined(separator: ", "))",
                "there is no style '\(name)'; styles: \(known.joined(separator: ", "))")
        case .styleComposed(let name, let known):
            text(
                "'\(name)' là bản đồ chung do máy chủ ghép từ mọi kiểu, không phải một tệp nên không xuất được; hãy nêu mã"
                    + " các bộ dữ liệu (geoimport list), hoặc một kiểu: \(known.joined(separator: ", "))",
                "'\(name)' is the whole map, which the server composes of all styles: there is no file to export. Name"
                    + " collections (geoimport list), or one style: \(known.joined(separator: ", "))")
        case .styleUnreadable(let path, let reason):
            text("không đọc được kiểu bản đồ \(path): \(reason)", "style \(path) cannot be read: \(reason)")
        case .styleWithoutCollections(let name, let named):
            text(
                "kho không có bộ dữ liệu nào của kiểu bản đồ '\(name)': \(named.joined(separator: ", "))",
                "the store has no collection that style '\(name)' draws: \(named.joined(separator: ", "))")
        }
    }

    static func text(_ error: TileArchiveError) -> LocalizedText {
        switch error {
        case .notFound(let path): text("không có tệp \(path)", "file \(path) does not exist")
        case .alreadyExists(let path):
            text("\(path) đã có; --overwrite cho phép thay thế", "\(path) exists already; --overwrite replaces it")
        case .busy(let path):
            text("chương trình khác đang ghi \(path)", "another program is writing \(path)")
        case .diskFull(let path):
            text(
                "đĩa chứa \(path) đã đầy; giải phóng chỗ rồi chạy lại cùng lệnh để làm tiếp",
                "the disk of \(path) is full; make room and run the same command again to go on")
        case .notAnArchive(let path):
            text("\(path) không phải tệp PMTiles hay MBTiles", "\(path) is neither a PMTiles nor an MBTiles file")
        case .damaged(let path, let damage): text("\(path) bị hỏng (\(damage))", "\(path) is damaged (\(damage))")
        case .unsupported(let path, let feature):
            text("\(path) dùng \(feature), chưa hỗ trợ", "\(path) uses \(feature), which is not supported")
        case .outOfOrder(let tile, let last):
            text("mảnh \(tile) đến sau mảnh \(last)", "tile \(tile) came after tile \(last)")
        case .system(let attempted, let path, let number):
            text(
                "\(path): \(String(cString: strerror(number))) (\(attempted))",
                "\(attempted) \(path) failed: \(String(cString: strerror(number)))")
        case .sqlite(let attempted, let path, let code, let message):
            text(
                "\(path): \(attempted) không thành: \(message) (SQLite \(code))",
                "\(attempted) \(path) failed: \(message) (SQLite \(code))")
        }
    }
}
