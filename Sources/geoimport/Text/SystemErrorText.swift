import Foundation
import GeoStore

/// What the operating system's error numbers say, where people meet them.
enum SystemErrorText {
    static func text(_ number: Int32) -> LocalizedText {
        let english = String(cString: strerror(number))
        let vietnamese: String? =
            switch number {
            case ENOENT: "không có tệp hoặc thư mục ấy"
            case EACCES, EPERM: "không có quyền"
            case EIO: "lỗi đọc ghi đĩa"
            case ENOSPC, EDQUOT: "đĩa đã đầy"
            case EROFS: "đĩa chỉ đọc"
            case EISDIR: "đó là thư mục"
            case ENOTDIR: "đường dẫn đi qua một tệp"
            case EFBIG: "tệp quá lớn"
            case EMFILE, ENFILE: "quá nhiều tệp đang mở"
            case ESTALE, ENOTCONN, EHOSTDOWN, ETIMEDOUT: "ổ mạng đã ngắt"
            case EPIPE: "bên nhận đã đóng"
            default: nil
            }
        return LocalizedText(vi: vietnamese ?? english, en: english)
    }

    /// What SQLite and the system say inside the words of a library.
    static func tellsOfFullDisk(_ message: String) -> Bool {
        ["disk is full", "No space left on device", "Disk quota exceeded"].contains { message.contains($0) }
    }
}
