import FeatureExchange
import Foundation
import GeoStore
import SimpleFeatures

/// Why a source cannot be read.
extension ErrorText {
    static func text(_ error: FeatureExchangeError) -> LocalizedText {
        switch error {
        case .fileNotFound(let path): return text("không có \(path)", "\(path) does not exist")
        case .notReadable(let path, let number):
            return text("không đọc được \(path): \(system(number))", "\(path) cannot be read: \(system(number))")
        case .notAFile(let path, let kind):
            let kind = text(kind)
            return text("\(path) là \(kind.vi), không phải tệp", "\(path) is \(kind.en), not a file")
        case .linkBroken(let path, let target):
            return text("\(path) trỏ đến \(target), không tồn tại", "\(path) is a link to \(target), which does not exist")
        case .linkLoop(let path): return text("\(path) là liên kết vòng", "\(path) is a link that leads back to itself")
        case .notRecognised(let path, let format):
            let reason =
                format.map(text)
                ?? text(
                    "không nhận ra định dạng; hãy dùng shapefile, GeoPackage hoặc GeoJSON ('geoimport formats' liệt kê)",
                    "no reader knows this format; try shapefile, GeoPackage or GeoJSON ('geoimport formats' lists them)")
            return text("\(path): \(reason.vi)", "\(path): \(reason.en)")
        case .damaged(let path, let error): return text("\(path) bị hỏng: \(error.message)", "\(path) is damaged: \(error.message)")
        case .connectionFailed(let name, let error):
            return text("không nối được với \(name): \(error.message)", "\(name) cannot be reached: \(error.message)")
        case .driverMissing(let driver, let name):
            return text(
                "\(name): GDAL trên máy này không có bộ đọc \(driver)", "\(name): the GDAL of this machine lacks the driver \(driver)")
        case .noLayers(let path): return text("\(path) không có lớp nào", "\(path) has no layer")
        case .layerNotFound, .severalLayers, .columnsNotFound, .tooManyColumns, .filterInvalid, .layerInUse:
            return layerText(error)
        case .readStopped(let layer, let count, let error):
            return text(
                "đang đọc lớp \(layer) thì dừng sau \(count) đối tượng: \(error.message); không công bố gì",
                "reading layer \(layer) broke off after \(count) features: \(error.message); nothing was published")
        case .sourceChanged(let path, let change):
            let change = text(change)
            return text(
                "\(path) \(change.vi) trong lúc đọc; không công bố gì, hãy nhập lại khi tệp đã yên",
                "\(path) \(change.en) while it was read; nothing was published, try again when it is at rest")
        case .archiveTooLarge(let path, let bytes, let limit):
            return text(
                "\(path) giải nén ra \(bytes) byte; giới hạn là \(limit)",
                "\(path) would unpack to \(bytes) bytes; the limit is \(limit)")
        case .archiveUnusable(let path, let member, let fault):
            let reason = text(fault)
            let place = member.map { " (\($0))" } ?? ""
            return text("không giải nén được \(path)\(place): \(reason.vi)", "\(path)\(place) cannot be unpacked: \(reason.en)")
        case .fileTooLarge(let path, let bytes, let limit):
            return text(
                "\(path) có \(bytes) byte; định dạng này phải đọc cả vào bộ nhớ, giới hạn \(limit). Hãy lưu thành GeoPackage hoặc CSV",
                "\(path) has \(bytes) bytes; this format is read into memory as a whole, up to \(limit). Save it as GeoPackage or CSV")
        case .rowTooLong(let path, let line, let limit):
            return text(
                "\(path), dòng \(line): dài quá \(limit) byte", "\(path), line \(line): longer than \(limit) bytes")
        case .quoteNotClosed(let path, let line):
            return text(
                "\(path), dòng \(line): dấu nháy mở ra mà không đóng", "\(path), line \(line): a quotation mark opens and never closes")
        case .scratchFailed(let path, let number):
            return text(
                "không ghi được thư mục tạm \(path): \(system(number)); đặt TMPDIR là thư mục ghi được, còn chỗ",
                "the temporary folder \(path) cannot be written: \(system(number)); set TMPDIR to one that can, with space left")
        case .unknownCodePage(let name): return text("không có bảng mã '\(name)'", "encoding '\(name)' is unknown")
        case .unexpected(let error):
            return text("\(error.function) của GDAL không thành: \(error.message)", "GDAL's \(error.function) failed: \(error.message)")
        }
    }

    private static func system(_ number: Int32) -> String { String(cString: strerror(number)) }

    private static func layerText(_ error: FeatureExchangeError) -> LocalizedText {
        switch error {
        case .layerNotFound(let name, let available):
            return text(
                "không có lớp '\(name)'; các lớp: \(available.joined(separator: ", "))",
                "there is no layer '\(name)'; layers: \(available.joined(separator: ", "))")
        case .severalLayers(let layers):
            let list = layers.map { layer in
                let type = layer.geometryType?.rawValue ?? "–"
                return "\n  \(layer.name)  \(type), \(layer.featureCount.map(String.init) ?? "?")"
            }.joined()
            return text(
                "tệp có \(layers.count) lớp; chọn một bằng --layer (tên, kiểu hình, số đối tượng):\(list)",
                "the file has \(layers.count) layers; choose one with --layer (name, geometry, features):\(list)")
        case .columnsNotFound(let names, let layer, let available):
            let (missing, list) = (names.joined(separator: ", "), available.joined(separator: ", "))
            return text(
                "lớp \(layer) không có cột \(missing); các cột: \(list)", "layer \(layer) has no column \(missing); columns: \(list)")
        case .tooManyColumns(let layer, let count, let limit):
            return text(
                "lớp \(layer) có \(count) cột, nhiều nhất là \(limit); --fields chọn cột cần giữ",
                "layer \(layer) has \(count) columns, at most \(limit) are possible; --fields keeps some")
        case .filterInvalid(let filter, let reason, let columns):
            let list = columns.joined(separator: ", ")
            return text(
                "--where \"\(filter)\" không dùng được: \(reason); các cột: \(list)",
                "--where \"\(filter)\" cannot be used: \(reason); columns: \(list)")
        case .layerInUse(let name): return text("lớp \(name) đang được đọc", "layer \(name) is being read already")
        case .fileNotFound, .notReadable, .notAFile, .linkBroken, .linkLoop, .notRecognised, .damaged,
            .connectionFailed, .driverMissing, .noLayers, .readStopped, .sourceChanged, .archiveTooLarge,
            .archiveUnusable, .fileTooLarge, .rowTooLong, .quoteNotClosed, .scratchFailed, .unknownCodePage,
            .unexpected:
            return text(error)
        }
    }

    private static func text(_ kind: NodeKind) -> LocalizedText {
        switch kind {
        case .characterDevice, .blockDevice: text("thiết bị", "a device")
        case .pipe: text("đường ống", "a pipe")
        case .socket: text("socket", "a socket")
        }
    }

    private static func text(_ change: SourceChange) -> LocalizedText {
        switch change {
        case .gone: text("biến mất", "disappeared")
        case .resized(let from, let to): text("đổi từ \(from) thành \(to) byte", "went from \(from) to \(to) bytes")
        case .replaced: text("bị thay bằng tệp khác", "was replaced by another file")
        case .modified: text("bị sửa", "was changed")
        }
    }

    private static func text(_ fault: ArchiveFault) -> LocalizedText {
        switch fault {
        case .directoryDamaged: text("mục lục của tệp nén bị hỏng; hãy tải lại", "its directory is damaged; download it again")
        case .tooManyMembers(let count, let limit):
            text("\(count) tệp, quá giới hạn \(limit)", "\(count) files, more than the limit of \(limit)")
        case .membersOverlap: text("các tệp chồng lên nhau: có dấu hiệu phá hoại", "its files overlap: an archive bomb")
        case .ratioTooHigh(let ratio):
            text("nén \(ratio) lần: có dấu hiệu phá hoại", "compressed \(ratio) times: an archive bomb")
        case .encrypted: text("có mật khẩu; hãy giải nén rồi nhập", "it has a password; unpack it first")
        case .methodUnsupported(let method):
            text(
                "cách nén số \(method) không đọc được; hãy giải nén rồi nhập", "compression method \(method) cannot be read; unpack it first")
        case .dataDamaged: text("dữ liệu bị hỏng hoặc bị cắt; hãy tải lại", "its data are damaged or cut off; download it again")
        case .sizeDisagrees(let declared):
            text("không đúng \(declared) byte như mục lục ghi", "it is not the \(declared) bytes that its directory declares")
        case .checksumWrong: text("sai mã kiểm tra; hãy tải lại", "its checksum is wrong; download it again")
        }
    }

    private static func text(_ format: UnreadableFormat) -> LocalizedText {
        switch format {
        case .empty: text("tệp rỗng", "the file is empty")
        case .microStationV8:
            text(
                "đây là MicroStation V8; hãy lưu thành DXF, DGN V7 hoặc GeoPackage",
                "this is MicroStation V8; save it as DXF, DGN V7 or GeoPackage")
        case .autoCADDrawing: text("đây là bản vẽ AutoCAD; hãy lưu thành DXF", "this is an AutoCAD drawing; save it as DXF")
        case .accessDatabase:
            text(
                "đây là cơ sở dữ liệu Microsoft Access; hãy xuất các lớp thành shapefile hoặc GeoPackage",
                "this is a Microsoft Access database; export its layers as shapefile or GeoPackage")
        case .officeDocument:
            text(
                "đây là tài liệu Office, không phải bảng tính; hãy lưu bảng thành .xlsx hoặc .csv",
                "this is an Office document and no spreadsheet; save the table as .xlsx or .csv")
        case .htmlPage:
            text(
                "đây là trang web, có lẽ là trang báo lỗi khi tải; hãy tải lại",
                "this is a web page, probably an error page of a download; download it again")
        case .notAnArchive: text("tên là zip, nội dung không phải tệp nén", "the name says zip, the content is no archive")
        case .foreignArchive(let kind):
            text("đây là tệp nén \(kind); hãy giải nén hoặc nén lại thành zip", "this is a \(kind) archive; unpack it, or pack it as zip")
        case .archiveWithoutLayers(let members):
            text(
                "tệp nén không có lớp nào; trong đó có \(members.joined(separator: ", "))",
                "the archive has no layer; it has \(members.joined(separator: ", "))")
        case .folderWithoutLayers: text("thư mục không có lớp nào", "the folder has no layer")
        case .shapefilePart(let missing):
            text("đây chỉ là một phần của lớp; thiếu \(missing)", "this is a part of a layer; \(missing) is missing")
        }
    }
}
