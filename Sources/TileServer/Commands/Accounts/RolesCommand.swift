import Accounts
import ArgumentParser
import GeoStore
import SimpleFeatures

/// `tileserver roles`.
struct RolesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roles", abstract: "What people may be.", subcommands: [RolesList.self])
}

/// `tileserver roles list`.
struct RolesList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the roles and what each may do.",
        discussion: """
            EXAMPLES
              tileserver roles list
              tileserver roles list --json
            """)

    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        if json {
            let roles = Role.allCases.map { role -> JSONValue in
                let text = Self.text(role)
                return ["role": .string(role.rawValue), "vi": .string(text.vi), "en": .string(text.en)]
            }
            return AccountsOption.answer(.array(roles))
        }
        print(AccountsOption.table(Role.allCases.map { [$0.rawValue, Self.text($0).text(in: speech.language)] }))
    }

    static func text(_ role: Role) -> LocalizedText {
        switch role {
        case .administrator:
            LocalizedText(
                vi: "được làm mọi việc: người dùng, khoá, chính sách, mọi dữ liệu",
                en: "may do everything: people, keys, policies, all data")
        case .publisher:
            LocalizedText(
                vi: "duyệt và công bố bản sửa ở nơi chính sách cho phép",
                en: "approves and publishes edits where the policy allows it")
        case .editor:
            LocalizedText(vi: "sửa dữ liệu ở nơi chính sách cho phép", en: "edits data where the policy allows it")
        case .auditor:
            LocalizedText(
                vi: "đọc nhật ký và sổ chia sẻ dữ liệu", en: "reads the audit log and the sharing ledger")
        }
    }
}
