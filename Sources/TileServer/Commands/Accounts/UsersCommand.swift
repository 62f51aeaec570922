import Accounts
import ArgumentParser
import GeoStore
import SimpleFeatures

/// `tileserver users`.
struct UsersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "People who sign in.",
        subcommands: [
            UsersList.self, UsersAdd.self, UsersSet.self, UsersPassword.self, UsersDisable.self, UsersEnable.self,
        ])

    static func json(_ user: User) -> JSONValue {
        [
            "login": .string(user.login), "name": .string(user.displayName),
            "departments": AccountsOption.json(user.departments),
            "roles": AccountsOption.json(user.roles.map(\.rawValue)), "enabled": .boolean(user.isEnabled),
            "mustChangePassword": .boolean(user.mustChangePassword), "created": AccountsOption.json(user.createdAt),
            "changed": AccountsOption.json(user.changedAt), "disabled": AccountsOption.json(user.disabledAt),
            "signedIn": AccountsOption.json(user.signedInAt),
        ]
    }

    static func roles(_ texts: [String]) throws(AccountError) -> Set<Role> {
        var roles: Set<Role> = []
        for text in texts {
            guard let role = Role(rawValue: text) else { throw .unknownRole(text) }
            roles.insert(role)
        }
        return roles
    }
}

/// `tileserver users list`.
struct UsersList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List people, their departments and roles.",
        discussion: """
            EXAMPLES
              tileserver users list --store gialai.sqlite
              tileserver users list --store gialai.sqlite --json
            """)

    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            let users = try await store.users()
            guard !json else { return AccountsOption.answer(.array(users.map(UsersCommand.json))) }
            let head = [
                speech.say("TÊN ĐĂNG NHẬP", "LOGIN"), speech.say("HỌ TÊN", "NAME"),
                speech.say("NGÀNH", "DEPARTMENTS"), speech.say("VAI TRÒ", "ROLES"),
                speech.say("ĐĂNG NHẬP CUỐI", "SIGNED IN"), speech.say("TRẠNG THÁI", "STATE"),
            ]
            let rows = users.map { user in
                [
                    user.login, user.displayName, user.departments.sorted().joined(separator: ","),
                    user.roles.map(\.rawValue).sorted().joined(separator: ","), AccountsOption.moment(user.signedInAt),
                    user.isEnabled ? speech.say("dùng được", "enabled") : speech.say("đã khoá", "disabled"),
                ]
            }
            print(AccountsOption.table([head] + rows))
        }
    }
}

/// `tileserver users add`.
struct UsersAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add somebody.",
        discussion: """
            The password is asked for, or read from the first line of standard input, or made by --generate and printed
            once. It is good for signing in and choosing another, unless --no-must-change says so.

            EXAMPLES
              tileserver users add lan --name "Nguyễn Thị Lan" --department health --role editor --generate
              tileserver users add nam --department land --department forestry --role publisher
            """)

    @Argument(help: "What the person signs in with.")
    var login: String
    @Option(help: ArgumentHelp("The person's name (default: the login).", valueName: "name"))
    var name: String?
    @Option(
        name: .customLong("department"),
        help: ArgumentHelp("A department, by the id of its sector; may be given again.", valueName: "id"))
    var departments: [String] = []
    @Option(
        name: .customLong("role"),
        help: ArgumentHelp("A role of 'tileserver roles list'; may be given again.", valueName: "role"))
    var roles: [String] = []
    @OptionGroup var word: PasswordOption
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            try accounts.check(departments: Set(departments))
            let draft = UserDraft(
                login: login, displayName: name ?? login, departments: Set(departments),
                roles: try UsersCommand.roles(roles))
            let password = try word.password(speech.language)
            let user = try await store.add(
                draft, password: password, mustChange: word.mustChange, by: AccountsOption.actor)
            AccountsOption.note(speech.say("Đã thêm '\(user.login)'.", "'\(user.login)' was added."))
            if word.generate { print(password) }
        }
    }
}

/// Where a password comes from.
struct PasswordOption: ParsableArguments {
    @Flag(help: "Make a password and print it once.")
    var generate = false
    @Flag(inversion: .prefixedNo, help: "The person must choose another at the first sign-in.")
    var mustChange = true

    func password(_ language: Language) throws -> String {
        generate ? GeneratedPassword.make() : try PasswordPrompt.read(language)
    }
}

/// `tileserver users set`.
struct UsersSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change somebody's name, departments or roles.",
        discussion: """
            What is given replaces what there was; what is not given stays. It holds from the person's next request on.

            EXAMPLES
              tileserver users set lan --role publisher --role auditor
              tileserver users set lan --no-roles --department land
            """)

    @Argument(help: "What the person signs in with.")
    var login: String
    @Option(help: ArgumentHelp("The person's name.", valueName: "name"))
    var name: String?
    @Option(name: .customLong("department"), help: ArgumentHelp("A department; may be given again.", valueName: "id"))
    var departments: [String] = []
    @Option(name: .customLong("role"), help: ArgumentHelp("A role; may be given again.", valueName: "role"))
    var roles: [String] = []
    @Flag(help: "Take all departments away.")
    var noDepartments = false
    @Flag(help: "Take all roles away.")
    var noRoles = false
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption

    func validate() throws {
        if noDepartments, !departments.isEmpty { throw ValidationError("Give --department or --no-departments.") }
        if noRoles, !roles.isEmpty { throw ValidationError("Give --role or --no-roles.") }
        if name == nil, departments.isEmpty, roles.isEmpty, !noDepartments, !noRoles {
            throw ValidationError("Say what to change: --name, --department, --role, --no-departments or --no-roles.")
        }
    }

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            try accounts.check(departments: Set(departments))
            let change = UserChange(
                displayName: name, departments: noDepartments ? [] : departments.isEmpty ? nil : Set(departments),
                roles: noRoles ? [] : roles.isEmpty ? nil : try UsersCommand.roles(roles))
            let user = try await store.update(login, change, by: AccountsOption.actor)
            AccountsOption.note(speech.say("Đã sửa '\(user.login)'.", "'\(user.login)' was changed."))
        }
    }
}

/// `tileserver users password`.
struct UsersPassword: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Set somebody's password; the person's sessions end.",
        discussion: """
            EXAMPLES
              tileserver users password lan --generate
              tileserver users password lan --no-must-change
            """)

    @Argument(help: "What the person signs in with.")
    var login: String
    @OptionGroup var word: PasswordOption
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            let user = try await store.user(login)
            let password = try word.password(speech.language)
            try await store.setPassword(
                of: user.login, to: password, mustChange: word.mustChange, by: AccountsOption.actor)
            AccountsOption.note(
                speech.say("Đã đặt mật khẩu cho '\(user.login)'.", "The password of '\(user.login)' was set."))
            if word.generate { print(password) }
        }
    }
}

/// `tileserver users disable`.
struct UsersDisable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Let somebody in no more; the person's sessions end at once.",
        discussion: """
            EXAMPLES
              tileserver users disable lan
            """)

    @Argument(help: "What the person signs in with.")
    var login: String
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            try await store.disable(login, by: AccountsOption.actor)
            AccountsOption.note(speech.say("Đã khoá '\(login)'.", "'\(login)' was disabled."))
        }
    }
}

/// `tileserver users enable`.
struct UsersEnable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let somebody in again.",
        discussion: """
            EXAMPLES
              tileserver users enable lan
            """)

    @Argument(help: "What the person signs in with.")
    var login: String
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption

    func run() async throws {
        try await accounts.run(in: speech.language) { store in
            try await store.enable(login, by: AccountsOption.actor)
            AccountsOption.note(speech.say("Đã mở '\(login)'.", "'\(login)' was enabled."))
        }
    }
}
