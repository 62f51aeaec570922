import ArgumentParser
import GeoStore
import SimpleFeatures

/// `geoimport rollback`.
struct RollbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Give a collection the features of an earlier version again.",
        discussion: """
            The result is a new version: nothing is lost, and a rollback can itself be rolled back. Features come back
            under their old ids. 'geoimport history' lists the versions.

            EXAMPLES
              geoimport rollback truong_hoc --store gialai.sqlite
              geoimport rollback truong_hoc --to 3 --store gialai.sqlite --yes
              geoimport rollback truong_hoc --to 3 --store gialai.sqlite --dry-run
            """)

    @OptionGroup var subject: CollectionArgument
    @Option(
        help: ArgumentHelp("The version to go back to (default: the one before the present).", valueName: "version"))
    var to: Int?
    @OptionGroup var store: StoreOption
    @OptionGroup var speech: LanguageOption
    @Flag(name: .customLong("dry-run"), help: "Say what would change, and change nothing.")
    var dryRun = false
    @Flag(help: "Do not ask.")
    var yes = false
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if !yes, !dryRun, !Terminal.inputIsTerminal {
            throw ValidationError(
                vi: "Không có ai ở bàn phím: thêm --yes để quay lại phiên bản cũ.",
                en: "Without a terminal, say --yes to roll back.")
        }
    }

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            let reading = try Store(path: path, access: .readOnly)
            let collection = try subject.published(in: reading)
            let present = collection.state.version
            let target = to ?? present - 1
            let changes = try reading.changes(of: collection.id, from: present, to: target).changes
            try reading.close()
            let plan = ChangeText.of(changes)
            guard !dryRun else {
                return try answer(collection, version: nil, target: target, changes)
            }
            let question = LocalizedText(
                vi: "Đưa '\(collection.title.vi)' về phiên bản \(target) (\(plan.vi))?",
                en: "Take '\(collection.title.en)' back to version \(target) (\(plan.en))?")
            guard yes || Terminal.confirms(question.text(in: speech.language)) else {
                Terminal.note("geoimport: \(speech.say("không thay đổi gì", "nothing was changed"))")
                throw ExitCode.failure
            }
            let opened = try Store(path: path, access: .readWrite)
            let outcome = try opened.rollBack(collection.id, to: target)
            try opened.close()
            try answer(collection, version: outcome.version?.number, target: target, outcome.changes)
        }
    }

    private func answer(
        _ collection: PublishedCollection, version: Int?, target: Int, _ changes: VersionChanges
    ) throws {
        guard !json else {
            return try Terminal.answer(json: [
                "collection": .string(collection.id.name), "to": JSONValue(target),
                "version": version.map { JSONValue($0) } ?? .null, "changes": HistoryCommand.json(changes),
            ])
        }
        let counts = ChangeText.of(changes)
        let text =
            version.map { number in
                LocalizedText(
                    vi: "\(collection.id): đã công bố phiên bản \(number), bằng phiên bản \(target): \(counts.vi)",
                    en: "\(collection.id): version \(number) published, equal to version \(target): \(counts.en)")
            }
            ?? LocalizedText(
                vi: "\(collection.id): không công bố gì; về phiên bản \(target) sẽ là: \(counts.vi)",
                en: "\(collection.id): nothing published; going back to version \(target) would mean: \(counts.en)")
        try Terminal.answer(text.text(in: speech.language))
    }
}
