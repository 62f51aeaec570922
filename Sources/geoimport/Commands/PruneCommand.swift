import ArgumentParser
import GeoStore
import SimpleFeatures

/// `geoimport prune`.
struct PruneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Forget old versions of a collection, or of all, to save space.",
        discussion: """
            The present version stays, whatever --keep says. What is known about a forgotten version (when, from which
            file, how many features) stays too; it can no longer be restored. The file keeps its size: freed space is
            used again by later imports.

            EXAMPLES
              geoimport prune truong_hoc --keep 5 --store gialai.sqlite
              geoimport prune --all --keep 5 --store gialai.sqlite
            """)

    @Argument(help: "Id of the collection.")
    var collection: String?
    @Flag(help: "Every collection of the store.")
    var all = false
    @Option(help: "How many versions stay restorable, the present one among them.")
    var keep: Int
    @OptionGroup var store: StoreOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if keep < 1 {
            throw ValidationError(
                vi: "--keep phải từ 1 trở lên: phiên bản hiện tại luôn được giữ.",
                en: "--keep must be 1 or more: the present version always stays.")
        }
        if all == (collection != nil) {
            throw ValidationError(
                vi: "Hãy nêu một bộ dữ liệu, hoặc thêm --all.",
                en: "Name a collection, or say --all.")
        }
    }

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            let opened = try Store(path: path, access: .readWrite)
            let catalog = try opened.catalog()
            let chosen = try collection.map { [try catalog.collection($0)] } ?? catalog.collections
            var rows: [JSONValue] = []
            for published in chosen {
                let outcome = try opened.prune(published.id, keeping: keep)
                rows.append([
                    "collection": .string(published.id.name),
                    "versions": .array(outcome.versions.map { JSONValue($0) }),
                    "rows": JSONValue(outcome.entries), "bytes": JSONValue(Int(outcome.bytes)),
                ])
                if !json {
                    let text = LocalizedText(
                        vi:
                            "\(published.id): đã quên \(outcome.versions.count) phiên bản, \(outcome.entries) dòng, \(outcome.bytes / 1024) kB",
                        en:
                            "\(published.id): \(Amount.of(outcome.versions.count, "version")) forgotten, \(Amount.of(outcome.entries, "row")), \(outcome.bytes / 1024) kB"
                    )
                    try Terminal.answer(text.text(in: speech.language))
                }
            }
            try opened.close()
            if json { try Terminal.answer(json: .array(rows)) }
        }
    }
}
