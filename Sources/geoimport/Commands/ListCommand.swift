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
    @OptionGroup var speech: LanguageOption
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            let opened = try Store(path: path, access: .readOnly)
            let collections = try opened.catalog().collections
            if json {
                try Terminal.answer(json: .array(collections.map(Self.json)))
            } else if collections.isEmpty {
                try Terminal.answer(
                    speech.say(
                        "\(path): chưa có bộ dữ liệu nào; 'geoimport load TỆP --store \(path) --sector …' thêm một bộ",
                        "\(path): no collection yet; 'geoimport load FILE --store \(path) --sector …' adds one"))
            } else {
                try Terminal.answer(table(collections))
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

    private func table(_ collections: [PublishedCollection]) -> String {
        let rows =
            [
                [
                    speech.say("BỘ DỮ LIỆU", "COLLECTION"), speech.say("NGÀNH", "SECTOR"),
                    speech.say("SỐ ĐỐI TƯỢNG", "FEATURES"), speech.say("HÌNH HỌC", "GEOMETRY"),
                    speech.say("HỆ TOẠ ĐỘ", "CRS"), speech.say("PHIÊN BẢN", "VERSION"), speech.say("TÊN", "TITLE"),
                ]
            ]
            + collections.map { collection in
                [
                    collection.id.name, collection.sector, "\(collection.featureCount)",
                    collection.schema.geometryType.rawValue, collection.storageCRS.identifier,
                    collection.state.description, collection.title.text(in: speech.language),
                ]
            }
        return TextTable(rows).text
    }
}
