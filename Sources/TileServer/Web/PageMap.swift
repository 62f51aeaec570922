import GeoStore
import SimpleFeatures

/// The small map of a page: one collection, from its tiles or from the features of the page, over the borders of the
/// administrative units where the store has them. `web/viewer/page-map.js` draws it.
struct PageMap {
    /// The layer in the tiles.
    let layer: String
    /// #rrggbb
    let colour: String
    let title: String
    /// TileJSON of the collection, or GeoJSON of the features of the page.
    let source: (kind: Kind, url: String)
    /// CRS84; nil looks at the features.
    var bounds: Envelope?
    /// Where the page of a feature is, up to its id.
    var featurePages: String?
    /// TileJSON and layer of what is drawn below.
    var borders: (layer: String, url: String)?

    enum Kind: String {
        case tiles, features
    }

    /// More features than these in one GeoJSON are too heavy for a small map.
    static let mostFeatures = 1000

    init(_ collection: PublishedCollection, _ inquiry: Inquiry, _ services: Services, features: String? = nil) {
        let catalog = inquiry.catalog
        layer = collection.id.name
        colour = catalog.sector(collection.sector)?.colour ?? "#666666"
        title = collection.title.text(in: inquiry.language)
        source =
            features.map { (.features, $0) } ?? (.tiles, inquiry.links.url("/tiles/\(collection.id).json"))
        bounds = features == nil ? collection.envelope : nil
        featurePages = inquiry.links.url("/collections/\(collection.id)/items/")
        let units = catalog.collections.filter { $0.sector == Self.administration && $0.schema.geometryType.isAreal }
        // The most detailed ones: communes rather than the province.
        if let below = units.max(by: { $0.featureCount < $1.featureCount }), below.id != collection.id {
            borders = (below.id.name, inquiry.links.url("/tiles/\(below.id).json"))
        }
    }

    /// The sector of administrative units (`data/sectors.yaml`).
    private static let administration = "administration"

    var context: [String: String] {
        var context = [
            "mapLayer": layer, "mapColour": colour, "mapTitle": title, "mapKind": source.kind.rawValue,
            "mapSource": source.url,
        ]
        context["mapBounds"] = bounds.map { "\($0.minX),\($0.minY),\($0.maxX),\($0.maxY)" }
        context["mapFeaturePages"] = featurePages
        context["mapBorders"] = borders?.url
        context["mapBordersLayer"] = borders?.layer
        return context
    }
}

extension GeometryType {
    fileprivate var isAreal: Bool { self == .polygon || self == .multiPolygon }
}
