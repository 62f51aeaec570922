public import SimpleFeatures

/// What of a collection can be searched: changed with `geoimport configure`, kept with the collection, not versioned.
public struct SearchSettings: Hashable, Sendable {
    /// What collections have that nobody configured: columns are chosen by their names.
    public static let standard = SearchSettings()

    /// The columns, the one that names a feature first; nil when they are chosen by their names, empty for none.
    public var columns: [String]?

    public init(columns: [String]? = nil) { self.columns = columns }

    public var json: JSONValue {
        ["columns": columns.map { .array($0.map(JSONValue.string)) } ?? .null]
    }

    /// - Parameter text: of the catalogue.
    init(stored text: String) throws {
        let value = try JSONReader.read(Array(text.utf8))
        columns = value["columns"]?.array?.compactMap(\.string)
    }

    /// For the catalogue; nil for the standard.
    var stored: String? { self == .standard ? nil : String(decoding: json.serialized, as: UTF8.self) }

    /// - Throws: `GeoStoreError.propertyNotFound`.
    func check(for collection: PublishedCollection) throws(GeoStoreError) {
        for name in columns ?? [] where collection.schema.property(named: name) == nil {
            throw GeoStoreError.propertyNotFound(
                name, collection: collection.id.name, known: collection.schema.properties.map(\.name))
        }
    }
}
