import GeoStore
import SimpleFeatures

/// The query parameters of features, by the names under which the document keeps them.
extension OpenAPIDocument {
    /// Which features, and what of them: of pages and files alike.
    static let selectionParameters = [
        "bbox", "bbox-crs", "datetime", "filter", "filter-lang", "filter-crs", "ids", "featureWords", "sortby",
        "properties",
    ]
    static let itemParameters = ["crs", "properties", "skipGeometry", "zoom-level"]
    static let itemsParameters =
        selectionParameters + ["limit", "offset", "cursor", "crs", "skipGeometry", "zoom-level", "count", "resultType"]

    static var queryParametersOfItems: [(key: String, value: JSONValue)] {
        [
            query(
                "bbox", "Features that intersect west,south,east,north in CRS84, or in the axis order of bbox-crs",
                schema: [
                    "type": "array", "items": ["type": "number"],
                    "oneOf": [["minItems": 4, "maxItems": 4], ["minItems": 6, "maxItems": 6]],
                ]),
            query("bbox-crs", "CRS of bbox: a URI from the collection's list; CRS84 without it", schema: uri),
            query("crs", "CRS of the answer: a URI from the collection's list; CRS84 without it", schema: uri),
            query(
                "datetime", "Features whose time meets an instant or interval (RFC 3339); '..' is an open end",
                schema: ["type": "string", "pattern": .string(intervalPattern)]),
            query(
                "filter", "A condition in CQL2; see the collection's queryables and /functions",
                schema: ["type": "string", "minLength": 1]),
            query(
                "filter-lang", "Language of the filter; cql-text is an old name of cql2-text",
                schema: [
                    "type": "string", "enum": .array(FilterParameter.languages.map { .string($0.name) }),
                    "default": "cql2-text",
                ]),
            query("filter-crs", "CRS of geometries in the filter; CRS84 without it", schema: uri),
            query(
                "ids", "Ids of features",
                schema: [
                    "type": "array", "items": featureID, "minItems": 1,
                    "maxItems": JSONValue(IdsParameter.maximumCount),
                ]),
            named(
                "featureWords",
                query(
                    "q",
                    "Words in the texts of a feature, without regard to case and tone marks; all of them must occur,"
                        + " a comma separates alternatives",
                    schema: [
                        "type": "array", "items": textWithoutNull,
                        "maxItems": JSONValue(WordsParameter.maximumLength),
                    ])),
            sortby(["type": "string", "minLength": 1]),
            properties(["type": "string"]),
            query("skipGeometry", "Features without their geometry", schema: ["type": "boolean", "default": false]),
            query(
                "zoom-level", "Geometries simplified to what this zoom of a map shows",
                schema: [
                    "type": "integer", "minimum": JSONValue(ZoomLevelParameter.range.lowerBound),
                    "maximum": JSONValue(ZoomLevelParameter.range.upperBound),
                ]),
            query("count", "Whether numberMatched is found out", schema: ["type": "boolean", "default": true]),
            query(
                "resultType", "hits: how many match, and no features",
                schema: ["type": "string", "enum": ["hits", "results"], "default": "results"]),
            query(
                "limit", "Features in a page; a larger number gives the maximum",
                schema: [
                    "type": "integer", "minimum": 1, "maximum": JSONValue(ItemsParameters.maximumLimit),
                    "default": JSONValue(ItemsParameters.defaultLimit),
                ]),
            query(
                "offset", "Features to pass over; 'next' links use the faster cursor",
                schema: ["type": "integer", "format": "int64", "minimum": 0, "default": 0]),
            query("cursor", "Place in the collection, from a 'next' link", schema: text),
        ]
    }

    /// - Parameter key: the schema of one.
    private static func sortby(_ key: JSONValue) -> (key: String, value: JSONValue) {
        query(
            "sortby", "Properties to sort by, each with + (which may be left out) or - before it",
            schema: [
                "type": "array", "items": key, "minItems": 1, "maxItems": JSONValue(SortParameter.maximumCount),
            ])
    }

    /// - Parameter name: the schema of one.
    private static func properties(_ name: JSONValue) -> (key: String, value: JSONValue) {
        query(
            "properties", "Properties that features have in the answer; id and geometry stay",
            schema: ["type": "array", "items": name])
    }

    /// The parameters of `itemsParameters`, those that name properties with the names that one collection has.
    static func itemsParameters(of collection: PublishedCollection) -> [JSONValue] {
        let sortables =
            SchemaDocument.sortable(collection).map(\.name)
            + SchemaDocument.identifiers(of: collection.schema)
        let keys = sortables + ["-", "+"].flatMap { sign in sortables.map { sign + $0 } }
        let names = collection.schema.properties.map(\.name)
        let exact = [
            sortby(["type": "string", "enum": .array(keys.map { .string($0) })]),
            // An empty enumeration is none.
            properties(
                names.isEmpty ? ["type": "string"] : ["type": "string", "enum": .array(names.map { .string($0) })]),
        ]
        return itemsParameters.map { name in exact.first { $0.key == name }?.value ?? reference(name) }
    }

    static var featureID: JSONValue {
        ["type": "integer", "format": "int64", "minimum": 1, "maximum": JSONValue(Int(FeatureID.maximum))]
    }
    /// SQLite's texts end where U+0000 stands.
    static var textWithoutNull: JSONValue { ["type": "string", "pattern": "^[^\\u0000]*$"] }
    private static var text: JSONValue { ["type": "string"] }
    private static var uri: JSONValue { ["type": "string", "format": "uri"] }
}
