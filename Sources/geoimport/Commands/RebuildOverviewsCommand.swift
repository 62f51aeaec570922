import ArgumentParser
import GeoStore
import SimpleFeatures

/// `geoimport rebuild-overviews`.
struct RebuildOverviewsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild-overviews", abstract: "Make the files anew from which tiles are served.",
        discussion: """
            They lie in STORE-overviews beside the store, are made with every import, and may be deleted at any time: a
            server makes missing ones by itself, in the background. This command does it at once, for all collections
            or those named, where the file is missing, damaged or of another release; --force makes every one.

            EXAMPLES
              geoimport rebuild-overviews --store gialai.sqlite
              geoimport rebuild-overviews thua_dat duong --force --store gialai.sqlite
            """)

    @Argument(help: "Ids of collections (default: all).")
    var collections: [String] = []
    @Flag(help: "Also make those that are as they should be.")
    var force = false
    @OptionGroup var store: StoreOption
    @OptionGroup var work: PriorityOption
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    /// What became of one collection.
    private enum Outcome {
        case kept
        case made(RebuiltOverview)
    }

    /// Times that a collection which changes meanwhile is begun again.
    private static let attempts = 3

    func run() throws {
        let path = try store.path()
        work.priority.apply()
        try Terminal.run(in: speech.language) {
            let interruption = Interruption()
            let opened = try Self.open(path)
            let catalog = try opened.catalog()
            let chosen =
                collections.isEmpty ? catalog.collections : try collections.map { try catalog.collection($0) }
            var rows: [JSONValue] = []
            for collection in chosen {
                let outcome = try rebuild(collection.id.name, in: opened, interruption)
                rows.append(Self.json(collection, outcome))
                if !json { try Terminal.answer(Self.text(collection, outcome).text(in: speech.language)) }
            }
            if opened.access == .readWrite { try opened.sweepOverviews() }
            try opened.close()
            if json { try Terminal.answer(json: .array(rows)) }
        }
    }

    /// Overviews can be made of a store that cannot be written, when the folder beside it can.
    private static func open(_ path: String) throws -> Store {
        do { return try Store(path: path, access: .readWrite) } catch GeoStoreError.readOnly {
            return try Store(path: path, access: .readOnly)
        }
    }

    private func rebuild(_ name: String, in store: Store, _ interruption: Interruption) throws -> Outcome {
        var attempt = 1
        while true {
            let collection = try store.catalog().collection(name)
            if !force, try store.overview(of: collection) != nil { return .kept }
            var bar = ProgressLine(label: name, total: collection.featureCount, in: speech.language, isQuiet: false)
            defer { bar.finish() }
            do {
                return .made(
                    try store.rebuildOverview(of: collection) { done in
                        try interruption.check()
                        bar.update(done)
                    })
            } catch GeoStoreError.collectionChanged where attempt < Self.attempts {
                attempt += 1
            }
        }
    }

    private static func text(_ collection: PublishedCollection, _ outcome: Outcome) -> LocalizedText {
        switch outcome {
        case .kept:
            return LocalizedText(
                vi: "\(collection.id): đã có, không phải làm lại", en: "\(collection.id): there already, left alone")
        case .made(let made):
            let kilobytes = made.byteCount / 1024
            let left = OverviewText.unplaced(made.unplacedCount)
            return LocalizedText(
                vi: "\(collection.id): đã làm, \(made.featureCount) đối tượng, \(kilobytes) kB\(left.vi)",
                en: "\(collection.id): made, \(Amount.of(made.featureCount, "feature")), \(kilobytes) kB\(left.en)")
        }
    }

    private static func json(_ collection: PublishedCollection, _ outcome: Outcome) -> JSONValue {
        switch outcome {
        case .kept:
            ["collection": .string(collection.id.name), "rebuilt": false]
        case .made(let made):
            [
                "collection": .string(collection.id.name), "rebuilt": true,
                "features": JSONValue(made.featureCount), "unplaced": JSONValue(made.unplacedCount),
                "bytes": JSONValue(made.byteCount),
            ]
        }
    }
}
