import Accounts
import ArgumentParser
import Foundation
import GeoStore
import SimpleFeatures

/// `tileserver keys`.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Keys that other systems ask with.",
        subcommands: [KeysList.self, KeysAdd.self, KeysRevoke.self])

    static func json(_ key: SystemKey, at moment: Date) -> JSONValue {
        [
            "id": .string(key.id), "system": .string(key.system), "name": .string(key.displayName),
            "owner": .string(key.owner), "departments": AccountsOption.json(key.departments),
            "scopes": AccountsOption.json(key.scopes.texts), "purpose": .string(key.purpose),
            "good": .boolean(key.isGood(at: moment)), "created": AccountsOption.json(key.createdAt),
            "expires": AccountsOption.json(key.expiresAt), "lastUsed": AccountsOption.json(key.lastUsedAt),
            "revoked": AccountsOption.json(key.revokedAt),
        ]
    }
}

/// `tileserver keys list`.
struct KeysList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List keys; their secrets are not known to anybody here.",
        discussion: """
            EXAMPLES
              tileserver keys list --store gialai.sqlite
              tileserver keys list --store gialai.sqlite --all --json
            """)

    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Also keys that are expired or revoked.")
    var all = false
    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            let now = Date()
            let keys = try await store.keys().filter { all || $0.isGood(at: now) }
            guard !json else {
                return AccountsOption.answer(.array(keys.map { KeysCommand.json($0, at: now) }))
            }
            let head = [
                speech.say("KHOÁ", "KEY"), speech.say("HỆ THỐNG", "SYSTEM"), speech.say("PHẠM VI", "SCOPES"),
                speech.say("NGÀNH", "DEPARTMENTS"), speech.say("HẾT HẠN", "EXPIRES"),
                speech.say("DÙNG LẦN CUỐI", "LAST USED"), speech.say("NGƯỜI PHỤ TRÁCH", "OWNER"),
                speech.say("TRẠNG THÁI", "STATE"),
            ]
            let rows = keys.map { key in
                [
                    key.id, key.system, key.scopes.texts.joined(separator: ","),
                    key.departments.sorted().joined(separator: ","), AccountsOption.moment(key.expiresAt),
                    AccountsOption.moment(key.lastUsedAt), key.owner, state(key, now),
                ]
            }
            print(AccountsOption.table([head] + rows))
        }
    }

    private func state(_ key: SystemKey, _ now: Date) -> String {
        if key.revokedAt != nil { return speech.say("đã thu hồi", "revoked") }
        return key.isGood(at: now) ? speech.say("dùng được", "good") : speech.say("hết hạn", "expired")
    }
}

/// `tileserver keys add`.
struct KeysAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a key for a system and print it once.",
        discussion: """
            The system sends it in a header: 'Authorization: Bearer gsk_…' or 'X-API-Key: gsk_…', never in a URL.
            To replace a key, make a second one for the same system, put it into use, and revoke the first.

            EXAMPLES
              tileserver keys add lgsp-gialai --owner "Nguyễn Văn Nam, Sở KH&CN" --scope '*:read' \\
                --purpose "đồng bộ dữ liệu dùng chung của tỉnh"
              tileserver keys add cadastre --owner "VPĐK đất đai" --scope parcels:edit --department land \\
                --purpose "cập nhật thửa đất" --expires 2027-06-30
            """)

    @Argument(help: "Name of the system: lower-case letters, digits, - and _.")
    var system: String
    @Option(help: ArgumentHelp("What people call it (default: its name).", valueName: "name"))
    var name: String?
    @Option(help: ArgumentHelp("Who answers for it.", valueName: "person or office"))
    var owner: String
    @Option(
        help: ArgumentHelp("What the data are for, in a sentence; stands in the sharing ledger.", valueName: "sentence")
    )
    var purpose: String
    @Option(
        name: .customLong("scope"),
        help: ArgumentHelp("collection:read or collection:edit, * for all; may be given again.", valueName: "scope"))
    var scopes: [String]
    @Option(
        name: .customLong("department"),
        help: ArgumentHelp("A department whose view it has; may be given again.", valueName: "id"))
    var departments: [String] = []
    @Option(help: ArgumentHelp("Its last day (default: in a year).", valueName: "YYYY-MM-DD"))
    var expires: DayArgument?
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            try accounts.check(departments: Set(departments))
            let draft = SystemKeyDraft(
                system: system, displayName: name, owner: owner, departments: Set(departments),
                scopes: try KeyScopes(scopes), purpose: purpose,
                expiresAt: expires?.end)
            let issued = try await store.add(draft, by: AccountsOption.actor)
            if json {
                var answer = KeysCommand.json(issued.key, at: Date()).object ?? JSONObject()
                answer["key"] = .string(issued.text)
                return AccountsOption.answer(.object(answer))
            }
            AccountsOption.note(
                speech.say(
                    "Khoá của '\(issued.key.system)', dùng đến \(AccountsOption.moment(issued.key.expiresAt)) (không hiện lại):",
                    "Key of '\(issued.key.system)', good until \(AccountsOption.moment(issued.key.expiresAt)) (shown once):"
                ))
            print(issued.text)
        }
    }
}

/// `tileserver keys revoke`.
struct KeysRevoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Make a key good for nothing, at once.",
        discussion: """
            EXAMPLES
              tileserver keys revoke k7m2x9qabc
            """)

    @Argument(help: "The key's id: the part between the two underscores, as 'keys list' shows it.")
    var id: String
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            try await store.revokeKey(id, by: AccountsOption.actor)
            AccountsOption.note(speech.say("Đã thu hồi khoá \(id).", "Key \(id) was revoked."))
        }
    }
}
