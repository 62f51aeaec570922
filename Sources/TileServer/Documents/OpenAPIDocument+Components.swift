import GeoStore
import SimpleFeatures

extension OpenAPIDocument {
    private static func path(_ name: String, _ description: String, type: String = "string") -> (
        key: String, value: JSONValue
    ) {
        (
            name,
            [
                "name": .string(name), "in": "path", "required": true, "description": .string(description),
                "schema": ["type": .string(type)],
            ]
        )
    }

    private static func query(
        _ name: String, _ description: String, schema: JSONValue
    ) -> (key: String, value: JSONValue) {
        (
            name,
            [
                "name": .string(name), "in": "query", "required": false, "description": .string(description),
                "schema": schema, "style": "form", "explode": false,
            ]
        )
    }

    /// A parameter whose name means something else elsewhere, under a name of its own in this document.
    private static func named(
        _ name: String, _ parameter: (key: String, value: JSONValue)
    ) -> (key: String, value: JSONValue) { (name, parameter.value) }

    static let parameters = JSONValue.object(
        JSONObject(
            catalogParameters + [
                path("collectionId", "Id of a collection"),
                path("collectionIds", "Ids of collections, joined by commas"),
                path("featureId", "Id of a feature", type: "integer"),
                path("recordId", "Id of a record"),
                path("styleId", "Id of a style"),
                path("archiveId", "Id of a tile archive"),
                path("jobId", "Id of a job"),
                path("z", "Zoom", type: "integer"),
                path("x", "Column from the west", type: "integer"),
                path("y", "Row from the north", type: "integer"),
                path("tileMatrix", "Zoom", type: "integer"),
                path("tileRow", "Row from the north", type: "integer"),
                path("tileCol", "Column from the west", type: "integer"),
                query(
                    "bbox", "Features that intersect west,south,east,north in CRS84",
                    schema: [
                        "type": "array", "items": ["type": "number"],
                        "oneOf": [["minItems": 4, "maxItems": 4], ["minItems": 6, "maxItems": 6]],
                    ]),
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
                query("datetime", "Instant or interval (RFC 3339)", schema: ["type": "string"]),
                query(
                    "limit", "Features in a page; a larger number gives the maximum",
                    schema: [
                        "type": "integer", "minimum": 1, "maximum": JSONValue(ItemsParameters.maximumLimit),
                        "default": JSONValue(ItemsParameters.defaultLimit),
                    ]),
                query(
                    "offset", "Features to pass over; 'next' links use the faster cursor",
                    schema: ["type": "integer", "minimum": 0, "default": 0]),
                query("cursor", "Place in the collection, from a 'next' link", schema: ["type": "string"]),
                query(
                    "collections", "Ids of collections; all when absent",
                    schema: ["type": "array", "items": ["type": "string"]]),
                query(
                    "v", "State of the data, from TileJSON: the tile may then be kept for ever",
                    schema: ["type": "string"]),
                query("f", "Format; wins over Accept", schema: ["type": "string", "enum": ["json", "html"]]),
                query("lang", "Language", schema: ["type": "string", "enum": ["vi", "en"]]),
            ]))

    static let schemas: JSONValue = [
        "GeoJSON": ["type": "object", "required": ["type"], "properties": ["type": ["type": "string"]]],
        "Problem": [
            "type": "object",
            "required": ["type", "title", "status", "detail", "requestId"],
            "properties": [
                "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
                "detail": ["type": "string"], "parameter": ["type": "string"],
                "suggestions": ["type": "array", "items": ["type": "string"]], "requestId": ["type": "string"],
            ],
        ],
    ]

    static let responses: JSONValue = [
        "Problem": [
            "description": "What was wrong and what to try (RFC 9457)",
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
        ]
    ]
}
