import Accounts
import Backups
import Foundation
import GeoStore

/// What backups and restores could not do.
extension ErrorText {
    static func text(_ error: BackupError) -> LocalizedText {
        switch error {
        case .notARepository(let path, let reason):
            text(
                "\(path) không phải thư mục sao lưu: \(vietnamese(reason))",
                "\(path) is no folder of backups: \(reason)")
        case .newerFormat(let path, let found, let supported):
            text(
                "\(path) có định dạng \(found), chương trình này biết đến \(supported): hãy cập nhật GeoSector",
                "\(path) has format \(found), this program knows up to \(supported): update GeoSector")
        case .busy(let path):
            text(
                "chương trình khác đang sao lưu hoặc dọn dẹp ở \(path); hãy thử lại khi xong",
                "another program makes a backup in \(path), or prunes it; try again when it is done")
        case .backupNotFound(let name, let known):
            text(
                "không có bản sao lưu '\(name)'; đang có: \(known.isEmpty ? "chưa có bản nào" : known.joined(separator: ", "))",
                "there is no backup '\(name)'; backups: \(known.isEmpty ? "none yet" : known.joined(separator: ", "))")
        case .ambiguousBackup(let name, let matches):
            text(
                "'\(name)' có thể là \(matches.joined(separator: ", ")); hãy viết dài hơn",
                "'\(name)' may be \(matches.joined(separator: ", ")); say more of it")
        case .manifestDamaged(let backup, let reason):
            text(
                "bản kê của bản sao lưu \(backup) bị hỏng (\(reason)); hãy dùng bản khác: 'geoimport backup list'",
                "the manifest of backup \(backup) is damaged (\(reason)); take another one: 'geoimport backup list'")
        case .chunkMissing(let id):
            text(
                "thiếu mảnh \(id); 'geoimport backup check' nói bản sao lưu nào còn dùng được",
                "chunk \(id) is missing; 'geoimport backup check' says which backups are whole")
        case .chunkDamaged(let id):
            text(
                "mảnh \(id) bị hỏng; 'geoimport backup check' nói bản sao lưu nào còn dùng được",
                "chunk \(id) is damaged; 'geoimport backup check' says which backups are whole")
        case .fileDiffers(let name):
            text("\(name) không đúng như lúc sao lưu", "\(name) is not what was backed up")
        case .noSpace(let path, let needed, let free):
            text(
                "đĩa của \(path) không đủ chỗ: cần \(Amount.bytes(needed)), còn \(Amount.bytes(free)); chưa ghi gì",
                "the disk of \(path) has too little room: \(Amount.bytes(needed)) are needed, \(Amount.bytes(free)) are free; nothing was written"
            )
        case .diskFull(let path):
            text(
                "đĩa của \(path) đã đầy; những gì đang ghi dở đã được xoá",
                "the disk of \(path) is full; what had been begun was removed")
        case .system(_, let path, let number):
            text(
                "\(path): \(SystemErrorText.text(number).vi)", "\(path): \(SystemErrorText.text(number).en)")
        }
    }

    private static func vietnamese(_ reason: String) -> String {
        switch reason {
        case "it does not exist": "không tồn tại"
        case "it cannot be made": "không tạo được"
        default: reason
        }
    }

    static func text(_ error: BackupRefused) -> LocalizedText {
        switch error {
        case .damagedStore(let problems):
            text(
                "kho bị hỏng, không sao lưu; các bản sao lưu cũ vẫn còn: \(problems.joined(separator: "; "))",
                "the store is damaged and was not backed up; earlier backups are still there: \(problems.joined(separator: "; "))"
            )
        case .damagedAccounts(let problems):
            text(
                "tệp tài khoản hoặc nhật ký không đạt kiểm tra, không sao lưu (xem 'tileserver audit verify'): \(problems.joined(separator: "; "))",
                "the accounts or the audit log did not pass their check, and nothing was backed up (see 'tileserver audit verify'): \(problems.joined(separator: "; "))"
            )
        }
    }

    static func text(_ error: RestoreRefused) -> LocalizedText {
        switch error {
        case .exists(let path):
            text(
                "\(path) đã có; --replace cất nó sang bên rồi phục hồi",
                "\(path) exists already; --replace puts it aside and restores")
        case .differs(let differences):
            text(
                "những gì lấy ra khác bản kê, không phục hồi:\n"
                    + differences.map { "  \(difference($0).vi)" }.joined(separator: "\n"),
                "what came out is not what the manifest says, and nothing was restored:\n"
                    + differences.map { "  \(difference($0).en)" }.joined(separator: "\n"))
        }
    }

    static func difference(_ difference: BackupContents.Difference) -> LocalizedText {
        text(
            "\(difference.subject): bản kê \(difference.expected), thấy \(difference.found)",
            "\(difference.subject): the manifest says \(difference.expected), found \(difference.found)")
    }

    /// What copying accounts may meet. Who signs in is none of this program's business.
    static func text(_ error: AccountError) -> LocalizedText {
        switch error {
        case .notFound(let path): text("không có tệp tài khoản \(path)", "accounts \(path) do not exist")
        case .notAccounts(let path, let reason):
            text("\(path) không phải tệp tài khoản: \(reason)", "\(path) holds no accounts: \(reason)")
        case .newerSchema(let path, let found, let supported):
            text(
                "\(path) có lược đồ \(found), chương trình này biết đến \(supported): hãy cập nhật GeoSector",
                "\(path) has schema \(found), this program knows up to \(supported): update GeoSector")
        case .readOnly(let path): text("không ghi được \(path)", "\(path) cannot be written")
        case .busy:
            text(
                "chương trình khác đang giữ tệp tài khoản; hãy thử lại",
                "the accounts are locked by another program; try again")
        case .diskFull(let path):
            text("đĩa chứa \(path) đã đầy; không có gì thay đổi", "the disk of \(path) is full; nothing was changed")
        case .sqlite(let attempted, let code, let message):
            text(
                "\(attempted) không thành: \(message) (SQLite \(code))",
                "\(attempted) failed: \(message) (SQLite \(code))")
        case .file(let path, let reason): text("\(path): \(reason)", "\(path): \(reason)")
        case .cancelled, .alreadyInitialised, .invalidLogin, .userExists, .userNotFound, .unknownRole,
            .invalidDepartment, .weakPassword, .lastAdministrator, .signInRefused, .tooManyAttempts, .invalidSystem,
            .invalidScope, .keyNotFound, .expiryInThePast, .purposeMissing, .nothingToSeal, .auditDamaged:
            text("\(error)", "\(error)")
        }
    }
}
