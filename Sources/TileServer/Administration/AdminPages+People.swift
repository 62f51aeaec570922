import Accounts
import Foundation
import GeoStore

/// People and systems.
extension AdminPages {
    func users(_ users: [User]) -> Page {
        let path = "/admin/users"
        var sheet = Sheet()
        sheet.tables = [
            Sheet.Table(
                title: word("Người dùng", "People"),
                columns: [
                    cell(word("Tên đăng nhập", "Login")), cell(word("Họ tên", "Name")),
                    cell(word("Đơn vị", "Departments")), cell(word("Vai trò", "Roles")),
                    cell(word("Đăng nhập lần cuối", "Last signed in")), cell(word("Tình trạng", "State")), cell(""),
                ],
                rows: users.map { user in
                    func button(_ action: String, _ title: String) -> Sheet.Form {
                        Sheet.Form(
                            url: url(path), submit: title, hidden: [("do", action), ("login", user.login)])
                    }
                    return [
                        cell(user.login), cell(user.displayName),
                        cell(user.departments.sorted().joined(separator: ", ")),
                        cell(user.roles.map(\.rawValue).sorted().joined(separator: ", ")),
                        cell(moment(user.signedInAt)),
                        cell(user.isEnabled ? word("dùng được", "enabled") : word("đã khóa", "disabled")),
                        cell(
                            "",
                            forms: [
                                user.isEnabled
                                    ? button("disable", word("Khóa", "Disable"))
                                    : button("enable", word("Mở khóa", "Enable")),
                                button("password", word("Cấp mật khẩu mới", "New password")),
                            ]),
                    ]
                })
        ]
        sheet.forms = [
            Sheet.Form(
                title: word("Thêm hoặc sửa người dùng", "Add or change somebody"), url: url(path),
                submit: word("Lưu", "Save"), hidden: [("do", "save")],
                fields: [
                    Sheet.Form.Field(
                        name: "login", label: word("Tên đăng nhập", "Login"),
                        hint: word(
                            "Tên đã có thì được sửa; tên mới thì được thêm, với một mật khẩu hiện ra một lần.",
                            "One that exists is changed; a new one is added, with a password that is shown once."),
                        isRequired: true),
                    Sheet.Form.Field(name: "name", label: word("Họ tên", "Name"), isRequired: true),
                    Sheet.Form.Field(
                        name: "departments", label: word("Đơn vị", "Departments"),
                        hint: services.audiences.everything.sectors.map(\.id).joined(separator: ", ")),
                    Sheet.Form.Field(
                        name: "roles", label: word("Vai trò", "Roles"),
                        hint: Role.allCases.map(\.rawValue).joined(separator: ", ")),
                ])
        ]
        return page(sheet, word("Người dùng", "People"), path: path)
    }

    func keys(_ keys: [SystemKey]) -> Page {
        let path = "/admin/keys"
        let now = Date()
        var sheet = Sheet()
        sheet.tables = [
            Sheet.Table(
                title: word("Khóa của các hệ thống", "Keys of systems"),
                columns: [
                    cell(word("Khóa", "Key")), cell(word("Hệ thống", "System")), cell(word("Phạm vi", "Scopes")),
                    cell(word("Đơn vị", "Departments")), cell(word("Mục đích", "Purpose")),
                    cell(word("Người phụ trách", "Owner")), cell(word("Hết hạn", "Expires")),
                    cell(word("Dùng lần cuối", "Last used")), cell(""),
                ],
                rows: keys.map { key in
                    [
                        cell(key.id), cell(key.system), cell(key.scopes.texts.joined(separator: ", ")),
                        cell(key.departments.sorted().joined(separator: ", ")), cell(key.purpose), cell(key.owner),
                        cell(moment(key.expiresAt)), cell(moment(key.lastUsedAt)),
                        cell(
                            key.revokedAt != nil
                                ? word("đã thu hồi", "revoked")
                                : key.isGood(at: now) ? "" : word("đã hết hạn", "expired"),
                            forms: key.isGood(at: now)
                                ? [
                                    Sheet.Form(
                                        url: url(path), submit: word("Thu hồi", "Revoke"),
                                        hidden: [("do", "revoke"), ("key", key.id)])
                                ] : []),
                    ]
                })
        ]
        func field(_ name: String, _ label: String, hint: String? = nil, isRequired: Bool = true) -> Sheet.Form.Field {
            Sheet.Form.Field(name: name, label: label, hint: hint, isRequired: isRequired)
        }
        sheet.forms = [
            Sheet.Form(
                title: word("Cấp khóa mới", "Make a key"), url: url(path), submit: word("Cấp", "Make"),
                hidden: [("do", "add")],
                fields: [
                    field("system", word("Hệ thống", "System"), hint: "lgsp-gialai"),
                    field("owner", word("Người phụ trách", "Owner")),
                    field("purpose", word("Mục đích", "Purpose")),
                    field("scopes", word("Phạm vi", "Scopes"), hint: "*:read, parcels:edit"),
                    field("departments", word("Đơn vị", "Departments"), isRequired: false),
                    field(
                        "expires", word("Ngày cuối", "Last day"),
                        hint: word("2027-06-30; để trống là một năm", "2027-06-30; empty is a year"), isRequired: false),
                ])
        ]
        return page(sheet, word("Hệ thống", "Systems"), path: path)
    }
}
