import Accounts
import Backups
import FeatureExchange
import Foundation
import GeoStore
import Reprojection
import SimpleFeatures
import TileArchive

/// Errors as sentences for a terminal: what happened, and what would have worked.
enum ErrorText {
    /// In the language of the locale.
    static func sentence(_ error: any Error) -> String { text(error).text(in: .ofInvocation) }

    static func text(_ error: any Error) -> LocalizedText {
        switch error {
        case let error as ImportError: text(error)
        case let error as ImportRefused: text(error)
        case let error as FeatureExchangeError: SourceErrorText.sentence(error)
        case let error as FeatureWritingError: text(error)
        case let error as GeoStoreError: text(error)
        case let error as BackupError: text(error)
        case let error as AccountError: text(error)
        case let error as BackupRefused: text(error)
        case let error as RestoreRefused: text(error)
        case let error as TileSettings.Fault: text(error)
        case let error as ProjError: text(error)
        case let error as ManifestError: text(error)
        case let error as MetadataFileError: text(error)
        case let error as BatchError: error.reason
        case let error as Terminal.AnswerLost:
            SystemErrorText.text(error.errno)
        case let error as LedgerError: error.reason
        case let error as TileExportError: text(error)
        case let error as TileArchiveError: text(error)
        case let error as ReportFile.NotWritten:
            text("không ghi được \(error.path): \(error.reason)", "\(error.path) cannot be written: \(error.reason)")
        case let error as UnitTable.Malformed:
            text(
                "\(error.path), dòng \(error.line): không phải dòng của danh sách đơn vị hành chính",
                "\(error.path), line \(error.line): this is no row of a list of administrative units")
        case let error as HomeFolder.Missing:
            text(
                "không tìm thấy \(error.item) trong \(error.searched.joined(separator: " hoặc ")); đặt GEOSECTOR_HOME là thư mục có tệp đó",
                "\(error.item) was not found in \(error.searched.joined(separator: " or ")); set GEOSECTOR_HOME to the folder that has it"
            )
        default: text("\(error)", "\(error)")
        }
    }

    static func text(_ vi: String, _ en: String) -> LocalizedText { LocalizedText(vi: vi, en: en) }

    private static func text(_ error: ImportRefused) -> LocalizedText {
        let reason = text(error.reason)
        guard let ledger = error.report.ledger?.ledger else { return reason }
        return text(
            "\(reason.vi)\n  các dòng bị loại nằm trong \(ledger)",
            "\(reason.en)\n  the rejected rows are in \(ledger)")
    }

    private static func text(_ error: ProjError) -> LocalizedText {
        switch error {
        case .unknownCRS(let crs, let reason):
            text("không biết hệ toạ độ \(crs): \(reason)", "\(crs) is unknown: \(reason)")
        case .noOperation(let source, let target):
            text("không có phép chuyển từ \(source) sang \(target)", "there is no way from \(source) to \(target)")
        case .outsideDomain(let source, let target, let place):
            text(
                "toạ độ quanh \(place.x) \(place.y) trong \(source) không có vị trí trong \(target); hệ toạ độ có đúng không?",
                "coordinates near \(place.x) \(place.y) have no place in \(target) when they are in \(source); is the CRS right?"
            )
        case .contextUnavailable: text("không khởi động được PROJ", "PROJ could not be started")
        }
    }

    private static func text(_ error: ManifestError) -> LocalizedText {
        switch error {
        case .unreadable(let path, let reason):
            text("không đọc được \(path): \(reason)", "\(path) cannot be read: \(reason)")
        case .wrongShape(let path, let line, let what, let expected):
            text(
                "\(path), dòng \(line): \(what) phải là \(expected)",
                "\(path), line \(line): \(what) must be \(expected)")
        case .unknownKey(let path, let line, let key, let known):
            text(
                "\(path), dòng \(line): không có khoá '\(key)'; các khoá: \(known.joined(separator: ", "))",
                "\(path), line \(line): unknown key '\(key)'; keys: \(known.joined(separator: ", "))")
        case .missingKey(let path, let line, let key):
            text("\(path), dòng \(line): thiếu '\(key)'", "\(path), line \(line): '\(key)' is missing")
        case .invalidOptions(let path, let line, let reason):
            text("\(path), dòng \(line): \(reason)", "\(path), line \(line): \(reason)")
        case .noSources(let path): text("\(path) không nêu nguồn nào", "\(path) names no source")
        }
    }

    private static func text(_ error: FeatureWritingError) -> LocalizedText {
        switch error {
        case .failed(let path, let error) where SystemErrorText.tellsOfFullDisk(error.message):
            text("không ghi được \(path): đĩa đã đầy", "\(path) cannot be written: the disk is full")
        case .failed(let path, let error):
            text("không ghi được \(path): \(error.message)", "\(path) cannot be written: \(error.message)")
        case .incomplete(let path, let layer, let written, let found):
            text(
                "\(path) không giữ đủ những gì đã ghi (lớp \(layer): ghi \(written), còn \(found)); đĩa có đầy không?",
                "\(path) does not hold what was written (layer \(layer): \(written) written, \(found) there); is the disk full?"
            )
        case .notPublished(let path, let number):
            text(
                "không đặt được tệp \(path): \(SystemErrorText.text(number).vi)",
                "\(path) cannot be put in its place: \(SystemErrorText.text(number).en)")
        case .layerNotFound(let path, let layer):
            text("\(path) không có lớp '\(layer)'", "\(path) has no layer '\(layer)'")
        case .columnNotFound(let path, let column):
            text("\(path) không có cột '\(column)'", "\(path) has no column '\(column)'")
        case .featureNotFound(let path, let id):
            text("\(path) không có đối tượng \(id)", "\(path) has no feature \(id)")
        }
    }

    /// Of what a store's opening says.
    static func note(_ note: StoreNote) -> LocalizedText {
        switch note {
        case .onNetworkShare(let kind):
            text(
                "lưu ý: kho nằm trên ổ mạng (\(kind)): chỉ một máy được ghi; đĩa trong máy an toàn hơn",
                "note: the store lies on a network share (\(kind)): only one machine may write to it; a local disk is safer"
            )
        case .openedAsUnchanging:
            text(
                "lưu ý: không ghi được cả kho lẫn thư mục của nó: coi như kho không thay đổi",
                "note: neither the store nor its folder can be written: it is taken for unchanging"
            )
        case .upgraded(let upgrade):
            text(
                "lưu ý: kho đã được nâng từ lược đồ \(upgrade.from) lên \(upgrade.to); kho như trước nằm ở \(upgrade.copy)",
                "note: the store was brought from schema \(upgrade.from) to \(upgrade.to); as it was it is in \(upgrade.copy)"
            )
        }
    }
}
