import SimpleFeatures

extension OpenAPIDocument {
    /// Maps as pictures and their tiles, and the map services, whose capabilities say the rest.
    static let mapOperations: [Operation] = [
        picture(
            "/collections/{collectionId}/map", id: "map.collection.getMap", "Map of one collection",
            ["collectionId"] + mapParameters),
        picture("/styles/{styleId}/map", id: "map.style.getMap", "Map in a style", ["styleId"] + mapParameters),
        tileSets("/map/tiles", id: "dataset", "all data", ["collections"]),
        tileSets("/collections/{collectionId}/map/tiles", id: "collection", "one collection", ["collectionId"]),
        tileSets("/styles/{styleId}/map/tiles", id: "style", "a style", ["styleId"]),
        tileSet("/map/tiles", id: "dataset", "all data", ["collections"]),
        tileSet("/collections/{collectionId}/map/tiles", id: "collection", "one collection", ["collectionId"]),
        tileSet("/styles/{styleId}/map/tiles", id: "style", "a style", ["styleId"]),
        tile("/map/tiles", id: "dataset", "all data", ["collections"]),
        tile("/collections/{collectionId}/map/tiles", id: "collection", "one collection", ["collectionId"]),
        tile("/styles/{styleId}/map/tiles", id: "style", "a style", ["styleId"]),
        Operation(
            path: "/styles/{styleId}/{z}/{x}/{y}.png", id: "getStylePicture", tag: "Map",
            summary: "Map tile of 256 pixels by XYZ; also .jpg and .webp, and @2x before them", type: .png,
            hasHTML: false, parameters: ["styleId", "z", "x", "y"], isNegotiated: false),
        Operation(
            path: "/wms", id: "wms", tag: "Map", summary: "Web Map Service 1.1.1 and 1.3.0", type: .textXML,
            hasHTML: false,
            parameters: wmsParameters.map(\.key), isNegotiated: false,
            otherTypes: pictures + [
                MediaType("application/vnd.ogc.wms_xml"), MediaType("application/vnd.ogc.se_xml"), .geoJSON, .html,
                .text, FeatureInfoFormat.gml.type,
            ]),
        Operation(
            path: "/wmts", id: "wmts", tag: "Map", summary: "Web Map Tile Service 1.0.0 by parameters", type: .textXML,
            hasHTML: false, parameters: wmtsParameters.map(\.key), isNegotiated: false, otherTypes: pictures,
            fault: "ServiceException"),
        Operation(
            path: WMTSCapabilities.path, id: "wmts.getCapabilities", tag: "Map",
            summary: "Capabilities of the Web Map Tile Service", type: .textXML, hasHTML: false, parameters: ["lang"],
            isNegotiated: false, fault: "ServiceException"),
        Operation(
            path: "/wmts/1.0.0/{layer}/{style}/{mapTileMatrixSet}/{tileMatrix}/{tileRow}/{tileCol}.png",
            id: "wmts.getTile", tag: "Map", summary: "Tile of the Web Map Tile Service; also .jpg and .webp",
            type: .png, hasHTML: false,
            parameters: ["layer", "style", "mapTileMatrixSet", "tileMatrix", "tileRow", "tileCol"],
            isNegotiated: false, fault: "ServiceException"),
    ]

    private static let pictures: [MediaType] = [.png, .jpeg, .webp]
    /// Of a map of the API.
    private static let mapParameters = mapParameterDeclarations.map(\.key)

    private static func picture(
        _ path: String, id: String, _ summary: String, _ parameters: [String]
    ) -> Operation {
        Operation(
            path: path, id: id, tag: "Map", summary: summary, type: .png, hasHTML: false, parameters: parameters,
            otherTypes: [.jpeg, .webp])
    }

    private static func tileSets(_ path: String, id: String, _ of: String, _ parameters: [String]) -> Operation {
        Operation(
            path: path, id: "tiles.\(id).map.getTileSetsList", tag: "Map", summary: "Map tilesets of \(of)",
            type: .json, hasHTML: false, parameters: parameters, schema: "TileSets")
    }

    private static func tileSet(_ path: String, id: String, _ of: String, _ parameters: [String]) -> Operation {
        Operation(
            path: "\(path)/WebMercatorQuad", id: "tiles.\(id).map.getTileSet", tag: "Map",
            summary: "Map tileset of \(of)", type: .json, hasHTML: false, parameters: parameters, schema: "TileSet")
    }

    private static func tile(_ path: String, id: String, _ of: String, _ parameters: [String]) -> Operation {
        picture(
            "\(path)/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}", id: "tiles.\(id).map.getTile",
            "Map tile of \(of)", parameters + ["tileMatrix", "tileRow", "tileCol"])
    }

    // MARK: Parameters

    static let mapParameterDeclarations: [(key: String, value: JSONValue)] = [
        named(
            "mapBBox",
            query(
                "bbox", "What is shown: west,south,east,north, in the axis order of bbox-crs",
                schema: ["type": "array", "items": ["type": "number"], "minItems": 4, "maxItems": 4])),
        named("mapBBoxCrs", query("bbox-crs", "CRS of bbox; CRS84 when absent", schema: ofMaps)),
        named("mapCrs", query("crs", "CRS of the picture; CRS84 when absent", schema: ofMaps)),
        query("width", "Pixels; fits the height when absent", schema: ["type": "integer", "minimum": 1]),
        query("height", "Pixels; fits the width when absent", schema: ["type": "integer", "minimum": 1]),
        query("transparent", "Whether what is free lets through what is below", schema: ["type": "boolean"]),
        query(
            "bgcolor", "Colour of what is free",
            schema: ["type": "string", "pattern": "^(0[xX]|#)[0-9a-fA-F]{6}$"]),
    ]

    private static let ofMaps: JSONValue = [
        "type": "string", "enum": .array(OfferedCRS.ofMaps.map { .string($0.uri) }),
    ]

    /// In capitals, as the standards write them; the case of names does not count.
    static let wmsParameters = [
        ("SERVICE", "WMS"), ("VERSION", "1.3.0 or 1.1.1"),
        ("REQUEST", "GetCapabilities, GetMap, GetFeatureInfo or GetLegendGraphic"),
        ("LAYERS", "Names of layers with commas between, the lowest first"),
        ("STYLES", "A style for each of them, or nothing"), ("CRS", "In 1.3.0, for example EPSG:9218"),
        ("SRS", "The same in 1.1.1"), ("BBOX", "Four numbers; in 1.3.0 in the axis order of the CRS"),
        ("WIDTH", "Pixels"), ("HEIGHT", "Pixels"), ("FORMAT", "image/png, image/jpeg or image/webp"),
        ("TRANSPARENT", "TRUE or FALSE"), ("BGCOLOR", "0xRRGGBB"),
        ("EXCEPTIONS", "XML, INIMAGE or BLANK"), ("DPI", "Dots per inch"),
        ("QUERY_LAYERS", "Some of LAYERS, for GetFeatureInfo"), ("INFO_FORMAT", "Its format"),
        ("FEATURE_COUNT", "How many of each layer it tells"), ("I", "Column of the point in 1.3.0"),
        ("J", "Row of the point in 1.3.0"), ("X", "Column in 1.1.1"), ("Y", "Row in 1.1.1"),
        ("LAYER", "For GetLegendGraphic"), ("STYLE", "For GetLegendGraphic"),
    ].map { serviceParameter($0.0, $0.1) }

    static let wmtsParameters = [
        ("SERVICE", "WMTS"), ("REQUEST", "GetCapabilities or GetTile"), ("LAYER", "Name of a layer"),
        ("STYLE", "Name of a style, or default"), ("FORMAT", "image/png, image/jpeg or image/webp"),
        ("TILEMATRIXSET", "WebMercatorQuad, or WebMercatorQuad512 for tiles of 512 pixels"), ("TILEMATRIX", "Zoom"),
        ("TILEROW", "Row from the north"), ("TILECOL", "Column from the west"),
    ].map { named("wmts\($0.0)", serviceParameter($0.0, $0.1)) }

    private static func serviceParameter(_ name: String, _ description: String) -> (key: String, value: JSONValue) {
        query(name, description, schema: ["type": "string"])
    }

    /// Of paths.
    static let mapPathParameters = [
        path("layer", "A collection, a sector, or map"), path("style", "A style, or default"),
        path(
            "mapTileMatrixSet", "Tiles of 256 or of 512 pixels",
            schema: ["type": "string", "enum": .array(MapTileMatrixSet.allCases.map { .string($0.rawValue) })]),
    ]
}
