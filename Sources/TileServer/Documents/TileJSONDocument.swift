import GeoStore
import SimpleFeatures
import TileEngine
import Tiling
import VectorTile

/// TileJSON 3.0 of one or several collections, or of what a style needs of them.
struct TileJSONDocument {
    let links: LinkBuilder
    let language: Language

    /// - Parameter filter: what the tiles are asked for with, encoded; empty when nothing is filtered.
    func document(_ set: TileSet, _ names: TileDirectory.Names, filter: String = "") -> JSONValue {
        let collections = Self.distinct(set.summaries.map(\.layer.collection))
        var members: JSONObject = [
            "tilejson": "3.0.0",
            "name": .string(collections.map { $0.title.text(in: language) }.joined(separator: ", ")),
            "scheme": "xyz",
            // The state in the URL lets clients keep a tile for ever and still see the next version at once.
            "tiles": [.string(links.url(Self.template(names, filter: filter, state: set.state)))],
            "minzoom": JSONValue(set.zooms.lowerBound),
            "maxzoom": JSONValue(set.zooms.upperBound),
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
        members["vector_layers"] = .array(set.summaries.map(layer))
        return .object(members)
    }

    private static func template(_ names: TileDirectory.Names, filter: String, state: String) -> String {
        switch names {
        case .layers(let ids): "/tiles/\(ids)/{z}/{x}/{y}?\(filter)\(filter.isEmpty ? "" : "&")v=\(state)"
        // XYZ names of an OGC path: the tile matrix, then the row, then the column.
        case .everything: "/tiles/WebMercatorQuad/{z}/{y}/{x}?v=\(state)"
        case .style(let id, nil): "/styles/\(id)/tiles/{z}/{x}/{y}?v=\(state)"
        case .style(let id, let only?): "/styles/\(id)/tiles/{z}/{x}/{y}?collections=\(only)&v=\(state)"
        }
    }

    /// A layer, with how many features the tiles of each zoom are made of: what is not among them is said in each
    /// tile's `GeoSector-Features`.
    private func layer(_ summary: TileSet.Summary) -> JSONValue {
        let (layer, collection) = (summary.layer, summary.layer.collection)
        let types = Dictionary(
            collection.schema.properties.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
        let fields = summary.properties.compactMap { name in
            types[name].map { (key: name, value: JSONValue.string(Self.fieldType($0))) }
        }
        let kept = summary.zooms.map { zoom in
            (key: "\(zoom)", value: JSONValue(layer.source.featureCount(atZoom: zoom)))
        }
        return [
            "id": .string(layer.name),
            "description": .string(collection.title.text(in: language)),
            "minzoom": JSONValue(summary.zooms.lowerBound),
            "maxzoom": JSONValue(summary.zooms.upperBound),
            "fields": .object(JSONObject(fields)),
            "geosector:collection": .string(collection.id.name),
            "geosector:version": .string(collection.state.description),
            "geosector:features": JSONValue(collection.featureCount),
            "geosector:featuresByZoom": .object(JSONObject(kept)),
            "geosector:buffer": JSONValue(layer.buffer),
            "geosector:sizeLimit": JSONValue(collection.tileSettings.sizeLimitInBytes),
        ]
    }

    private static func distinct(_ collections: [PublishedCollection]) -> [PublishedCollection] {
        var seen: Set<CollectionID> = []
        return collections.filter { seen.insert($0.id).inserted }
    }

    private static func fieldType(_ type: FeatureSchema.PropertyType) -> String {
        switch type {
        case .boolean: "Boolean"
        case .integer, .real: "Number"
        case .text, .date, .time, .dateTime, .binary: "String"
        }
    }
}
