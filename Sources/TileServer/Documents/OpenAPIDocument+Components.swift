import GeoStore
import SimpleFeatures
import Tiling

extension OpenAPIDocument {
    static func path(
        _ name: String, _ description: String, schema: JSONValue = ["type": "string"]
    ) -> (key: String, value: JSONValue) {
        (
            name,
            [
                "name": .string(name), "in": "path", "required": true, "description": .string(description),
                "schema": schema,
            ]
        )
    }

    /// An index of tiles; how many there are depends on the zoom.
    private static func index(_ name: String, _ description: String, _ last: Int) -> (key: String, value: JSONValue) {
        path(name, description, schema: ["type": "integer", "minimum": 0, "maximum": JSONValue(last)])
    }

    static func query(
        _ name: String, _ description: String, schema: JSONValue, isRequired: Bool = false
    ) -> (key: String, value: JSONValue) {
        (
            name,
            [
                "name": .string(name), "in": "query", "required": .boolean(isRequired),
                "description": .string(description),
                "schema": schema, "style": "form", "explode": false,
            ]
        )
    }

    static func header(_ name: String, _ description: String) -> (key: String, value: JSONValue) {
        (
            name,
            [
                "name": .string(name), "in": "header", "required": false, "description": .string(description),
                "schema": ["type": "string"],
            ]
        )
    }

    /// A parameter whose name means something else elsewhere, under a name of its own in this document.
    static func named(
        _ name: String, _ parameter: (key: String, value: JSONValue)
    ) -> (key: String, value: JSONValue) { (name, parameter.value) }

    static let parameters = JSONValue.object(
        JSONObject(
            catalogParameters + [
                path("collectionId", "Id of a collection"),
                path(
                    "collectionIds", "Ids of collections, joined by commas",
                    schema: ["type": "string", "pattern": "^[a-z][a-z0-9_-]*(,[a-z][a-z0-9_-]*)*$"]),
                path("featureId", "Id of a feature", schema: featureID),
                path("recordId", "Id of a record"),
                path("styleId", "Id of a style"),
                path("archiveId", "Id of a tile archive"),
                path("jobId", "Id of a job"),
                path(
                    "tileMatrixSetId", "Id of a tile matrix set",
                    schema: ["type": "string", "enum": [.string(TileMatrixSet.webMercatorQuad.id)]]),
                index("z", "Zoom", deepest),
                index("x", "Column from the west", lastIndex),
                index("y", "Row from the north", lastIndex),
                index("tileMatrix", "Zoom", deepest),
                index("tileRow", "Row from the north", lastIndex),
                index("tileCol", "Column from the west", lastIndex),
                (
                    "q",
                    [
                        "name": "q", "in": "query", "required": true,
                        "description": "What is looked for, as typed; the last word may be unfinished",
                        "schema": [
                            "type": "string", "minLength": 1, "maxLength": JSONValue(SearchQuery.maximumLength),
                        ],
                    ]
                ),
                named(
                    "near",
                    query(
                        "bbox", "What lies in west,south,east,north (CRS84) comes first",
                        schema: [
                            "type": "array", "items": ["type": "number"],
                            "oneOf": [["minItems": 4, "maxItems": 4], ["minItems": 6, "maxItems": 6]],
                        ])),
                named(
                    "searchLimit",
                    query(
                        "limit", "Results; a larger number gives the maximum",
                        schema: [
                            "type": "integer", "minimum": 1, "maximum": JSONValue(SearchParameters.maximumLimit),
                            "default": JSONValue(SearchParameters.defaultLimit),
                        ])),
                query(
                    "collections", "Ids of collections; all when absent",
                    schema: ["type": "array", "items": ["type": "string"]]),
                query(
                    "v", "State of the data, from TileJSON: the tile may then be kept for ever",
                    schema: ["type": "string"]),
                format("f", ["json", "html"]),
                format("documentFormat", ["json"]),
                format("pageFormat", ["html"]),
                format("styleFormat", ["json", "mapbox", "mbs", "html"]),
                format("legendFormat", LegendParameters.Format.allCases.map { .string($0.rawValue) }),
                format("tileFormat", ["mvt", "pbf"]),
                format("pictureFormat", ["png", "jpeg", "jpg", "webp"]),
                format("mapFormat", ["html", "png", "jpeg", "jpg", "webp"]),
                format("recordFormat", MetadataFormat.allCases.map { .string($0.rawValue) }),
                format("dcatFormat", [.string(MetadataFormat.dcat.rawValue)]),
                query("lang", "Language", schema: ["type": "string", "enum": ["vi", "en"]]),
            ] + queryParametersOfItems + exportParameterDeclarations + analysisParameterDeclarations
                + editParameterDeclarations + [draftID]
                + styleParameterDeclarations + mapParameterDeclarations + wmsParameters + wmtsParameters
                + mapPathParameters))

    /// With the ids there are, so that a reader of the document can choose.
    var parametersOfThisServer: JSONObject {
        guard var parameters = Self.parameters.object else { return [:] }
        func enumerate(_ name: String, _ ids: [String], isList: Bool = false) {
            guard !ids.isEmpty, var parameter = parameters[name]?.object else { return }
            let one: JSONValue = ["type": "string", "enum": .array(ids.map(JSONValue.string))]
            parameter["schema"] = isList ? ["type": "array", "minItems": 1, "items": one] : one
            parameters[name] = .object(parameter)
        }
        let collections = catalog.collections.map(\.id.name)
        enumerate("collectionId", collections)
        enumerate("collections", collections, isList: true)
        enumerate("styleId", styleIDs)
        enumerate("archiveId", archiveIDs)
        var systems = OfferedCRS.ofFeatures(stored: .crs84)
        for collection in catalog.collections where !systems.contains(collection.storageCRS) {
            systems.append(collection.storageCRS)
        }
        for name in ["crs", "bbox-crs", "filter-crs"] { enumerate(name, systems.map(\.uri)) }
        return parameters
    }

    private static func format(_ name: String, _ values: [JSONValue]) -> (key: String, value: JSONValue) {
        named(name, query("f", "Format; wins over Accept", schema: ["type": "string", "enum": .array(values)]))
    }

    private static var deepest: Int { TileMatrixSet.webMercatorQuad.matrices.count - 1 }
    private static var lastIndex: Int { TileMatrixSet.webMercatorQuad.matrices[deepest].width - 1 }

    /// An instant or an interval, one end of which may be open (OGC 17-069r4, 7.15.4).
    static let intervalPattern: String = {
        let days = "0[1-9]|[12]\\d"
        let date = "\\d{4}-(02-(\(days))|(0[469]|11)-(\(days)|30)|(0[13578]|1[02])-(\(days)|3[01]))"
        let hour = "([01]\\d|2[0-3]):[0-5]\\d"
        // As `MomentReader` takes them: to the microsecond, and no leap seconds.
        let instant = "\(date)(T\(hour):[0-5]\\d(\\.\\d{1,6}0*)?(Z|[+-]\(hour)))?"
        return "^(\(instant)|(\\.\\.)?/\(instant)|\(instant)/(\\.\\.)?|\(instant)/\(instant))$"
    }()
}
