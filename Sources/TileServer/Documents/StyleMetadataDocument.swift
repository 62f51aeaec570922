import GeoStore
import SimpleFeatures

/// What there is to know of a style besides itself (OGC API Styles, draft 20-009, 7.6).
struct StyleMetadataDocument {
    let id: String
    let title: String
    let style: JSONValue
    let catalog: Catalog
    let language: Language
    let links: LinkBuilder

    var document: JSONValue {
        [
            "id": .string(id), "title": .string(title), "scope": "style",
            "stylesheets": [
                [
                    "title": "MapLibre style", "version": "8", "native": true,
                    "specification": "https://maplibre.org/maplibre-style-spec/",
                    "link": links.link("/styles/\(id)?f=mbs", rel: "stylesheet", type: .mapboxStyle, title: title),
                ]
            ],
            "layers": .array(layers),
            "links": [
                links.link("/styles/\(id)/metadata", rel: "self", type: .json),
                links.link("/styles/\(id)", rel: "describes", type: .mapboxStyle, title: title),
                links.link(
                    "/styles/\(id)/legend?f=png", rel: "http://www.opengis.net/def/rel/ogc/1.0/legend", type: .png),
            ],
        ]
    }

    /// The collections that it draws.
    private var layers: [JSONValue] {
        let drawn = Set((style["layers"]?.array ?? []).compactMap { $0["source-layer"]?.string })
        return catalog.collections.filter { drawn.contains($0.id.name) || drawn.contains("\($0.id.name)_label") }
            .map { collection in
                [
                    "id": .string(collection.id.name), "title": .string(collection.title.text(in: language)),
                    "type": .string(Self.kind(of: collection.schema.geometryType)),
                    "sampleData": links.link(
                        "/collections/\(collection.id.name)/items", rel: "items", type: .geoJSON),
                ]
            }
    }

    private static func kind(of type: GeometryType) -> String {
        switch type {
        case .point, .multiPoint: "point"
        case .lineString, .multiLineString: "line"
        case .polygon, .multiPolygon: "polygon"
        case .geometry, .geometryCollection: "geometry"
        }
    }
}
