import SimpleFeatures

/// Schemas of the bodies, as far as a client may rely on them. Members may come that are not named here.
enum OpenAPISchemas {
    static let all = JSONValue.object(
        JSONObject(common + data + analysis + editing + records + files + tiles + styles + prints))

    static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }

    static func list(_ name: String) -> JSONValue { ["type": "array", "items": reference(name)] }

    static func object(
        _ name: String, _ required: [String], _ properties: JSONObject
    ) -> (key: String, value: JSONValue) {
        var schema: JSONObject = ["type": "object"]
        // A list of none is no valid schema.
        if !required.isEmpty { schema["required"] = .array(required.map(JSONValue.string)) }
        schema["properties"] = .object(properties)
        return (name, .object(schema))
    }

    static let text: JSONValue = ["type": "string"]
    static let flag: JSONValue = ["type": "boolean"]
    static let number: JSONValue = ["type": "number"]
    static let count: JSONValue = ["type": "integer", "minimum": 0]
    static let uri: JSONValue = ["type": "string", "format": "uri"]
    static let moment: JSONValue = ["type": "string", "format": "date-time"]
    static let texts: JSONValue = ["type": "array", "items": ["type": "string"]]
    static let anything: JSONValue = ["type": "object"]
    static func numbers(_ least: Int, _ most: Int) -> JSONValue {
        ["type": "array", "minItems": JSONValue(least), "maxItems": JSONValue(most), "items": number]
    }
    static func choice(_ values: [String]) -> JSONValue {
        ["type": "string", "enum": .array(values.map(JSONValue.string))]
    }

    private static let common = [
        object(
            "Link", ["href", "rel"],
            [
                "href": text, "rel": text, "type": text, "title": text, "hreflang": text, "templated": flag,
            ]),
        object("LocalizedText", ["vi", "en"], ["vi": text, "en": text]),
        object(
            "Problem", ["type", "title", "status", "detail", "requestId"],
            [
                "type": text, "title": text, "status": ["type": "integer", "minimum": 400, "maximum": 599],
                "detail": text, "parameter": text, "errors": ["type": "array", "items": anything], "resync": flag,
                "offset": ["type": "integer"], "pointer": text, "suggestions": texts,
                "requestId": text,
            ]),
        object("LandingPage", ["links"], ["title": text, "description": text, "links": list("Link")]),
        object("Conformance", ["conformsTo"], ["conformsTo": ["type": "array", "items": uri]]),
        object(
            "Sectors", ["sectors", "links"],
            [
                "sectors": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["id", "title", "department", "colour"],
                        "properties": [
                            "id": text, "title": reference("LocalizedText"), "department": reference("LocalizedText"),
                            "colour": ["type": "string", "pattern": "^#[0-9a-f]{6}$"], "icon": text,
                        ],
                    ],
                ],
                "links": list("Link"),
            ]),
        object("Health", ["status"], ["status": choice(["ok", "ready"]), "collections": count]),
    ]

    private static let data = [
        object("Collections", ["links", "collections"], ["links": list("Link"), "collections": list("Collection")]),
        object(
            "Collection", ["id", "links"],
            [
                "id": text, "title": text, "description": text, "attribution": text, "license": text,
                "extent": reference("Extent"), "itemType": choice(["feature"]),
                "crs": ["type": "array", "items": uri], "storageCrs": uri, "sector": text,
                "titles": reference("LocalizedText"), "geometryType": text, "nativeCRS": text,
                "numberOfFeatures": count, "datasetVersion": text, "updated": moment, "links": list("Link"),
            ]),
        object(
            "Extent", [],
            [
                "spatial": [
                    "type": "object", "required": ["bbox"],
                    "properties": [
                        "bbox": ["type": "array", "minItems": 1, "items": numbers(4, 6)], "crs": uri,
                    ],
                ],
                "temporal": anything,
            ]),
        object(
            "FeatureCollection", ["type", "features", "numberReturned", "timeStamp", "links"],
            [
                "type": choice(["FeatureCollection"]), "features": list("Feature"), "numberMatched": count,
                "numberReturned": count, "timeStamp": moment, "links": list("Link"),
            ]),
        object(
            "Feature", ["type", "id", "geometry", "properties"],
            [
                "type": choice(["Feature"]), "id": ["oneOf": [["type": "integer", "format": "int64"], text]],
                "bbox": numbers(4, 6), "geometry": reference("Geometry"),
                "properties": ["type": "object", "nullable": true], "links": list("Link"),
            ]),
        (
            "Geometry",
            [
                "type": "object", "nullable": true, "required": ["type"],
                "properties": [
                    "type": choice([
                        "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
                        "GeometryCollection",
                    ]),
                    "coordinates": ["type": "array", "items": [:]],
                    "geometries": ["type": "array", "items": anything],
                ],
            ] as JSONValue
        ),
        object(
            "SearchResults", ["type", "features", "numberReturned", "links"],
            [
                "type": choice(["FeatureCollection"]), "features": list("Feature"), "numberReturned": count,
                "notIndexed": texts, "links": list("Link"),
            ]),
        object(
            "Functions", ["functions"],
            [
                "functions": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["name", "args", "returns"],
                        "properties": [
                            "name": text, "description": text, "returns": texts,
                            "args": [
                                "type": "array",
                                "items": [
                                    "type": "object", "required": ["title", "type"],
                                    "properties": ["title": text, "type": texts],
                                ],
                            ],
                        ],
                    ],
                ]
            ]),
        object(
            "JSONSchema", ["$schema", "$id", "type", "properties"],
            [
                "$schema": uri, "$id": uri, "type": choice(["object"]), "title": text, "properties": anything,
                "additionalProperties": flag,
            ]),
    ]

    private static let files = [
        object(
            "ExportFormats", ["formats", "links"],
            [
                "title": text, "numberOfFeatures": count,
                "formats": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["f", "title", "type", "href"],
                        "properties": [
                            "f": text, "title": text, "type": text, "streamed": flag, "crs": uri, "href": uri,
                        ],
                    ],
                ],
                "crs": ["type": "array", "items": uri], "links": list("Link"),
            ]),
        object(
            "Job", ["jobID", "type", "status", "links"],
            [
                "jobID": text, "type": choice(["process"]), "processID": text,
                "status": choice(["accepted", "running", "successful", "failed", "dismissed"]), "message": text,
                "progress": ["type": "integer", "minimum": 0, "maximum": 100], "collection": text, "format": text,
                "numberOfFeatures": ["type": "integer", "minimum": 0, "nullable": true], "featuresDone": count,
                "numberOfPages": ["type": "integer", "minimum": 0, "nullable": true], "pagesDone": count,
                "created": moment, "started": moment, "finished": moment, "expires": moment, "bytes": count,
                "sha256": text, "notes": texts, "problem": anything, "links": list("Link"),
            ]),
        object(
            "Manifest", ["manifest", "file", "collection", "version", "numberOfFeatures"],
            [
                "manifest": choice(["geosector-export"]), "publisher": uri,
                "file": [
                    "type": "object", "required": ["name", "bytes", "sha256"],
                    "properties": ["name": text, "format": text, "type": text, "bytes": count, "sha256": text],
                ],
                "collection": text, "version": count, "state": text, "filter": text, "crs": uri,
                "numberOfFeatures": count, "isWhole": flag, "recipient": text, "made": moment, "notes": texts,
                "signature": text,
            ]),
        object(
            "KeySet", ["keys"],
            [
                "keys": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["kty", "crv", "x"],
                        "properties": ["kty": text, "crv": text, "x": text, "kid": text, "use": text, "alg": text],
                    ],
                ]
            ]),
    ]
}
