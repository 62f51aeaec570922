import GeoStore

/// What a map of the API is made from, and so where it is (OGC 20-058, 17 to 21).
enum MapOrigin: Sendable {
    case collection(PublishedCollection)
    /// The whole map, or the collections that `collections` names.
    case dataset(title: String, chosen: [PublishedCollection]?)
    case style(id: String, title: String)

    /// Of the map.
    var path: String {
        switch self {
        case .collection(let collection): "/collections/\(collection.id)/map"
        case .dataset: "/map"
        case .style(let id, _): "/styles/\(id)/map"
        }
    }

    /// What its tiles are asked for with, beginning with `?`; empty when it is nothing.
    var query: String {
        guard case .dataset(_, let chosen?) = self else { return "" }
        return "?collections=\(chosen.map(\.id.name).joined(separator: ","))"
    }

    func title(in language: Language) -> String {
        switch self {
        case .collection(let collection): collection.title.text(in: language)
        case .dataset(let title, _), .style(_, let title): title
        }
    }

    var content: MapOrder.Content {
        switch self {
        case .collection(let collection): .layers([MapOrder.Layer(collection: collection.id, style: nil)])
        case .dataset(_, let chosen?): .layers(chosen.map { MapOrder.Layer(collection: $0.id, style: nil) })
        case .dataset(_, nil): .style(StyleLibrary.composedID)
        case .style(let id, _): .style(id)
        }
    }

    /// Those whose extent is the map's.
    func collections(in catalog: Catalog) -> [PublishedCollection] {
        switch self {
        case .collection(let collection): [collection]
        case .dataset(_, let chosen?): chosen
        case .dataset(_, nil), .style: catalog.collections
        }
    }
}
