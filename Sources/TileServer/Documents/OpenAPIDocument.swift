import GeoStore
import SimpleFeatures

/// The API definition (OpenAPI 3.0), self-contained: QGIS and GDAL read limits and query parameters out of it.
struct OpenAPIDocument {
    /// Of the API, not of the product.
    static let version = "1.0.0"

    struct Operation {
        let path: String
        let id: String
        let tag: String
        let summary: String
        let type: MediaType
        var hasHTML = true
        var parameters: [String] = []
    }

    /// Every path the server answers, in reading order.
    static let operations: [Operation] = [
        Operation(path: "/", id: "getLandingPage", tag: "Capabilities", summary: "Landing page", type: .json),
        Operation(
            path: "/conformance", id: "getConformance", tag: "Capabilities", summary: "Conformance classes", type: .json
        ),
        Operation(path: "/api", id: "getAPI", tag: "Capabilities", summary: "This document", type: .openAPI),
        Operation(
            path: "/sectors", id: "getSectors", tag: "Capabilities", summary: "Sectors", type: .json, hasHTML: false),
        Operation(
            path: "/collections", id: "getCollections", tag: "Data", summary: "All collections, or those looked for",
            type: .json, parameters: catalogParameters.map(\.key)),
        Operation(
            path: "/collections/{collectionId}", id: "getCollection", tag: "Data", summary: "One collection",
            type: .json, parameters: ["collectionId"]),
        Operation(
            path: "/collections/{collectionId}/schema", id: "getSchema", tag: "Data",
            summary: "Properties of its features", type: .jsonSchema, parameters: ["collectionId"]),
        Operation(
            path: "/collections/{collectionId}/queryables", id: "getQueryables", tag: "Data",
            summary: "Properties that items can be filtered by", type: .jsonSchema, parameters: ["collectionId"]),
        Operation(
            path: "/collections/{collectionId}/items", id: "getFeatures", tag: "Data", summary: "Features",
            type: .geoJSON, parameters: ["collectionId", "bbox", "datetime", "limit", "offset", "cursor"]),
        Operation(
            path: "/collections/{collectionId}/items/{featureId}", id: "getFeature", tag: "Data",
            summary: "One feature", type: .geoJSON, parameters: ["collectionId", "featureId"]),
        Operation(
            path: "/search", id: "search", tag: "Data",
            summary: "Features, collections, administrative units and coordinates by what people type",
            type: .geoJSON, hasHTML: false, parameters: ["q", "collections", "near", "searchLimit", "lang"]),
        Operation(
            path: "/tiles/{collectionIds}.json", id: "getTileJSON", tag: "Tiles", summary: "TileJSON 3.0",
            type: .json, hasHTML: false, parameters: ["collectionIds"]),
        Operation(
            path: "/tiles/{collectionIds}/{z}/{x}/{y}", id: "getTile", tag: "Tiles",
            summary: "Vector tile of one or several collections", type: .vectorTile, hasHTML: false,
            parameters: ["collectionIds", "z", "x", "y", "v"]),
        Operation(
            path: "/collections/{collectionId}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
            id: "getCollectionTile", tag: "Tiles", summary: "Vector tile of one collection", type: .vectorTile,
            hasHTML: false, parameters: ["collectionId", "tileMatrix", "tileRow", "tileCol"]),
        Operation(
            path: "/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}", id: "getDatasetTile", tag: "Tiles",
            summary: "Vector tile of all or some collections", type: .vectorTile, hasHTML: false,
            parameters: ["tileMatrix", "tileRow", "tileCol", "collections"]),
        Operation(
            path: "/archives", id: "getArchives", tag: "Tiles", summary: "Tile archives", type: .json, hasHTML: false),
        Operation(
            path: "/archives/{archiveId}.json", id: "getArchiveTileJSON", tag: "Tiles",
            summary: "TileJSON 3.0 of a tile archive", type: .json, hasHTML: false, parameters: ["archiveId"]),
        Operation(
            path: "/archives/{archiveId}.pmtiles", id: "getArchive", tag: "Tiles",
            summary: "A PMTiles file, whole or in ranges", type: .pmtiles, hasHTML: false, parameters: ["archiveId"]),
        Operation(
            path: "/archives/{archiveId}/{z}/{x}/{y}", id: "getArchiveTile", tag: "Tiles",
            summary: "Tile of an archive", type: .vectorTile, hasHTML: false,
            parameters: ["archiveId", "z", "x", "y", "v"]),
        Operation(path: "/styles", id: "getStyles", tag: "Styles", summary: "Styles", type: .json),
        Operation(
            path: "/styles/{styleId}", id: "getStyle", tag: "Styles", summary: "MapLibre style",
            type: .mapboxStyle, hasHTML: false, parameters: ["styleId"]),
        Operation(
            path: "/styles/{styleId}/tiles.json", id: "getStyleTileJSON", tag: "Tiles",
            summary: "TileJSON 3.0 of what a style needs", type: .json, hasHTML: false,
            parameters: ["styleId", "collections"]),
        Operation(
            path: "/styles/{styleId}/tiles/{z}/{x}/{y}", id: "getStyleTile", tag: "Tiles",
            summary: "Vector tile with what a style needs and no more", type: .vectorTile, hasHTML: false,
            parameters: ["styleId", "z", "x", "y", "collections", "v"]),
        Operation(path: "/map", id: "getMap", tag: "Map", summary: "Map in the browser", type: .html, hasHTML: false),
        Operation(
            path: "/health", id: "getHealth", tag: "Operation", summary: "The process lives", type: .json,
            hasHTML: false),
        Operation(
            path: "/ready", id: "getReadiness", tag: "Operation", summary: "The store can be read", type: .json,
            hasHTML: false),
        Operation(
            path: "/events", id: "getEvents", tag: "Operation", summary: "Changes of tiles as they happen",
            type: .eventStream, hasHTML: false),
        Operation(
            path: "/metrics", id: "getMetrics", tag: "Operation", summary: "Metrics for Prometheus", type: .metrics,
            hasHTML: false),
    ]

    let links: LinkBuilder
    let configuration: ServerConfiguration
    let catalog: Catalog

    var document: JSONValue {
        var paths = Self.operations.map { (key: $0.path, value: pathItem($0)) }
        paths += Self.exportPaths
        paths += Self.metadataPaths
        // GDAL looks for a collection's own path and the parameters declared there.
        paths += catalog.collections.map { collection in
            (key: "/collections/\(collection.id)/items", value: itemsPath(of: collection))
        }
        return [
            "openapi": "3.0.3",
            "info": [
                "title": .string(configuration.title),
                "description": .string("\(configuration.subtitle.vi) – \(configuration.subtitle.en)"),
                "version": .string(Self.version),
            ],
            "servers": [["url": .string(links.base.isEmpty ? "/" : links.base)]],
            "tags": .array(
                ["Capabilities", "Data", "Metadata", "Exports", "Tiles", "Styles", "Map", "Operation"].map {
                    ["name": .string($0)]
                }
            ),
            "paths": .object(JSONObject(paths)),
            "components": ["parameters": Self.parameters, "schemas": Self.schemas, "responses": Self.responses],
        ]
    }

    private func pathItem(_ operation: Operation) -> JSONValue {
        let own = operation.parameters.map(Self.reference)
        let common = operation.hasHTML ? [Self.reference("f"), Self.reference("lang")] : []
        return Self.get(operation, parameters: own + common)
    }

    private func itemsPath(of collection: PublishedCollection) -> JSONValue {
        let title = collection.title.vi
        let operation = Operation(
            path: "", id: "getFeatures_\(collection.id)", tag: "Data", summary: "\(title): features", type: .geoJSON)
        let properties = SchemaDocument.queryable(collection).map { property -> JSONValue in
            let schema = SchemaDocument.property(property)
            return [
                "name": .string(property.name), "in": "query", "required": false, "style": "form", "explode": false,
                "description": .string(property.title), "schema": ["type": schema["type"] ?? "string"],
            ]
        }
        let fixed = ["bbox", "datetime", "limit", "offset", "cursor", "f", "lang"].map(Self.reference)
        return Self.get(operation, parameters: fixed + properties)
    }

    static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/parameters/\(name)")] }

    private static func get(_ operation: Operation, parameters: [JSONValue]) -> JSONValue {
        var content = [(key: operation.type.value, value: JSONValue.object(["schema": schema(of: operation.type)]))]
        if operation.hasHTML { content.append((key: "text/html", value: ["schema": ["type": "string"]])) }
        let ok: JSONValue = ["description": .string(operation.summary), "content": .object(JSONObject(content))]
        var responses: JSONObject = ["200": ok]
        if operation.type == .vectorTile { responses["204"] = ["description": "The tile has no feature"] }
        responses["304"] = ["description": "What the client has is current"]
        responses["400"] = ["$ref": "#/components/responses/Problem"]
        if operation.path.contains("{") || operation.parameters.contains("collections") {
            responses["404"] = ["$ref": "#/components/responses/Problem"]
        }
        responses["500"] = ["$ref": "#/components/responses/Problem"]
        return [
            "get": [
                "tags": [.string(operation.tag)], "summary": .string(operation.summary),
                "operationId": .string(operation.id), "parameters": .array(parameters),
                "responses": .object(responses),
            ]
        ]
    }

    private static func schema(of type: MediaType) -> JSONValue {
        switch type {
        case .vectorTile, .pmtiles: ["type": "string", "format": "binary"]
        case .geoJSON: ["$ref": "#/components/schemas/GeoJSON"]
        case .html, .eventStream, .metrics: ["type": "string"]
        default: ["type": "object"]
        }
    }
}
