import Accounts
import ArgumentParser
import Foundation
import GeoStore

/// `tileserver init`.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make the file of accounts, with its first administrator.",
        discussion: """
            Prints a password once; it is good for signing in and choosing another. There is no default password.
            The file lies beside the store (gialai-accounts.sqlite) and belongs to the user who runs this:
            run it as the user of the server.

            EXAMPLES
              tileserver init --admin lan --store gialai.sqlite
              sudo -u geosector tileserver init --admin lan --name "Nguyễn Thị Lan" --store /srv/gialai.sqlite
            """)

    @Option(help: ArgumentHelp("Login of the administrator.", valueName: "login"))
    var admin: String
    @Option(help: ArgumentHelp("The person's name (default: the login).", valueName: "name"))
    var name: String?
    @OptionGroup var accounts: AccountsOption
    @OptionGroup var speech: LanguageOption

    func run() async throws {
        try await accounts.run(in: speech.language, creating: true) { store in
            guard try await !store.hasAdministrator() else {
                throw AccountError.alreadyInitialised(path: store.path)
            }
            let storePath = try accounts.storePath()
            if !FileManager.default.fileExists(atPath: storePath) {
                AccountsOption.note(
                    speech.say(
                        "Lưu ý: chưa có kho \(storePath); 'geoimport load' tạo kho.",
                        "Note: there is no store \(storePath) yet; 'geoimport load' makes it."))
            }
            let password = GeneratedPassword.make()
            let user = try await store.add(
                UserDraft(login: admin, displayName: name ?? admin, roles: [.administrator]), password: password,
                mustChange: true, by: AccountsOption.actor)
            AccountsOption.note(
                speech.say(
                    "Đã tạo quản trị viên '\(user.login)' trong \(store.path). Mật khẩu dùng một lần (không hiện lại):",
                    "Administrator '\(user.login)' was made in \(store.path). Password for the first sign-in (shown once):"
                ))
            print(password)
        }
    }
}
