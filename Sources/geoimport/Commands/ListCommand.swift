import ArgumentParser
import GeoStore
import SimpleFeatures

/// `geoimport list`.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the collections of a store.",
        discussion: """
            EXAMPLES
              geoimport list --store gialai.sqlite
              geoimport list --store gialai.sqlite --json
            """)

    @OptionGroup var store: StoreOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let path = try store.path()
        try Terminal.run {
            let opened = try Store(path: path, access: .readOnly)
            let collections = try opened.catalog().collections
            if json {
                try Terminal.answer(json: .array(collections.map(Self.json)))
            } else if collections.isEmpty {
                try Terminal.answer(
                    "\(path): no collection yet; 'geoimport load FILE --store \(path) --sector …' adds one")
            } else {
                try Terminal.answer(Self.table(collections))
            }
            try opened.close()
        }
    }

    private static func json(_ collection: PublishedCollection) -> JSONValue {
        [
            "id": .string(collection.id.name), "sector": .string(collection.sector),
            "title": ["vi": .string(collection.title.vi), "en": .string(collection.title.en)],
            "geometryType": .string(collection.schema.geometryType.rawValue),
            "crs": .string(collection.storageCRS.identifier), "featureCount": JSONValue(collection.featureCount),
            "version": JSONValue(collection.state.version), "pendingEdits": .boolean(collection.state.pendingEdit != 0),
            "updated": .string(collection.updatedAt),
        ]
    }

    private static func table(_ collections: [PublishedCollection]) -> String {
        let rows =
            [["COLLECTION", "SECTOR", "FEATURES", "GEOMETRY", "CRS", "VERSION", "TITLE"]]
            + collections.map { collection in
                [
                    collection.id.name, collection.sector, "\(collection.featureCount)",
                    collection.schema.geometryType.rawValue, collection.storageCRS.identifier,
                    collection.state.description, collection.title.vi,
                ]
            }
        return TextTable(rows).text
    }
}
