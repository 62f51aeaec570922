import ArgumentParser
import FeatureExchange
import GeoStore
import SimpleFeatures
import VietnameseText

/// `geoimport decode`.
struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode", abstract: "Read the text of a column again in another encoding, without the file.",
        discussion: """
            The bytes of text that was not plain UTF-8 are kept with the collection. What was edited since then is left
            alone. The result is a new version.

            EXAMPLES
              geoimport decode cho --encoding TEN_CHO=vni --store gialai.sqlite --dry-run
              geoimport decode cho --encoding TEN_CHO=vni --store gialai.sqlite
            """)

    @OptionGroup var subject: CollectionArgument
    @Option(help: ArgumentHelp("The column and its encoding.", valueName: "column=encoding"))
    var encoding: String
    @OptionGroup var store: StoreOption
    @OptionGroup var speech: LanguageOption
    @Flag(name: .customLong("dry-run"), help: "Say what would change, and change nothing.")
    var dryRun = false
    @Flag(help: "Print JSON.")
    var json = false

    private var asked: EncodingOptions.Override? { EncodingOptions([encoding]).overrides.first }

    func validate() throws {
        guard asked?.encoding != nil else {
            throw ValidationError(
                vi: "--encoding '\(encoding)' phải viết như TEN=tcvn3.",
                en: "--encoding '\(encoding)' must be written like TEN=tcvn3.")
        }
    }

    func run() throws {
        let path = try store.path()
        try Terminal.run(in: speech.language) {
            guard let asked, let name = asked.encoding else { return }
            // Refused before the store is opened.
            _ = try TextReading(named: name)
            let opened = try OpenedStore(path: path, isRehearsal: dryRun, makesNew: false)
            let collection: PublishedCollection
            let property: FeatureSchema.Property
            let outcome: DecodingOutcome
            do {
                (collection, property, outcome) = try decode(asked.column, as: name, in: opened.store)
            } catch {
                opened.abandon()
                throw error
            }
            try opened.finish()
            try answer(collection, property, outcome)
        }
    }

    private func decode(
        _ column: String, as name: String, in store: Store
    ) throws -> (PublishedCollection, FeatureSchema.Property, DecodingOutcome) {
        let collection = try subject.published(in: store)
        let properties = collection.schema.properties
        guard let property = properties.first(where: { $0.name == column || $0.title == column }) else {
            throw GeoStoreError.propertyNotFound(
                column, collection: collection.id.name, known: properties.map(\.name))
        }
        var readings: [String: TextDecoder] = [:]
        let outcome = try store.decodeAgain(
            collection.id, property: property.name, as: name, isRehearsal: dryRun
        ) { bytes, reading in
            let decoder = try readings[reading] ?? ColumnDecoder(given: TextReading(named: reading).reader).textDecoder
            readings[reading] = decoder
            return ComposedText.of(bytes.withUnsafeBytes { decoder($0) }.text)
        }
        return (collection, property, outcome)
    }

    private func answer(
        _ collection: PublishedCollection, _ property: FeatureSchema.Property, _ outcome: DecodingOutcome
    ) throws {
        let changes = outcome.load.changes
        let version = dryRun ? nil : outcome.load.version?.number
        guard !json else {
            return try Terminal.answer(json: [
                "collection": .string(collection.id.name), "column": .string(property.name),
                "version": version.map { JSONValue($0) } ?? .null, "changed": JSONValue(changes.changed),
                "same": JSONValue(outcome.sameCount), "edited": JSONValue(outcome.editedCount),
            ])
        }
        let head =
            version.map {
                LocalizedText(vi: "đã công bố phiên bản \($0)", en: "version \($0) published")
            } ?? LocalizedText(vi: "không công bố gì", en: "nothing published")
        let text = LocalizedText(
            vi:
                "\(collection.id), cột \(property.name): \(head.vi); \(changes.changed) chữ đổi, \(outcome.sameCount) như cũ, \(outcome.editedCount) đã sửa tay nên để nguyên",
            en:
                "\(collection.id), column \(property.name): \(head.en); \(changes.changed) texts changed, \(outcome.sameCount) the same, \(outcome.editedCount) edited since and left alone"
        )
        try Terminal.answer(text.text(in: speech.language))
    }
}
