import ArgumentParser
import GeoStore
import SimpleFeatures

/// `geoimport history`.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "List the dataset versions of a collection, the newest first.",
        discussion: """
            EXAMPLES
              geoimport history truong_hoc --store gialai.sqlite
              geoimport history truong_hoc --store gialai.sqlite --json
            """)

    @OptionGroup var subject: CollectionArgument
    @OptionGroup var store: StoreOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            let opened = try Store(path: path, access: .readOnly)
            let collection = try subject.published(in: opened)
            let versions = try opened.versions(of: collection.id)
            try opened.close()
            if json {
                try Terminal.answer(json: .array(versions.map(Self.json)))
            } else {
                try Terminal.answer(Self.table(versions, in: speech.language))
            }
        }
    }

    static func json(_ version: DatasetVersion) -> JSONValue {
        [
            "version": JSONValue(version.number), "publishedAt": .string(version.publishedAt),
            "origin": .string(version.origin.rawValue), "featureCount": JSONValue(version.featureCount),
            "changes": version.changes.map(json) ?? .null,
            "rolledBackTo": version.rolledBackTo.map { JSONValue($0) } ?? .null,
            "restorable": .boolean(version.isRestorable), "source": JSONValue(version.provenance.source),
            "sourceCRS": JSONValue(version.provenance.sourceCRS?.identifier),
            "operation": JSONValue(version.provenance.operation),
            "accuracyInMetres": version.provenance.accuracyInMetres.map(JSONValue.real) ?? .null,
            "encoding": JSONValue(version.provenance.encoding),
            "author": JSONValue(version.provenance.author), "comment": JSONValue(version.provenance.comment),
        ]
    }

    static func json(_ changes: VersionChanges) -> JSONValue {
        [
            "added": JSONValue(changes.added), "changed": JSONValue(changes.changed),
            "removed": JSONValue(changes.removed), "unchanged": JSONValue(changes.unchanged),
        ]
    }

    private static func table(_ versions: [DatasetVersion], in language: Language) -> String {
        let heads: [LocalizedText] = [
            LocalizedText(vi: "PHIÊN BẢN", en: "VERSION"), LocalizedText(vi: "THỜI ĐIỂM", en: "PUBLISHED"),
            LocalizedText(vi: "SỐ ĐỐI TƯỢNG", en: "FEATURES"), LocalizedText(vi: "THÊM", en: "ADDED"),
            LocalizedText(vi: "SỬA", en: "CHANGED"), LocalizedText(vi: "BỚT", en: "REMOVED"),
            LocalizedText(vi: "PHỤC HỒI ĐƯỢC", en: "RESTORABLE"), LocalizedText(vi: "NGUỒN", en: "SOURCE"),
        ]
        let yes = LocalizedText(vi: "có", en: "yes").text(in: language)
        let no = LocalizedText(vi: "không", en: "no").text(in: language)
        let rows = versions.map { version -> [String] in
            let counts = version.changes.map { [$0.added, $0.changed, $0.removed].map(String.init) }
            return ["\(version.number)", version.publishedAt, "\(version.featureCount)"]
                + (counts ?? ["–", "–", "–"])
                + [version.isRestorable ? yes : no, source(of: version).text(in: language)]
        }
        return TextTable([heads.map { $0.text(in: language) }] + rows).text
    }

    private static func source(of version: DatasetVersion) -> LocalizedText {
        switch version.origin {
        case .editedOutside: LocalizedText(vi: "sửa bằng chương trình khác", en: "edited by another program")
        case .rollback:
            LocalizedText(
                vi: "quay lại phiên bản \(version.rolledBackTo ?? 0)",
                en: "back to version \(version.rolledBackTo ?? 0)")
        case .decodedAgain: LocalizedText(vi: "đọc lại chữ theo bảng mã khác", en: "text decoded again")
        case .edited:
            LocalizedText(
                vi: "sửa bởi \(version.provenance.author ?? "–")", en: "edited by \(version.provenance.author ?? "–")")
        case .import:
            LocalizedText(vi: version.provenance.source ?? "–", en: version.provenance.source ?? "–")
        }
    }
}
