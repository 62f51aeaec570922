import SimpleFeatures

extension OpenAPIDocument {
    /// Records and the catalogue.
    static let metadataOperations: [Operation] = [
        Operation(
            path: "/collections/{collectionId}/metadata", id: "getMetadata", tag: "Metadata",
            summary: "Its record, in several standards", type: .geoJSON,
            parameters: ["collectionId", "recordFormat"], schema: "Record",
            otherTypes: [ISO19139Document.mediaType, DCATDocument.mediaType]),
        Operation(
            path: "/catalog", id: "getCatalog", tag: "Metadata", summary: "The catalogue",
            type: RecordDocument.catalogType, schema: "Catalog"),
        Operation(
            path: "/catalog/items", id: "getRecords", tag: "Metadata", summary: "Records of the catalogue",
            type: .geoJSON, parameters: catalogParameters.map(\.key), schema: "Records"),
        Operation(
            path: "/catalog/items/{recordId}", id: "getRecord", tag: "Metadata", summary: "One record",
            type: .geoJSON, parameters: ["recordId"], schema: "Record"),
        Operation(
            path: "/catalog/sortables", id: "getCatalogSortables", tag: "Metadata",
            summary: "What records can be sorted by", type: .jsonSchema, schema: "JSONSchema"),
        Operation(
            path: "/catalog.jsonld", id: "getDCAT", tag: "Metadata", summary: "The catalogue as DCAT",
            type: DCATDocument.mediaType, hasHTML: false, parameters: ["dcatFormat"]),
    ]

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
        (
            "recordDatetime",
            value(
                "datetime", "Datasets of an instant or interval (RFC 3339)",
                ["type": "string", "pattern": .string(intervalPattern)])
        ),
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
        (
            "recordOffset",
            value("offset", "Records to pass over", ["type": "integer", "minimum": 0, "default": 0])
        ),
        (
            "recordSortby",
            [
                "name": "sortby", "in": "query", "required": false, "style": "form", "explode": false,
                "description": "Sortables, each with + or - before it",
                "schema": [
                    "type": "array", "minItems": 1,
                    "items": ["type": "string", "pattern": .string("^[+-]?(\(sortKeys))$")],
                ],
            ]
        ),
    ]

    private static let sortKeys = CatalogParameters.SortKey.allCases.map(\.rawValue).joined(separator: "|")

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
