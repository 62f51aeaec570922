import ArgumentParser
import GeoStore
import SimpleFeatures

/// `geoimport describe`.
struct DescribeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "describe", abstract: "Say what a collection is, whose, and who may have it, or see what is said.",
        discussion: """
            Without options, prints the record: what was said, what follows from the data, and what is missing. --set changes
            fields, an empty value takes one back; --template prints a form to fill in for --edit-file. Versions, counts,
            extent, quality and lineage are worked out and never typed. Servers that have the store open follow at once.

            EXAMPLES
              geoimport describe truong_hoc --store gialai.sqlite
              geoimport describe truong_hoc --set sharing=open frequency=annually 'keywords.vi=trường học; giáo dục' \\
                --store gialai.sqlite
              geoimport describe truong_hoc --template --store gialai.sqlite > truong_hoc.yaml
              geoimport describe truong_hoc --edit-file truong_hoc.yaml --dry-run --store gialai.sqlite
              geoimport describe --all --missing --store gialai.sqlite
            """)

    @Argument(help: "Id of the collection.")
    var collection: String?
    @Option(
        name: .customLong("set"), parsing: .upToNextOption,
        help: ArgumentHelp("Fields with their values; --template lists them.", valueName: "field=value"))
    var set: [String] = []
    @Option(name: .customLong("edit-file"), help: ArgumentHelp("A YAML file of fields.", valueName: "file"))
    var editFile: String?
    @Flag(help: "Print a form with every field and what is said now.")
    var template = false
    @Flag(help: "All collections.")
    var all = false
    @Flag(help: "Only what is missing for a complete record.")
    var missing = false
    @OptionGroup var store: StoreOption
    @OptionGroup var speech: LanguageOption
    @Flag(name: .customLong("dry-run"), help: "Say what the record would be, and change nothing.")
    var dryRun = false
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if all, collection != nil || isChange || template {
            throw ValidationError(
                vi: "--all xem mọi bộ dữ liệu, không sửa; bỏ tên bộ dữ liệu, --set, --edit-file và --template.",
                en:
                    "--all shows all collections and changes none: leave out the collection, --set, --edit-file, --template."
            )
        }
        if !all, collection == nil {
            throw ValidationError(vi: "Hãy nêu bộ dữ liệu, hoặc --all.", en: "Name a collection, or --all.")
        }
        if template, isChange {
            throw ValidationError(
                vi: "--template chỉ in mẫu, không đi cùng --set và --edit-file.",
                en: "--template only prints a form: leave out --set and --edit-file.")
        }
        if let collection, let fault = CollectionID.fault(in: collection) {
            throw ValidationError(ErrorText.sentence(collectionID: collection, fault: fault))
        }
        for text in set { _ = try Self.statement(text) }
    }

    private var isChange: Bool { !set.isEmpty || editFile != nil }

    private static func statement(_ text: String) throws -> MetadataFile.Statement {
        guard let mark = text.firstIndex(of: "=") else {
            throw ValidationError(
                vi: "--set '\(text)' phải viết như sharing=open.",
                en: "--set '\(text)' must be written like sharing=open.")
        }
        let name = String(text[..<mark])
        guard let field = MetadataField(rawValue: name) else {
            throw ValidationError(ErrorText.unknown(name).text(in: .ofInvocation))
        }
        return MetadataFile.Statement(field: field, text: String(text[text.index(after: mark)...]))
    }

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            let opened = try Store(path: path, access: isChange && !dryRun ? .readWrite : .readOnly)
            if let collection { try one(CollectionID(collection), in: opened) } else { try everything(in: opened) }
            try opened.close()
        }
    }

    private func one(_ id: CollectionID, in store: Store) throws {
        let before = try store.catalog().collection(id.name)
        if template { return try Terminal.answer(MetadataFile.form(of: before, in: speech.language)) }
        let statements = try (editFile.map { try MetadataFile(path: $0).statements } ?? []) + set.map(Self.statement)
        let after = try store.describe(id, isRehearsal: dryRun || !isChange) { metadata in
            for statement in statements { try metadata.set(statement.field, to: statement.text) }
        }
        let changes = after.metadata != before.metadata
        if missing, !isChange { return try lacks(of: [after]) }
        var record = MetadataRecord(
            of: after, sector: try store.catalog().sector(after.sector),
            lineage: try store.versions(of: id).map(LineageStep.init))
        if json {
            return try Terminal.answer(json: [
                "collection": .string(id.name), "changed": .boolean(changes && !dryRun),
                "metadata": after.metadata.json, "missing": MetadataText.json(after.metadata.missing),
            ])
        }
        record.survey = try store.survey(of: before, units: UnitDirectory(home: HomeFolder()))
        let text = MetadataText(record: record, language: speech.language)
        try Terminal.answer(([headline(id, changes: changes)] + text.lines).joined(separator: "\n"))
    }

    private func headline(_ id: CollectionID, changes: Bool) -> String {
        guard isChange else { return speech.say("\(id): siêu dữ liệu", "\(id): metadata") }
        guard changes else { return speech.say("\(id): không có gì thay đổi", "\(id): nothing has changed") }
        return dryRun
            ? speech.say(
                "\(id): chạy thử, không thay đổi gì; sẽ là", "\(id): dry run, nothing was changed; it would be")
            : speech.say("\(id): đã đổi, từ nay là", "\(id): changed, from now on")
    }

    private func everything(in store: Store) throws {
        let collections = try store.catalog().collections
        guard !missing else { return try lacks(of: collections) }
        guard !json else {
            return try Terminal.answer(
                json: .object(JSONObject(collections.map { (key: $0.id.name, value: $0.metadata.json) })))
        }
        let rows = collections.map { [$0.id.name, "\($0.metadata.fields.count)", $0.title.text(in: speech.language)] }
        try Terminal.answer(
            TextTable(
                [[speech.say("BỘ DỮ LIỆU", "COLLECTION"), speech.say("SỐ MỤC", "FIELDS"), speech.say("TÊN", "TITLE")]]
                    + rows
            )
            .text)
    }

    /// What collections lack for a complete record; those that lack nothing are left out of the table.
    private func lacks(of collections: [PublishedCollection]) throws {
        guard !json else {
            return try Terminal.answer(
                json: .object(
                    JSONObject(collections.map { (key: $0.id.name, value: MetadataText.json($0.metadata.missing)) })))
        }
        let rows = collections.compactMap { collection -> [String]? in
            let lacks = collection.metadata.missing
            guard !lacks.isEmpty else { return nil }
            func names(_ isRequired: Bool) -> String {
                let names = lacks.filter { $0.isRequired == isRequired }.map(\.field.rawValue)
                return names.isEmpty ? "–" : names.joined(separator: " ")
            }
            return [collection.id.name, names(true), names(false)]
        }
        guard !rows.isEmpty else {
            return try Terminal.answer(speech.say("không thiếu gì", "nothing is missing"))
        }
        let head = [
            speech.say("BỘ DỮ LIỆU", "COLLECTION"), speech.say("CÒN THIẾU", "MISSING"),
            speech.say("NÊN CÓ", "RECOMMENDED"),
        ]
        try Terminal.answer(TextTable([head] + rows).text)
    }
}
