import GeoStore
import SimpleFeatures

/// The sources of a style as clients get it: one for each sector, with what the style reads of its collections and no
/// more. A map asks for a handful of tiles where it would ask for one of each collection, and a sector that is
/// switched off is not asked for.
struct StyleSources {
    let styleID: String
    let catalog: Catalog

    /// For collections whose sector is not in the catalogue.
    private static let otherID = "other"

    /// - Parameter style: its layers name collections as their sources.
    func document(_ style: JSONObject) -> JSONValue {
        let layers = style["layers"]?.array ?? []
        let used = Set(layers.compactMap { $0["source"]?.string })
        let sources = groups(used).map { id, collections in
            let url = "/styles/\(styleID)/tiles.json?collections=\(collections.joined(separator: ","))"
            return (key: id, value: ["type": "vector", "url": .string(url)] as JSONValue)
        }
        var style = style
        style["sources"] = .object(JSONObject(sources))
        style["layers"] = .array(layers.map(regrouped))
        return .object(style)
    }

    /// The collections of each source, in the order of the catalogue.
    func groups(_ used: Set<String>) -> [(id: String, collections: [String])] {
        var groups: [(id: String, collections: [String])] = []
        for collection in catalog.collections where used.contains(collection.id.name) {
            let id = sourceID(of: collection)
            if let place = groups.firstIndex(where: { $0.id == id }) {
                groups[place].collections.append(collection.id.name)
            } else {
                groups.append((id, [collection.id.name]))
            }
        }
        return groups
    }

    private func sourceID(of collection: PublishedCollection) -> String {
        catalog.sector(collection.sector)?.id ?? Self.otherID
    }

    private func regrouped(_ layer: JSONValue) -> JSONValue {
        guard var members = layer.object, let name = members["source"]?.string,
            let collection = catalog.collections.first(where: { $0.id.name == name })
        else { return layer }
        members["source"] = .string(sourceID(of: collection))
        return .object(members)
    }
}
