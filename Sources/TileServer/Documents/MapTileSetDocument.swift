import GeoStore
import SimpleFeatures
import Tiling

/// Tilesets of pictures as clients read them: the metadata of OGC 17-083r4, 8, with the links of OGC 20-057 and 20-058.
struct MapTileSetDocument {
    let links: LinkBuilder
    let language: Language

    /// The one that the API has; WMTS has others besides.
    private let tiles = MapTileMatrixSet.webMercatorQuad

    static func listPath(_ origin: MapOrigin) -> String { "\(origin.path)/tiles" }

    func list(_ origin: MapOrigin, inquiry: Inquiry) -> JSONValue {
        var tileset = common(origin)
        tileset["links"] = .array(
            [links.link(path(of: origin), rel: "self", type: .json, title: "Tileset"), schemeLink]
                + itemLinks(origin))
        return [
            "links": [
                links.link(Self.listPath(origin) + origin.query, rel: "self", type: .json, title: "This document")
            ],
            "tilesets": [.object(tileset)],
        ]
    }

    func document(_ origin: MapOrigin, inquiry: Inquiry) -> JSONValue {
        var members = common(origin)
        let collections = origin.collections(in: inquiry.catalog)
        members["boundingBox"] = MapExtents.envelope(of: collections).map(TileSetDocument.boundingBox)
        var own = [links.link(path(of: origin), rel: "self", type: .json, title: "This document"), schemeLink]
        if case .collection(let collection) = origin {
            own.append(
                links.link(
                    "/collections/\(collection.id)", rel: LinkRelation.geodata, type: .json,
                    title: collection.title.text(in: language)))
        }
        members["links"] = .array(own + itemLinks(origin))
        return .object(members)
    }

    private func common(_ origin: MapOrigin) -> JSONObject {
        [
            "title": .string(origin.title(in: language)), "dataType": "map", "crs": .string(tiles.set.crs.uri),
            "tileMatrixSetURI": .string(tiles.set.uri),
        ]
    }

    private func path(of origin: MapOrigin) -> String { "\(Self.listPath(origin))/\(tiles.rawValue)\(origin.query)" }

    private var schemeLink: JSONValue {
        links.link(
            TileMatrixSetDocument.path(tiles.set), rel: LinkRelation.tilingScheme, type: .json, title: tiles.set.id)
    }

    /// Row before column.
    private func itemLinks(_ origin: MapOrigin) -> [JSONValue] {
        MapOrder.Format.allCases.map { format in
            let place = "\(Self.listPath(origin))/\(tiles.rawValue)/{tileMatrix}/{tileRow}/{tileCol}"
            let query = origin.query.isEmpty ? "?f=\(format.suffix)" : "\(origin.query)&f=\(format.suffix)"
            return links.template(place + query, rel: "item", type: format.type, title: format.type.essence)
        }
    }
}
