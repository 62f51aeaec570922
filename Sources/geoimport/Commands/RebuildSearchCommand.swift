import ArgumentParser
import GeoStore
import SimpleFeatures

/// `geoimport rebuild-search`.
struct RebuildSearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild-search", abstract: "Make the search index of a store anew.",
        discussion: """
            The index lies in the store and follows every import by itself; 'geoimport verify' says when it does not.
            What is not wrong is left alone; --force makes it anew all the same.

            EXAMPLES
              geoimport rebuild-search --store gialai.sqlite
            """)

    @Flag(help: "Also when nothing is wrong with it.")
    var force = false
    @OptionGroup var store: StoreOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            let opened = try Store(path: path, access: .readWrite)
            let faults = try opened.searchIndexFaults()
            let texts = force || !faults.isEmpty ? try opened.rebuildSearch() : nil
            try opened.close()
            guard !json else {
                return try Terminal.answer(json: [
                    "rebuilt": .boolean(texts != nil), "texts": texts.map { JSONValue($0) } ?? .null,
                    "faults": .array(
                        faults.map {
                            ["collection": .string($0.collection.name), "problem": .string($0.problem)]
                        }),
                ])
            }
            guard let texts else {
                return try Terminal.answer(
                    speech.say("chỉ mục tìm kiếm đã đúng, không phải làm lại", "the search index is right, left alone"))
            }
            try Terminal.answer(
                speech.say("đã làm lại chỉ mục tìm kiếm: \(texts) tên", "search index made anew: \(texts) texts"))
        }
    }
}
