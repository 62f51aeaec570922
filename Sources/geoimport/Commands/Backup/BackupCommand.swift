import Accounts
import ArgumentParser
import Backups
import Foundation
import GeoStore
import SimpleFeatures

/// `geoimport backup`.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Back up store, accounts and audit log while they are in use.",
        discussion: """
            EXAMPLES
              geoimport backup --to /backup/gialai --store gialai.sqlite --keep-daily 7 --keep-weekly 4 --keep-monthly 12
              geoimport backup list --from /backup/gialai
              geoimport backup check --from /backup/gialai
              geoimport backup prune --from /backup/gialai --keep-daily 7 --keep-weekly 4 --dry-run
              geoimport backup gialai-2026-07-01.sqlite --store gialai.sqlite
            """,
        subcommands: [
            BackupMakeCommand.self, BackupListCommand.self, BackupCheckCommand.self, BackupPruneCommand.self,
        ],
        defaultSubcommand: BackupMakeCommand.self)
}

/// `geoimport backup --to FOLDER`, and `geoimport backup FILE`.
struct BackupMakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make", abstract: "Make a backup (what 'backup' does without a subcommand).",
        discussion: """
            With --to: store, accounts, audit log and what --also names go into a folder of backups. What an earlier
            backup has is not stored again. Each is checked before it counts.
            With a FILE: the store alone, as one file that QGIS and others open.

            EXAMPLES
              geoimport backup --to /backup/gialai --store gialai.sqlite --also /etc/geosector.yaml
              geoimport backup gialai-2026-07-01.sqlite --store gialai.sqlite
            """)

    @Argument(help: "Copy the store alone to this file; it must not exist.")
    var file: String?
    @OptionGroup var repository: RepositoryOption
    @OptionGroup var store: StoreOption
    @Option(help: ArgumentHelp("The accounts (default: those beside the store, if any).", valueName: "path"))
    var accounts: String?
    @Option(
        help: ArgumentHelp("A file or folder to take, too: settings, styles. More than once.", valueName: "path"))
    var also: [String] = []
    @OptionGroup var retention: RetentionOptions
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Show no progress.")
    var quiet = false
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if (file == nil) == (repository.path == nil), file == nil || repository.folder != nil {
            throw ValidationError(
                vi: "Hãy nêu thư mục sao lưu (--to), hoặc một tệp cho riêng kho.",
                en: "Name a folder of backups (--to), or a file for the store alone.")
        }
        if file != nil, accounts != nil || !also.isEmpty || retention.policy != nil {
            throw ValidationError(
                vi: "--accounts, --also và --keep-… chỉ dùng với --to.",
                en: "--accounts, --also and --keep-… go with --to.")
        }
        _ = try retention.checkedPolicy()
    }

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            if let file { return try copy(path, to: file) }
            let repository = try BackupRepository.openOrCreate(path: repository.requiredPath())
            var bar: ProgressLine?
            var current: BackupMaker.Step?
            let beside = AccountStore.path(besideStore: path)
            let maker = BackupMaker(
                store: path, accounts: accounts ?? (FileManager.default.fileExists(atPath: beside) ? beside : nil),
                others: also, interruption: Interruption()
            ) { step, done, total in
                if step != current {
                    bar?.finish()
                    bar = ProgressLine(label: label(step), total: Int(total), in: speech.language, isQuiet: quiet)
                    current = step
                }
                bar?.update(Int(done))
            }
            let start = ContinuousClock.now
            let outcome = try maker.run(into: repository)
            bar?.finish()
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let pruned = try retention.checkedPolicy().map { try repository.prune($0) }
            try answer(outcome, seconds: seconds, pruned: pruned)
            if isOnOneDisk(path, repository.path) {
                Terminal.note(
                    "geoimport: "
                        + speech.say(
                            "lưu ý: bản sao lưu nằm cùng đĩa với kho; đĩa hỏng thì mất cả hai, hãy chép sang máy khác",
                            "note: the backups lie on the disk of the store; whoever loses it loses both, copy them elsewhere"
                        ))
            }
        }
    }

    private func label(_ step: BackupMaker.Step) -> String {
        switch step {
        case .copyingStore: speech.say("chép kho", "copying the store")
        case .checkingStore: speech.say("kiểm tra", "checking")
        case .copyingAccounts: speech.say("chép tài khoản", "copying the accounts")
        case .keeping(let name): speech.say("cất \(name)", "keeping \(name)")
        }
    }

    private func answer(_ outcome: BackupSession.Outcome, seconds: Double, pruned: RetentionOutcome?) throws {
        let manifest = outcome.manifest
        if json {
            var value: JSONObject = [
                "id": .string(outcome.id.text), "createdAt": .string(manifest.createdAt),
                "bytes": .integer(manifest.size), "newBytes": .integer(outcome.newBytes),
                "newChunks": JSONValue(outcome.newChunks), "seconds": .real((seconds * 100).rounded() / 100),
                "files": JSONValue(manifest.files.count), "contents": .object(manifest.contents),
            ]
            value["pruned"] = pruned.map { BackupPruneCommand.json($0, isRehearsal: false) }
            return try Terminal.answer(json: .object(value))
        }
        let collections = manifest.contents["store"]?["collections"]?.array ?? []
        let features = collections.reduce(0) { $0 + Int($1["features"]?.integer ?? 0) }
        let (size, new) = (Amount.bytes(manifest.size), Amount.bytes(outcome.newBytes))
        let hasAccounts = manifest.file(.accounts) != nil
        try Terminal.answer(
            speech.say(
                "\(outcome.id): \(collections.count) bộ dữ liệu, \(features) đối tượng, \(hasAccounts ? "có tài khoản và nhật ký" : "không có tệp tài khoản"); \(size), thêm mới \(new); đã kiểm tra",
                "\(outcome.id): \(Amount.of(collections.count, "collection")), \(Amount.of(features, "feature")), \(hasAccounts ? "accounts and audit log" : "no accounts"); \(size), \(new) of it new; checked"
            ))
        if let pruned, !pruned.removed.isEmpty {
            try Terminal.answer(
                speech.say(
                    "đã bỏ \(pruned.removed.count) bản cũ, \(Amount.bytes(pruned.bytes))",
                    "\(Amount.of(pruned.removed.count, "old backup")) removed, \(Amount.bytes(pruned.bytes))"))
        }
    }

    private func copy(_ path: String, to file: String) throws {
        let opened = try Store(path: path, access: .readOnly)
        var bar = ProgressLine(
            label: speech.say("sao lưu", "backup"), total: nil, in: speech.language, isQuiet: quiet)
        let interruption = Interruption()
        try opened.backup(to: file) { done, _ in
            try interruption.check()
            bar.update(done)
        }
        bar.finish()
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        let size = (attributes[.size] as? NSNumber)?.int64Value ?? 0
        if json {
            try Terminal.answer(json: ["file": .string(file), "bytes": .integer(size)])
        } else {
            try Terminal.answer(speech.say("\(file): \(size) byte, đã kiểm tra", "\(file): \(size) bytes, checked"))
        }
        try opened.close()
    }

    private func isOnOneDisk(_ store: String, _ folder: String) -> Bool {
        var (one, other) = (stat(), stat())
        return stat(store, &one) == 0 && stat(folder, &other) == 0 && one.st_dev == other.st_dev
    }
}
