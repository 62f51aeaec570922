import SimpleFeatures

extension OpenAPIDocument {
    /// Records and the catalogue.
    static var metadataPaths: [(key: String, value: JSONValue)] {
        let common = ["f", "lang"].map(reference)
        let json = [RecordDocument.catalogType, .html]
        return [
            (
                "/collections/{collectionId}/metadata",
                metadata(
                    "getMetadata", "Its record, in several standards",
                    parameters: [reference("collectionId"), recordFormat, reference("lang")],
                    types: MetadataFormat.allCases.compactMap(\.mediaTypes.first), isOne: true)
            ),
            ("/catalog", metadata("getCatalog", "The catalogue", parameters: common, types: json)),
            (
                "/catalog/items",
                metadata(
                    "getRecords", "Records of the catalogue",
                    parameters: catalogParameters.map { reference($0.key) } + common, types: [.geoJSON, .html])
            ),
            (
                "/catalog/items/{recordId}",
                metadata(
                    "getRecord", "One record", parameters: [reference("recordId")] + common,
                    types: [.geoJSON, .html], isOne: true)
            ),
            (
                "/catalog/sortables",
                metadata(
                    "getCatalogSortables", "What records can be sorted by", parameters: common,
                    types: [.jsonSchema, .html])
            ),
            (
                "/catalog.jsonld",
                metadata(
                    "getDCAT", "The catalogue as DCAT", parameters: [reference("lang")], types: [DCATDocument.mediaType]
                )
            ),
        ]
    }

    private static var recordFormat: JSONValue {
        [
            "name": "f", "in": "query", "required": false, "description": "Format; wins over Accept",
            "style": "form", "explode": false,
            "schema": ["type": "string", "enum": .array(MetadataFormat.allCases.map { .string($0.rawValue) })],
        ]
    }

    private static func metadata(
        _ id: String, _ summary: String, parameters: [JSONValue], types: [MediaType], isOne: Bool = false
    ) -> JSONValue {
        let content = types.map { type in
            let schema: JSONValue =
                type == .geoJSON
                ? ["$ref": "#/components/schemas/GeoJSON"] : ["type": type.isJSON ? "object" : "string"]
            return (key: type.value, value: ["schema": schema] as JSONValue)
        }
        var responses: JSONObject = [
            "200": ["description": .string(summary), "content": .object(JSONObject(content))],
            "304": ["description": "What the client has is current"],
        ]
        for status in ["400", "406", "500", "503"] + (isOne ? ["404"] : []) {
            responses[status] = ["$ref": "#/components/responses/Problem"]
        }
        return [
            "get": [
                "tags": ["Metadata"], "summary": .string(summary), "operationId": .string(id),
                "parameters": .array(parameters), "responses": .object(responses),
            ]
        ]
    }

    /// Parameters of catalogues, under names of their own: in items some of them mean something else.
    static let catalogParameters: [(key: String, value: JSONValue)] = [
        ("recordQ", list("q", "Terms, one of which a record has; the words of a term stand side by side")),
        (
            "recordBBox",
            [
                "name": "bbox", "in": "query", "required": false, "style": "form", "explode": false,
                "description": "Datasets whose extent meets west,south,east,north in CRS84",
                "schema": [
                    "type": "array", "items": ["type": "number"],
                    "oneOf": [["minItems": 4, "maxItems": 4], ["minItems": 6, "maxItems": 6]],
                ],
            ]
        ),
        ("recordDatetime", value("datetime", "Datasets of an instant or interval (RFC 3339)", ["type": "string"])),
        ("recordType", list("type", "Types of resources; all that there are is dataset")),
        ("recordIds", list("ids", "Ids of records")),
        ("recordExternalIds", list("externalIds", "Codes in other lists, with their scheme or without")),
        (
            "recordLimit",
            value(
                "limit", "Records in a page; a larger number gives the maximum",
                [
                    "type": "integer", "minimum": 1, "maximum": JSONValue(CatalogParameters.maximumLimit),
                    "default": JSONValue(CatalogParameters.maximumLimit),
                ])
        ),
        ("recordOffset", value("offset", "Records to pass over", ["type": "integer", "minimum": 0, "default": 0])),
        (
            "recordSortby",
            [
                "name": "sortby", "in": "query", "required": false, "style": "form", "explode": false,
                "description": "Sortables, each with + or - before it",
                "schema": [
                    "type": "array", "minItems": 1, "items": ["type": "string", "pattern": "[+|-]?[A-Za-z_].*"],
                ],
            ]
        ),
    ]

    private static func list(_ name: String, _ description: String) -> JSONValue {
        value(name, description, ["type": "array", "items": ["type": "string"]])
    }

    private static func value(_ name: String, _ description: String, _ schema: JSONValue) -> JSONValue {
        [
            "name": .string(name), "in": "query", "required": false, "style": "form", "explode": false,
            "description": .string(description), "schema": schema,
        ]
    }
}
