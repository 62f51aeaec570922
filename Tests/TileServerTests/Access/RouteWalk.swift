import Foundation
import SimpleFeatures

@testable import TileServer

/// What is asked of each route to find what it should not tell: every way to name a collection, a feature, a property, a
/// place and a count that the store of secrets has.
struct RouteWalk {
    /// An id that no collection has: what is hidden must be answered as it is.
    static let nowhere = "zzqqxxyy"

    private static let encodings = ["json", "html"]
    private static let exports = [
        "geojson", "geojsonseq", "jsonfg", "csv", "gml", "kml", "gpkg", "fgb", "shp", "xlsx", "dxf",
    ]
    private static let collections = ["ho-so", "bi-mat", "duong"]

    /// Questions about features that would tell something if they were answered as the table has it.
    private static let probes = [
        "", "limit=1000", "limit=5&offset=60", "resultType=hits", "filter=LOAI%3D'kin'",
        "filter=COTKIN%3D'GIATRIKIN%202'",
        "filter=CCCD%20LIKE%20'99887766%25'", "filter=CCCD%3D'9988776612'", "CCCD=9988776612", "COTKIN=GIATRIKIN%202",
        "filter=SO%3E60", "filter=S_INTERSECTS(geometry,BBOX(109.3,12.9,109.4,13))", "bbox=109.3,12.9,109.4,13",
        "bbox=109.3,12.9,109.4,13&resultType=hits", "sortby=-SO", "sortby=COTKIN", "sortby=-CCCD", "properties=COTKIN",
        "properties=TEN,CCCD", "q=HANGKIN", "q=GIATRIKIN", "q=99887766", "ids=2,100,1000", "id=1000",
        "datetime=2020-05-17", "crs=http://www.opengis.net/def/crs/EPSG/0/9218", "zoom-level=5", "skipGeometry=true",
        "explain=1",
    ]

    private static let filters = probes.filter { $0.hasPrefix("filter=") }

    /// Statistics are as good a way as any to learn of what is hidden.
    private static let classes = [
        "property=TEN&method=values&count=50", "property=COTKIN", "property=CCCD", "property=SO&count=12",
        "property=SO&method=values&count=50", "property=SO&method=jenks&filter=SO%3E60",
        "property=TEN&filter=LOAI%3D'kin'", "property=TEN&filter=COTKIN%3D'GIATRIKIN%202'",
    ]

    /// Paths and queries of a route; nil for one that nobody has thought about yet.
    static func targets(of route: String) -> [String]? {
        switch route {
        case "/", "/api", "/sectors", "/catalog", "/conformance", "/functions", "/styles", "/tiles", "/archives",
            "/tileMatrixSets", "/catalog/sortables", "/collections", "/status":
            return encodings.map { "\(route)?f=\($0)" } + words(of: route)
        case "/login", "/account": return [route, "\(route)?f=html"]
        case "/logout", "/account/password", "/admin/view-as": return [route]
        case "/admin", "/admin/audit", "/admin/users", "/admin/keys": return encodings.map { "\(route)?f=\($0)" }
        case "/admin/collections/{collectionId}": return collections.map { "/admin/collections/\($0)" }
        case "/api.html", "/health", "/ready", "/metrics", "/cache/stats", "/map", "/catalog.jsonld",
            "/manifest-keys":
            return [route]
        // Told as it happens: EventAccessTests listens.
        case "/events": return []
        // The files that pages are made of.
        case "/assets/{hash}/**": return []
        // Of others, with nothing of the store; ExternalTests asks them.
        case "/external", "/external/{serviceId}", "/external/{serviceId}/{z}/{x}/{y}": return []
        case "/archives/{name}": return ["/archives/x.json", "/archives/x.pmtiles"]
        case "/archives/{name}/{z}/{x}/{y}": return ["/archives/x/0/0/0"]
        case "/catalog/items": return encodings.map { "/catalog/items?f=\($0)" } + words(of: "/catalog/items")
        case "/catalog/items/{recordId}":
            return collections.flatMap { id in encodings.map { "/catalog/items/\(id)?f=\($0)" } }
        case "/collections/{collectionId}/metadata":
            return collections.flatMap { id in
                ["json", "html", "iso19139", "dcat"].map { "/collections/\(id)/metadata?f=\($0)" }
            }
        case "/collections/{collectionId}", "/collections/{collectionId}/queryables",
            "/collections/{collectionId}/schema", "/collections/{collectionId}/sortables",
            "/collections/{collectionId}/tiles", "/collections/{collectionId}/tiles/{tileMatrixSetId}":
            let path = route.replacing("{tileMatrixSetId}", with: "WebMercatorQuad")
            return collections.flatMap { id in
                encodings.map { "\(path.replacing("{collectionId}", with: id))?f=\($0)" }
            }
        case "/collections/{collectionId}/items":
            return collections.flatMap { id in
                probes.flatMap { probe in encodings.map { "/collections/\(id)/items?\(probe)&f=\($0)" } }
            }
        case "/collections/{collectionId}/items/{featureId}":
            return collections.flatMap { id in
                [1, 2, 100, 1000].flatMap { number in encodings.map { "/collections/\(id)/items/\(number)?f=\($0)" } }
            }
        case "/collections/{collectionId}/export":
            return collections.flatMap { id in
                (encodings + ["xsd"] + exports).map { "/collections/\(id)/export?f=\($0)" }
            } + [
                "/collections/ho-so/export?f=csv&filter=LOAI%3D'kin'", "/collections/ho-so/export?f=csv&sortby=COTKIN",
            ]
        case "/collections/{collectionId}/changes":
            return collections.flatMap { id in
                ["", "?since=1", "?since=0&limit=1000"].map { "/collections/\(id)/changes\($0)" }
            }
        case "/collections/{collectionId}/versions": return collections.map { "/collections/\($0)/versions" }
        case "/collections/{collectionId}/diff":
            return collections.flatMap { id in
                ["", "?from=1", "?from=1&to=1"].map { "/collections/\(id)/diff\($0)" }
            }
        case "/collections/{collectionId}/classes":
            return collections.flatMap { id in
                classes.map { "/collections/\(id)/classes?\($0)" }
            }
        case "/collections/{collectionId}/drafts":
            return collections.flatMap { id in encodings.map { "/collections/\(id)/drafts?f=\($0)" } }
        case "/collections/{collectionId}/drafts/{draftId}":
            return collections.map { "/collections/\($0)/drafts/1" }
        // What is drawn is walked by PrintAccessTests: POST makes the sheets.
        case "/print": return encodings.map { "/print?f=\($0)" }
        case "/jobs/{jobId}": return ["/jobs/nobodys"]
        case "/jobs/{jobId}/file": return ["/jobs/nobodys/file"]
        case "/jobs/{jobId}/manifest": return ["/jobs/nobodys/manifest"]
        case "/search":
            return ["HANGKIN", "GIATRIKIN 5", "NOIDUNGKIN", "TIEUDEKIN", "99887766", "hồ sơ mở 7", "12.9111 109.3337"]
                .flatMap { text in encodings.map { "/search?q=\(text.encoded)&f=\($0)" } }
                + ["/search?q=kin&collections=bi-mat&f=json"]
        case "/wms", "/wmts", "/wmts/1.0.0/WMTSCapabilities.xml",
            "/wmts/1.0.0/{layer}/{style}/{tileMatrixSet}/{tileMatrix}/{tileRow}/{tileCol}":
            return services(of: route)
        case "/map/tiles", "/map/tiles/{tileMatrixSetId}", "/collections/{collectionId}/map/tiles",
            "/collections/{collectionId}/map/tiles/{tileMatrixSetId}", "/styles/{styleId}/map/tiles",
            "/styles/{styleId}/map/tiles/{tileMatrixSetId}", "/collections/{collectionId}/map",
            "/styles/{styleId}/map":
            return maps(route)
        case "/map/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
            "/collections/{collectionId}/map/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
            "/styles/{styleId}/map/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}":
            let place = rows[0]
            return maps(route.replacing("{tileMatrix}/{tileRow}/{tileCol}", with: place))
        case "/styles/{styleId}/{z}/{x}/{y}":
            return ["map", "health"].flatMap { style in [places[0], places[6]].map { "/styles/\(style)/\($0).png" } }
        case "/styles/{styleId}": return ["map", "basemap", "land", "health"].map { "/styles/\($0)" }
        case "/styles/{styleId}/metadata": return ["map", "land", "health"].map { "/styles/\($0)/metadata" }
        case "/styles/{styleId}/legend":
            return ["map", "health"].flatMap { style in
                ["f=json", "f=svg", "f=json&zoom=12", "f=json&bbox=109.3,12.9,109.4,13", "f=json&collections=bi-mat"]
                    .map { "/styles/\(style)/legend?\($0)" }
            }
        case "/fonts.json": return [route]
        case "/fonts/{fontstack}/{range}": return ["/fonts/Noto%20Sans%20Regular/0-255.pbf"]
        case "/sprites/{file}": return ["/sprites/icons.json", "/sprites/icons@2x.png"]
        case "/styles/{styleId}/tiles.json": return ["map", "land", "health"].map { "/styles/\($0)/tiles.json" }
        case "/styles/{styleId}/tiles/{z}/{x}/{y}":
            return ["map", "health"].flatMap { style in places.map { "/styles/\(style)/tiles/\($0)" } }
        case "/tileMatrixSets/{tileMatrixSetId}": return ["/tileMatrixSets/WebMercatorQuad"]
        case "/tiles/{collectionIds}":
            return ["ho-so", "bi-mat", "ho-so_label", "ho-so,bi-mat"].map { "/tiles/\($0).json" }
                + collections.flatMap { id in filters.map { "/tiles/\(id).json?\($0)" } }
                + encodings.map { "/tiles/WebMercatorQuad?f=\($0)" }
        case "/tiles/{collectionIds}/{second}/{third}/{fourth}":
            return ["ho-so", "bi-mat", "ho-so_label", "ho-so,bi-mat"].flatMap { id in
                places.map { "/tiles/\(id)/\($0)" }
            }
                + collections.flatMap { id in filters.map { "/tiles/\(id),\(id)_label/\(places[0])?\($0)" } }
                + rows.flatMap { place in
                    ["", "?collections=ho-so", "?collections=bi-mat"].map { "/tiles/WebMercatorQuad/\(place)\($0)" }
                }
        case "/collections/{collectionId}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}":
            return collections.flatMap { id in
                (rows + filters.map { "\(rows[0])?\($0)" }).map { "/collections/\(id)/tiles/WebMercatorQuad/\($0)" }
            }
        default: return nil
        }
    }

    /// Of a map of the API: each thing that one can be made from.
    private static func maps(_ pattern: String) -> [String] {
        let pattern = pattern.replacing("{tileMatrixSetId}", with: "WebMercatorQuad")
        if pattern.hasPrefix("/map") { return [pattern] + collections.map { "\(pattern)?collections=\($0)" } }
        let named = collections.map { pattern.replacing("{collectionId}", with: $0) }
        return pattern.contains("{styleId}")
            ? ["map", "health"].map { pattern.replacing("{styleId}", with: $0) } : named
    }

    /// What capabilities, maps, legends and points of map services may tell of the secrets.
    private static func services(of route: String) -> [String] {
        let layers = collections + ["health", "land", "map"]
        switch route {
        case "/wms":
            let place = SecretStore.hiddenPlace
            let box = "\(place.x - 0.01),\(place.y - 0.01),\(place.x + 0.01),\(place.y + 0.01)"
            let map = "/wms?VERSION=1.1.1&SRS=EPSG:4326&BBOX=\(box)&WIDTH=3&HEIGHT=3"
            let formats = FeatureInfoFormat.allCases.map { $0.names[0] }
            return ["1.1.1", "1.3.0"].map { "/wms?REQUEST=GetCapabilities&VERSION=\($0)" }
                + layers.flatMap { layer in
                    [
                        "\(map)&REQUEST=GetMap&FORMAT=image/png&LAYERS=\(layer)",
                        "/wms?REQUEST=GetLegendGraphic&FORMAT=image/png&LAYER=\(layer)",
                    ]
                        + formats.map {
                            "\(map)&REQUEST=GetFeatureInfo&LAYERS=\(layer)&QUERY_LAYERS=\(layer)&X=1&Y=1"
                                + "&FEATURE_COUNT=100&INFO_FORMAT=\($0)"
                        }
                }
        case "/wmts":
            let tile = "TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=0&TILEROW=0&TILECOL=0"
            return ["/wmts?REQUEST=GetCapabilities"] + layers.map { "/wmts?REQUEST=GetTile&LAYER=\($0)&\(tile)" }
        case "/wmts/1.0.0/WMTSCapabilities.xml": return [route]
        default: return layers.map { "/wmts/1.0.0/\($0)/default/WebMercatorQuad/0/0/0.png" }
        }
    }

    /// Catalogues that can be searched.
    private static func words(of route: String) -> [String] {
        guard ["/collections", "/catalog/items"].contains(route) else { return [] }
        return ["q=TIEUDEKIN", "ids=bi-mat", "bbox=107.5,13.4,107.6,13.6"].map { "\(route)?\($0)&f=json" }
    }

    private static let zooms = [0, 6, 9, 12, 14, 16]

    /// `z/x/y` around hidden and visible rows, and the hidden collection.
    private static var places: [String] {
        zooms.flatMap { zoom in
            [SecretStore.hiddenPlace, SecretStore.visiblePlace, Coordinate(x: 107.5557, y: 13.51)].map { place in
                let (x, y) = SecretStore.tile(place, zoom: zoom)
                return "\(zoom)/\(x)/\(y)"
            }
        }
    }

    /// The same as `matrix/row/column`.
    private static var rows: [String] {
        places.map { place in
            let parts = place.split(separator: "/")
            return "\(parts[0])/\(parts[2])/\(parts[1])"
        }
    }
}

extension String {
    var encoded: String { addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? self }
}
