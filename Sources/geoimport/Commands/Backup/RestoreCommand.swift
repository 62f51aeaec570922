import ArgumentParser
import Backups
import Foundation
import GeoStore
import SimpleFeatures

/// `geoimport restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Bring store, accounts and audit log back from a backup.",
        discussion: """
            What comes out is compared with the backup's manifest before it gets its place. With --replace what is there
            now goes into a folder beside it, and nothing is deleted. Stop the server first.

            EXAMPLES
              geoimport restore latest --from /backup/gialai --store /var/lib/geosector/gialai.sqlite
              geoimport restore 20261121 --from /backup/gialai --store gialai.sqlite --replace --store-only
            """)

    @Argument(help: "Which backup: 'latest', or the beginning of a name that 'backup list' shows.")
    var backup = "latest"
    @OptionGroup var repository: RepositoryOption
    @OptionGroup var store: StoreOption
    @Flag(help: "Put what is there now aside.")
    var replace = false
    @Flag(name: .customLong("store-only"), help: "Leave accounts and audit log as they are.")
    var storeOnly = false
    @Option(
        name: .customLong("also-to"),
        help: ArgumentHelp(
            "Put the other files of the backup, such as settings, into this folder.", valueName: "folder"))
    var alsoTo: String?
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws { _ = try repository.requiredPath() }

    func run() throws {
        let path = try repository.requiredPath()
        let target = try store.path()
        try Terminal.run(in: speech.language) {
            let repository = try BackupRepository(path: path)
            let id = try repository.backup(named: backup)
            let manifest = try repository.manifest(of: id)
            var bar = ProgressLine(
                label: speech.say("phục hồi", "restoring"), total: Int(manifest.size), in: speech.language,
                isQuiet: json)
            let outcome = try Restoration(
                repository: repository, id: id, manifest: manifest, store: target, replaces: replace,
                storeOnly: storeOnly, otherFolder: alsoTo, interruption: Interruption()
            ) { done, _ in bar.update(Int(done)) }.run()
            bar.finish()
            try answer(id, manifest, outcome, target)
        }
    }

    private func answer(
        _ id: BackupID, _ manifest: BackupManifest, _ outcome: Restoration.Outcome, _ target: String
    ) throws {
        if json {
            return try Terminal.answer(json: [
                "backup": .string(id.text), "store": .string(target), "accounts": JSONValue(outcome.accounts),
                "aside": JSONValue(outcome.aside), "others": .array(outcome.others.map { .string($0) }),
            ])
        }
        try Terminal.answer(
            speech.say(
                "\(target): như lúc \(manifest.createdAt), đã kiểm tra",
                "\(target): as of \(manifest.createdAt), checked"))
        if let accounts = outcome.accounts {
            try Terminal.answer(speech.say("\(accounts): cùng lúc ấy", "\(accounts): of the same moment"))
        } else {
            try Terminal.answer(speech.say("tài khoản: không động đến", "accounts: left alone"))
        }
        if let aside = outcome.aside {
            try Terminal.answer(
                speech.say("những tệp cũ: \(aside)", "what was there before: \(aside)"))
        }
        for other in outcome.others { try Terminal.answer(other) }
    }
}
