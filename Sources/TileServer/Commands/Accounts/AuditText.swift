import Accounts
import GeoStore

/// What was found in the audit log, in words.
enum AuditText {
    static func fault(_ fault: AuditFault) -> LocalizedText {
        switch fault {
        case .changed(let seq):
            LocalizedText(vi: "mục \(seq) đã bị sửa", en: "entry \(seq) was changed")
        case .misplaced(let seq):
            LocalizedText(
                vi: "mục \(seq) không nối tiếp mục trước: bị đổi chỗ, chèn vào hoặc viết lại",
                en: "entry \(seq) does not follow the one before: moved, put in or written anew")
        case .missing(let first, let last):
            LocalizedText(vi: "thiếu các mục \(first)–\(last)", en: "entries \(first)–\(last) are missing")
        case .truncated(let last, let expected):
            LocalizedText(
                vi: "nhật ký bị cắt cuối: dừng ở mục \(last), trước đây đã đến \(expected)",
                en: "the end was cut off: the log stops at \(last) and had \(expected) once")
        case .headDiffers(let seq):
            LocalizedText(
                vi: "mục \(seq) khác với mục đã ghi nhớ ở nơi khác: nhật ký đã bị viết lại",
                en: "entry \(seq) is not the one that was noted elsewhere: the log was written anew")
        case .unsealed(let first, let last):
            LocalizedText(
                vi: "các mục \(first)–\(last) không còn mà nhật ký không ghi là đã niêm cất",
                en: "entries \(first)–\(last) are gone, and the log does not say that they were sealed")
        case .segmentChanged(let file):
            LocalizedText(
                vi: "tệp niêm cất \(file) không phải tệp đã niêm", en: "\(file) is not the file that was sealed")
        case .anchorMissing(let path):
            LocalizedText(
                vi: "thiếu tệp neo \(path): không biết cuối nhật ký có bị cắt không",
                en: "the anchor \(path) is missing: whether the end was cut off cannot be told")
        case .anchorUnreadable(let path):
            LocalizedText(vi: "tệp neo \(path) không đọc được", en: "the anchor \(path) cannot be read")
        }
    }
}
