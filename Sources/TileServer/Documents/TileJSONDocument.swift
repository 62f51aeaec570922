import GeoStore
import SimpleFeatures
import TileEngine

/// TileJSON 3.0 of one or several collections.
struct TileJSONDocument {
    /// Beyond it clients enlarge: a tile unit is 15 cm there.
    static let maximumZoom: Int64 = 16

    let links: LinkBuilder
    let language: Language
    let storeID: String

    func document(_ collections: [PublishedCollection]) -> JSONValue {
        let ids = collections.map(\.id.name).joined(separator: ",")
        let state = TileRequest.state(storeID: storeID, collections: collections)
        var members: JSONObject = [
            "tilejson": "3.0.0",
            "name": .string(collections.map { $0.title.text(in: language) }.joined(separator: ", ")),
            "scheme": "xyz",
            // The state in the URL lets clients keep a tile for ever and still see the next version at once.
            "tiles": [.string(links.url("/tiles/\(ids)/{z}/{x}/{y}?v=\(state)"))],
            "minzoom": 0,
            "maxzoom": .integer(Self.maximumZoom),
        ]
        var extent = EnvelopeAccumulator()
        for envelope in collections.compactMap(\.envelope) { extent.add(envelope) }
        if let box = extent.envelope(in: .crs84) {
            members["bounds"] = [.real(box.minX), .real(box.minY), .real(box.maxX), .real(box.maxY)]
            members["center"] = [.real(box.centre.x), .real(box.centre.y), 8]
        }
        let attributions = collections.compactMap(\.attribution)
        if !attributions.isEmpty {
            // Clients write an attribution into their page as HTML (TileJSON 3.0, 3.2); ours is text.
            let text = attributions.joined(separator: " · ")
            members["attribution"] = .string(ScalarEscapedHTML().escapeText(text))
        }
        members["vector_layers"] = .array(collections.map(layer))
        return .object(members)
    }

    private func layer(_ collection: PublishedCollection) -> JSONValue {
        let fields = collection.schema.properties.filter { $0.type != .binary }.map { property in
            (key: property.name, value: JSONValue.string(Self.fieldType(property.type)))
        }
        return [
            "id": .string(collection.id.name),
            "description": .string(collection.title.text(in: language)),
            "minzoom": 0,
            "maxzoom": .integer(Self.maximumZoom),
            "fields": .object(JSONObject(fields)),
        ]
    }

    private static func fieldType(_ type: FeatureSchema.PropertyType) -> String {
        switch type {
        case .boolean: "Boolean"
        case .integer, .real: "Number"
        case .text, .date, .time, .dateTime, .binary: "String"
        }
    }
}
