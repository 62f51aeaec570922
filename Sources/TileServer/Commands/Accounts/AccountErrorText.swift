import Accounts
import GeoStore

/// What went wrong with accounts, in words, and what would have worked.
enum AccountErrorText {
    static func text(_ error: any Error) -> LocalizedText {
        switch error {
        case let error as AccountError: text(error)
        case let error as UnknownDepartment:
            LocalizedText(
                vi: "không có ngành '\(error.id)'; có: \(error.known.joined(separator: ", "))",
                en: "there is no department '\(error.id)'; known are \(error.known.joined(separator: ", "))")
        case let fault as SignatureFault: text(fault)
        case PasswordPrompt.Fault.differ:
            LocalizedText(
                vi: "hai lần nhập khác nhau; không có gì thay đổi", en: "the two differ; nothing was changed")
        case PasswordPrompt.Fault.nothing:
            LocalizedText(
                vi:
                    "chưa có mật khẩu: nhập khi được hỏi, hoặc đưa vào dòng đầu của đầu vào chuẩn; --generate để máy tự đặt",
                en:
                    "no password: type it when asked, or put it on the first line of standard input; --generate makes one"
            )
        default: same(StartupError.sentence(error, configuration: ServerConfiguration()))
        }
    }

    static func text(_ fault: SignatureFault) -> LocalizedText {
        switch fault {
        case .malformed:
            LocalizedText(
                vi: "không có chữ ký, hoặc chữ ký không đọc được", en: "there is no signature that can be read")
        case .unknownKey(let id):
            LocalizedText(
                vi: "khoá '\(id)' không phải của máy chủ này: hãy lấy khoá ở /manifest-keys rồi dùng --keys",
                en:
                    "the key '\(id)' is none of this server's: fetch the keys of the one that signed from its /manifest-keys, and name them with --keys"
            )
        case .changed:
            LocalizedText(vi: "đã bị sửa sau khi ký", en: "it was changed after it was signed")
        }
    }

    private static func same(_ text: String) -> LocalizedText { LocalizedText(vi: text, en: text) }

    private static func text(_ error: AccountError) -> LocalizedText {
        switch error {
        case .notFound(let path):
            LocalizedText(
                vi: "chưa có tệp tài khoản \(path); 'tileserver init --admin TÊN' tạo tệp ấy",
                en: "there is no file of accounts \(path); 'tileserver init --admin LOGIN' makes it")
        case .alreadyInitialised(let path):
            LocalizedText(
                vi: "\(path) đã có quản trị viên; 'tileserver users add' thêm người, 'users password' đặt lại mật khẩu",
                en: "\(path) has an administrator; 'tileserver users add' adds people, 'users password' sets a password"
            )
        case .notAccounts(let path, let reason):
            LocalizedText(
                vi: "\(path) không phải tệp tài khoản của GeoSector: \(reason)",
                en: "\(path) is no file of GeoSector's accounts: \(reason)")
        case .newerSchema(let path, let found, let supported):
            LocalizedText(
                vi: "\(path) có lược đồ \(found), chương trình này biết đến \(supported): hãy cập nhật GeoSector",
                en: "\(path) has schema \(found), this program knows up to \(supported): update GeoSector")
        case .readOnly(let path):
            LocalizedText(
                vi: "không ghi được \(path): hãy chạy dưới tài khoản máy của máy chủ bản đồ",
                en: "\(path) cannot be written: run this as the user of the map server")
        case .busy:
            LocalizedText(
                vi: "tệp tài khoản đang bận; hãy thử lại", en: "the accounts are busy; try again")
        case .diskFull(let path):
            LocalizedText(
                vi: "đĩa chứa \(path) đã đầy; không có gì thay đổi",
                en: "the disk of \(path) is full; nothing was changed")
        case .cancelled: LocalizedText(vi: "đã dừng; không có gì thay đổi", en: "stopped; nothing was changed")
        case .sqlite(let attempted, let code, let message): same("\(attempted): \(message) (SQLite \(code))")
        case .file(let path, let reason): same("\(path): \(reason)")
        case .invalidLogin, .userExists, .userNotFound, .unknownRole, .invalidDepartment, .weakPassword,
            .lastAdministrator, .signInRefused, .tooManyAttempts:
            people(error)
        case .invalidSystem, .invalidScope, .keyNotFound, .expiryInThePast, .purposeMissing: keys(error)
        case .nothingToSeal:
            LocalizedText(
                vi: "không có mục nhật ký nào cũ đến thế", en: "no entry of the audit log is that old")
        case .auditDamaged(let fault):
            LocalizedText(
                vi: "nhật ký không nguyên vẹn, nên không cất đi: \(AuditText.fault(fault).vi)",
                en: "the audit log is not whole and is not put away: \(AuditText.fault(fault).en)")
        }
    }

    private static func people(_ error: AccountError) -> LocalizedText {
        switch error {
        case .invalidLogin(let login):
            LocalizedText(
                vi:
                    "'\(login)' không làm tên đăng nhập được: 2 đến 64 chữ thường không dấu, số và . _ - @, bắt đầu bằng chữ",
                en: "'\(login)' cannot be a login: 2 to 64 lower-case letters, digits and . _ - @, a letter first")
        case .userExists(let login):
            LocalizedText(
                vi: "đã có người dùng '\(login)'; 'users set' sửa, 'users password' đặt mật khẩu",
                en: "user '\(login)' exists; 'users set' changes it, 'users password' sets a password")
        case .userNotFound(let login, let known):
            LocalizedText(
                vi: "không có người dùng '\(login)'; có: \(list(known))",
                en: "there is no user '\(login)'; known are \(list(known))")
        case .unknownRole(let role):
            LocalizedText(
                vi: "không có vai trò '\(role)'; có: \(list(Role.allCases.map(\.rawValue)))",
                en: "there is no role '\(role)'; roles are \(list(Role.allCases.map(\.rawValue)))")
        case .invalidDepartment(let id):
            LocalizedText(
                vi: "'\(id)' không phải mã ngành; 'geoimport list' cho biết các ngành",
                en: "'\(id)' is no id of a department; 'geoimport list' shows the sectors")
        case .weakPassword(let fault): password(fault)
        case .lastAdministrator(let login):
            LocalizedText(
                vi: "'\(login)' là quản trị viên cuối cùng; hãy thêm người khác trước",
                en: "'\(login)' is the last administrator; add another one first")
        case .signInRefused:
            LocalizedText(vi: "sai tên đăng nhập hoặc mật khẩu", en: "wrong login or password")
        case .tooManyAttempts(let seconds):
            LocalizedText(
                vi: "thử sai nhiều lần; hãy chờ \(seconds) giây",
                en: "too many failed attempts; wait \(seconds) seconds")
        case .notFound, .alreadyInitialised, .notAccounts, .newerSchema, .readOnly, .busy, .diskFull, .cancelled,
            .sqlite, .file, .invalidSystem, .invalidScope, .keyNotFound, .expiryInThePast, .purposeMissing,
            .nothingToSeal, .auditDamaged:
            text(error)
        }
    }

    static func password(_ fault: PasswordFault) -> LocalizedText {
        switch fault {
        case .tooShort(let minimum):
            LocalizedText(
                vi: "mật khẩu phải có ít nhất \(minimum) ký tự; vài từ ghép lại là tốt",
                en: "a password has at least \(minimum) characters; some words together are good")
        case .tooLong(let bytes):
            LocalizedText(
                vi: "mật khẩu dài quá \(bytes) byte", en: "the password is longer than \(bytes) bytes")
        case .isTheLogin:
            LocalizedText(
                vi: "mật khẩu là tên đăng nhập; hãy chọn mật khẩu khác", en: "the password is the login; choose another"
            )
        case .common:
            LocalizedText(
                vi: "mật khẩu này ai cũng thử đầu tiên; hãy chọn mật khẩu khác, vài từ ghép lại là tốt",
                en: "that password is tried first by everybody; choose another, some words together are good")
        }
    }

    private static func keys(_ error: AccountError) -> LocalizedText {
        switch error {
        case .invalidSystem(let name):
            LocalizedText(
                vi: "'\(name)' không làm tên hệ thống được: chữ thường không dấu, số, - và _, như lgsp-gialai",
                en: "'\(name)' cannot be the name of a system: lower-case letters, digits, - and _, like lgsp-gialai")
        case .invalidScope(let text):
            LocalizedText(
                vi: "phạm vi '\(text)' không đúng; ví dụ '*:read', 'parcels:read', 'roads:edit'",
                en: "scope '\(text)' is none; for example '*:read', 'parcels:read', 'roads:edit'")
        case .keyNotFound(let id, let known):
            LocalizedText(
                vi: "không có khoá '\(id)'; khoá còn hiệu lực: \(list(known))",
                en: "there is no key '\(id)'; good ones are \(list(known))")
        case .expiryInThePast:
            LocalizedText(vi: "ngày hết hạn đã qua", en: "the day of expiry is past")
        case .purposeMissing:
            LocalizedText(
                vi: "hãy nêu mục đích sử dụng dữ liệu, một câu không quá 200 ký tự: --purpose",
                en: "say what the data are for, a sentence of at most 200 characters: --purpose")
        case .notFound, .alreadyInitialised, .notAccounts, .newerSchema, .readOnly, .busy, .diskFull, .cancelled,
            .sqlite, .file, .invalidLogin, .userExists, .userNotFound, .unknownRole, .invalidDepartment, .weakPassword,
            .lastAdministrator, .signInRefused, .tooManyAttempts, .nothingToSeal, .auditDamaged:
            text(error)
        }
    }

    private static func list(_ names: [String]) -> String { names.isEmpty ? "–" : names.joined(separator: ", ") }
}
