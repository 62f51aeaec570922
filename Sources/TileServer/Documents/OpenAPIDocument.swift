import GeoStore
import HTTPTypes
import SimpleFeatures

/// The API definition (OpenAPI 3.0), self-contained: QGIS and GDAL read limits and query parameters out of it.
struct OpenAPIDocument {
    /// Of the API, not of the product.
    static let version = "1.0.0"

    /// Every path the server answers, in reading order.
    static let operations: [Operation] = [
        Operation(
            path: "/", id: "getLandingPage", tag: "Capabilities", summary: "Landing page", type: .json,
            schema: "LandingPage"),
        Operation(
            path: "/conformance", id: "getConformance", tag: "Capabilities", summary: "Conformance classes",
            type: .json, schema: "Conformance"),
        Operation(path: "/api", id: "getAPI", tag: "Capabilities", summary: "This document", type: .openAPI),
        Operation(
            path: "/api.html", id: "getAPIPage", tag: "Capabilities", summary: "This document in Swagger UI",
            type: .html,
            hasHTML: false),
        Operation(
            path: "/sectors", id: "getSectors", tag: "Capabilities", summary: "Sectors", type: .json, schema: "Sectors"),
        Operation(
            path: "/collections", id: "getCollections", tag: "Data", summary: "All collections, or those looked for",
            type: .json, parameters: catalogParameters.map(\.key), schema: "Collections"),
        Operation(
            path: "/collections/{collectionId}", id: "getCollection", tag: "Data", summary: "One collection",
            type: .json, parameters: ["collectionId"], schema: "Collection"),
        Operation(
            path: "/collections/{collectionId}/schema", id: "getSchema", tag: "Data",
            summary: "Properties of its features", type: .jsonSchema, parameters: ["collectionId"], schema: "JSONSchema"
        ),
        Operation(
            path: "/collections/{collectionId}/queryables", id: "getQueryables", tag: "Data",
            summary: "Properties that items can be filtered by", type: .jsonSchema, parameters: ["collectionId"],
            schema: "JSONSchema"),
        Operation(
            path: "/collections/{collectionId}/sortables", id: "getSortables", tag: "Data",
            summary: "Properties that items can be sorted by", type: .jsonSchema, parameters: ["collectionId"],
            schema: "JSONSchema"),
        Operation(
            path: "/functions", id: "getFunctions", tag: "Data", summary: "Functions that filters can call",
            type: .json, schema: "Functions"),
        Operation(
            path: "/collections/{collectionId}/items", id: "getFeatures", tag: "Data", summary: "Features",
            type: .geoJSON, parameters: ["collectionId"] + itemsParameters, schema: "FeatureCollection",
            answers: ["410"]),
        Operation(
            path: "/collections/{collectionId}/items/{featureId}", id: "getFeature", tag: "Data",
            summary: "One feature", type: .geoJSON, parameters: ["collectionId", "featureId"] + itemParameters,
            schema: "Feature"),
        Operation(
            path: "/search", id: "search", tag: "Data",
            summary: "Features, collections, administrative units and coordinates by what people type",
            type: .geoJSON, parameters: ["q", "collections", "near", "searchLimit"], schema: "SearchResults"),
        Operation(
            path: "/tiles/{collectionIds}.json", id: "getTileJSON", tag: "Tiles", summary: "TileJSON 3.0",
            type: .json, hasHTML: false, parameters: ["collectionIds", "filter", "filter-lang", "filter-crs"],
            schema: "TileJSON"),
        Operation(
            path: "/tiles/{collectionIds}/{z}/{x}/{y}", id: "getTile", tag: "Tiles",
            summary: "Vector tile of one or several collections", type: .vectorTile, hasHTML: false,
            parameters: ["collectionIds", "z", "x", "y", "filter", "filter-lang", "filter-crs", "v"]),
        Operation(
            path: "/collections/{collectionId}/tiles", id: "tiles.collection.vector.getTileSetsList", tag: "Tiles",
            summary: "Tilesets of one collection", type: .json, parameters: ["collectionId"], schema: "TileSets"),
        Operation(
            path: "/collections/{collectionId}/tiles/WebMercatorQuad", id: "tiles.collection.vector.getTileSet",
            tag: "Tiles", summary: "Vector tileset of one collection", type: .json, parameters: ["collectionId"],
            schema: "TileSet"),
        Operation(
            path: "/collections/{collectionId}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
            id: "mvt.collection.vector.getTile", tag: "Tiles", summary: "Vector tile of one collection",
            type: .vectorTile,
            hasHTML: false,
            parameters: [
                "collectionId", "tileMatrix", "tileRow", "tileCol", "filter", "filter-lang", "filter-crs", "v",
            ]),
        Operation(
            path: "/tiles", id: "tiles.dataset.vector.getTileSetsList", tag: "Tiles", summary: "Tilesets of all data",
            type: .json, schema: "TileSets"),
        Operation(
            path: "/tiles/WebMercatorQuad", id: "tiles.dataset.vector.getTileSet", tag: "Tiles",
            summary: "Vector tileset of all or some collections", type: .json, parameters: ["collections"],
            schema: "TileSet"),
        Operation(
            path: "/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}", id: "mvt.dataset.vector.getTile",
            tag: "Tiles",
            summary: "Vector tile of all or some collections", type: .vectorTile, hasHTML: false,
            parameters: ["tileMatrix", "tileRow", "tileCol", "collections", "v"]),
        Operation(
            path: "/tileMatrixSets", id: "getTileMatrixSetsList", tag: "Tiles", summary: "Tile matrix sets",
            type: .json,
            schema: "TileMatrixSets"),
        Operation(
            path: "/tileMatrixSets/{tileMatrixSetId}", id: "getTileMatrixSet", tag: "Tiles",
            summary: "One tile matrix set", type: .json, parameters: ["tileMatrixSetId"], schema: "TileMatrixSet"),
        Operation(
            path: "/archives", id: "getArchives", tag: "Tiles", summary: "Tile archives", type: .json,
            schema: "Archives"),
        Operation(
            path: "/archives/{archiveId}.json", id: "getArchiveTileJSON", tag: "Tiles",
            summary: "TileJSON 3.0 of a tile archive", type: .json, hasHTML: false, parameters: ["archiveId"],
            schema: "TileJSON"),
        Operation(
            path: "/archives/{archiveId}.pmtiles", id: "getArchive", tag: "Tiles",
            summary: "A PMTiles file, whole or in ranges", type: .pmtiles, hasHTML: false, parameters: ["archiveId"],
            answers: ["206", "416"]),
        Operation(
            path: "/archives/{archiveId}/{z}/{x}/{y}", id: "getArchiveTile", tag: "Tiles",
            summary: "Tile of an archive", type: .vectorTile, hasHTML: false,
            parameters: ["archiveId", "z", "x", "y", "v"]),
        Operation(
            path: "/styles/{styleId}/tiles.json", id: "getStyleTileJSON", tag: "Tiles",
            summary: "TileJSON 3.0 of what a style needs", type: .json, hasHTML: false,
            parameters: ["styleId", "collections"], schema: "TileJSON"),
        Operation(
            path: "/styles/{styleId}/tiles/{z}/{x}/{y}", id: "getStyleTile", tag: "Tiles",
            summary: "Vector tile with what a style needs and no more", type: .vectorTile, hasHTML: false,
            parameters: ["styleId", "z", "x", "y", "collections", "v"]),
        Operation(
            path: "/map", id: "getMap", tag: "Map",
            summary: "Map in the browser; with f=png, or for who prefers pictures, the map as one", type: .html,
            hasHTML: false, parameters: ["mapFormat", "collections"] + mapParameterDeclarations.map(\.key),
            otherTypes: [.png, .jpeg, .webp]),
        Operation(
            path: "/health", id: "getHealth", tag: "Operation", summary: "The process lives", type: .json,
            hasHTML: false, schema: "Health", isNegotiated: false),
        Operation(
            path: "/ready", id: "getReadiness", tag: "Operation", summary: "The store can be read", type: .json,
            hasHTML: false, schema: "Health", isNegotiated: false),
        Operation(
            path: "/events", id: "getEvents", tag: "Operation", summary: "Changes of tiles as they happen",
            type: .eventStream, hasHTML: false, isNegotiated: false, hasValidator: false),
        Operation(
            path: "/metrics", id: "getMetrics", tag: "Operation", summary: "Metrics for Prometheus", type: .metrics,
            hasHTML: false, isNegotiated: false),
    ]

    static let tags = ["Capabilities", "Data", "Editing", "Metadata", "Exports", "Tiles", "Styles", "Map", "Operation"]

    let links: LinkBuilder
    let configuration: ServerConfiguration
    let catalog: Catalog
    let styleIDs: [String]
    let archiveIDs: [String]

    var document: JSONValue {
        var items: [(path: String, operations: [Operation])] = []
        let edits = configuration.editing == .off ? [] : Self.editOperations
        let fixed =
            Self.operations + Self.styleOperations + Self.feedOperations
            + Self.analysisOperations + Self.metadataOperations
        for operation in fixed + Self.mapOperations + Self.exportOperations + Self.printOperations + edits {
            if let place = items.firstIndex(where: { $0.path == operation.path }) {
                items[place].operations.append(operation)
            } else {
                items.append((operation.path, [operation]))
            }
        }
        var paths = items.map { (key: $0.path, value: Operation.pathItem($0.operations)) }
        // GDAL looks for a collection's own path and the parameters declared there.
        paths += catalog.collections.map { collection in
            (key: "/collections/\(collection.id)/items", value: itemsPath(of: collection))
        }
        return [
            "openapi": "3.0.3",
            "info": [
                "title": .string(configuration.title),
                "description": .string(
                    "\(configuration.subtitle.vi) – \(configuration.subtitle.en)\n\n\(Self.conventions)"),
                "version": .string(Self.version),
            ],
            "servers": [["url": .string(links.base.isEmpty ? "/" : links.base)]],
            "tags": .array(Self.tags.map { ["name": .string($0)] }),
            "paths": .object(JSONObject(paths)),
            "components": [
                "parameters": .object(parametersOfThisServer), "headers": Self.headers, "schemas": OpenAPISchemas.all,
                "responses": Self.responses,
            ],
        ]
    }

    /// What holds of every path, and what no operation can say.
    private static let conventions = """
        A method that a path does not have is answered 405 with what it has in Allow. A parameter that is unknown, or \
        stands there twice with two values, is answered 400. Large answers are compressed for clients that accept gzip.
        """

    private func itemsPath(of collection: PublishedCollection) -> JSONValue {
        let title = collection.title.vi
        let operation = Operation(
            path: "", id: "getFeatures_\(collection.id)", tag: "Data", summary: "\(title): features", type: .geoJSON,
            schema: "FeatureCollection", answers: ["410"])
        let properties = SchemaDocument.queryable(collection).map { property in
            Self.query(property.name, property.title, schema: Self.schema(of: property)).value
        }
        let identifiers = SchemaDocument.identifiers(of: collection.schema).map { name in
            Self.query(name, "Id of the feature", schema: Self.featureID).value
        }
        let fixed = Self.itemsParameters(of: collection) + ["f", "lang"].map(Self.reference)
        return Operation.pathItem([operation], parameters: fixed + identifiers + properties)
    }

    /// As a query parameter. Texts and times of day are compared as they are written.
    private static func schema(of property: FeatureSchema.Property) -> JSONValue {
        switch property.type {
        case .integer: ["type": "integer", "format": "int64"]
        case .real: ["type": "number", "format": "double"]
        case .boolean: ["type": "boolean"]
        case .date: ["type": "string", "format": "date"]
        case .dateTime: ["type": "string", "format": "date-time"]
        case .text, .time, .binary: textWithoutNull
        }
    }

    static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/parameters/\(name)")] }
}
