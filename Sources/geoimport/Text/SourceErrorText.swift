import FeatureExchange
import Foundation
import GeoStore

/// Why a source cannot be read, in both languages: what happened, and what would have worked.
enum SourceErrorText {
    static func sentence(_ error: FeatureExchangeError) -> LocalizedText {
        switch error {
        case .fileNotFound(let path): LocalizedText(vi: "không có \(path)", en: "\(path) does not exist")
        case .notReadable(let path, let number):
            LocalizedText(
                vi: "không đọc được \(path): \(words(number).vi)", en: "\(path) cannot be read: \(words(number).en)")
        case .notAFile(let path, let kind):
            LocalizedText(
                vi: "\(path) là \(text(kind).vi), không phải tệp", en: "\(path) is \(text(kind).en), not a file")
        case .linkBroken(let path, let target):
            LocalizedText(
                vi: "\(path) trỏ đến \(target), nơi đó không có gì",
                en: "\(path) is a link to \(target), which does not exist")
        case .linkLoop(let path):
            LocalizedText(vi: "\(path) là liên kết vòng", en: "\(path) is a link that leads back to itself")
        case .notRecognised(let path, let format):
            LocalizedText(
                vi:
                    "\(path): \(format.map { UnreadableFormatText.sentence($0).vi } ?? "không nhận ra định dạng; 'geoimport formats' liệt kê các định dạng đọc được")",
                en:
                    "\(path): \(format.map { UnreadableFormatText.sentence($0).en } ?? "no reader knows this format; 'geoimport formats' lists those that can be read")"
            )
        case .damaged(let path, let error):
            LocalizedText(vi: "\(path) bị hỏng: \(error.message)", en: "\(path) is damaged: \(error.message)")
        case .connectionFailed(let name, let error):
            LocalizedText(
                vi: "không kết nối được \(name): \(error.message)", en: "\(name) cannot be opened: \(error.message)")
        case .driverMissing(let driver, let name):
            LocalizedText(
                vi: "\(name) cần trình đọc \(driver), GDAL trên máy này không có",
                en: "\(name) needs the driver \(driver), which the GDAL of this machine does not have")
        case .noLayers(let path): LocalizedText(vi: "\(path) không có lớp nào", en: "\(path) has no layer")
        case .layerInUse(let name):
            LocalizedText(vi: "lớp \(name) đang được đọc", en: "layer \(name) is being read already")
        case .readStopped(let layer, let count, let error):
            LocalizedText(
                vi: "đang đọc lớp \(layer) thì dừng sau \(count) đối tượng: \(error.message); chưa công bố gì",
                en: "reading layer \(layer) broke off after \(count) features: \(error.message); nothing was published")
        case .sourceChanged(let path, let change):
            LocalizedText(
                vi: "\(path) \(text(change).vi) trong khi đang đọc; chưa công bố gì, hãy nhập lại khi tệp đã xong",
                en:
                    "\(path) \(text(change).en) while it was read; nothing was published, import it again when it is done"
            )
        case .scratchFailed(let path, let number) where number == ENOSPC:
            LocalizedText(
                vi: "đĩa chứa thư mục tạm \(path) đã đầy; đặt TMPDIR sang đĩa khác",
                en: "the disk of the temporary folder \(path) is full; set TMPDIR to another")
        case .scratchFailed(let path, let number):
            LocalizedText(
                vi: "không ghi được thư mục tạm \(path): \(words(number).vi); đặt TMPDIR sang nơi ghi được",
                en: "the temporary folder \(path) cannot be written: \(words(number).en); set TMPDIR to one that can")
        case .formulasNotCalculated(let path, let sheet, let count, let first):
            LocalizedText(
                vi:
                    "\(path): trang tính \(sheet) có \(count) ô công thức chưa được tính (ô đầu tiên: \(first)): bảng do chương trình khác ghi ra. Mở bằng Excel hoặc LibreOffice rồi lưu lại, hoặc xuất ra CSV, rồi nhập lại",
                en:
                    "\(path): sheet \(sheet) has \(Amount.of(count, "cell")) with a formula that was never calculated (the first: \(first)): the workbook was written by a program. Open and save it in Excel or LibreOffice, or export CSV, then import that"
            )
        case .unknownCodePage(let name):
            LocalizedText(vi: "không có bảng mã '\(name)'", en: "encoding '\(name)' is unknown")
        case .unexpected(let error):
            LocalizedText(
                vi: "hàm \(error.function) của GDAL báo lỗi: \(error.message)",
                en: "GDAL's \(error.function) failed: \(error.message)")
        case .layerNotFound(let name, let available): SourceChoiceText.layerNotFound(name, available)
        case .severalLayers(let layers): SourceChoiceText.severalLayers(layers)
        case .columnsNotFound(let names, let layer, let available):
            SourceChoiceText.columnsNotFound(names, layer, available)
        case .tooManyColumns(let layer, let count, let limit): SourceChoiceText.tooManyColumns(layer, count, limit)
        case .filterInvalid(let filter, let reason, let columns):
            SourceChoiceText.filterInvalid(filter, reason, columns)
        case .archiveTooLarge(let path, let bytes, let limit): SourceLimitText.archiveTooLarge(path, bytes, limit)
        case .archiveUnusable(let path, let member, let fault): SourceLimitText.archiveUnusable(path, member, fault)
        case .fileTooLarge(let path, let bytes, let limit): SourceLimitText.fileTooLarge(path, bytes, limit)
        case .rowTooLong(let path, let line, let limit): SourceLimitText.rowTooLong(path, line, limit)
        case .valueTooLong(let path, let limit): SourceLimitText.valueTooLong(path, limit)
        case .quoteNotClosed(let path, let line): SourceLimitText.quoteNotClosed(path, line)
        }
    }

    private static func words(_ number: Int32) -> LocalizedText { SystemErrorText.text(number) }

    private static func text(_ kind: NodeKind) -> LocalizedText {
        switch kind {
        case .characterDevice, .blockDevice: LocalizedText(vi: "thiết bị", en: "a device")
        case .pipe: LocalizedText(vi: "ống dẫn (pipe)", en: "a pipe")
        case .socket: LocalizedText(vi: "socket", en: "a socket")
        }
    }

    private static func text(_ change: SourceChange) -> LocalizedText {
        switch change {
        case .gone(let number): LocalizedText(vi: "đã mất (\(words(number).vi))", en: "was lost (\(words(number).en))")
        case .resized(let from, let to):
            LocalizedText(vi: "đổi từ \(from) thành \(to) byte", en: "went from \(from) to \(to) bytes")
        case .replaced: LocalizedText(vi: "bị thay bằng tệp khác", en: "was replaced by another file")
        case .modified: LocalizedText(vi: "bị sửa", en: "was modified")
        }
    }
}
