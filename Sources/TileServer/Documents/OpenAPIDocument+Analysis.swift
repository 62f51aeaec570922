import GeoStore
import SimpleFeatures

/// What is asked of a collection as a whole: its versions, how they differ, how its values are spread.
extension OpenAPIDocument {
    static let analysisOperations: [Operation] = [
        Operation(
            path: "/collections/{collectionId}/versions", id: "getVersions", tag: "Data",
            summary: "Versions of the data, the newest first", type: .json, hasHTML: false,
            parameters: ["collectionId", "lang"], schema: "Versions", isNegotiated: false),
        Operation(
            path: "/collections/{collectionId}/diff", id: "getDifference", tag: "Data",
            summary: "Features that two versions do not have alike, before and after", type: .json, hasHTML: false,
            parameters: ["collectionId", "differenceFrom", "differenceTo", "feedLimit", "differenceCursor", "lang"],
            schema: "Difference", isNegotiated: false, answers: ["410"]),
        Operation(
            path: "/collections/{collectionId}/classes", id: "getClasses", tag: "Data",
            summary: "A property of the whole collection, or of what a filter leaves of it, divided into classes",
            type: .json, hasHTML: false,
            parameters: [
                "collectionId", "classProperty", "classMethod", "classCount", "filter", "filter-lang", "filter-crs",
                "lang",
            ],
            schema: "Classes", isNegotiated: false),
        Operation(
            path: "/status", id: "getStatus", tag: "Data",
            summary: "How much data there is, how old it is, what its last import came to", type: .json,
            schema: "DataStatus"),
        Operation(
            path: "/external", id: "getExternalServices", tag: "Map",
            summary: "Map services of others that may be laid beside the data", type: .json, hasHTML: false,
            parameters: ["lang"], schema: "ExternalServices", isNegotiated: false),
    ]

    static var analysisParameterDeclarations: [(key: String, value: JSONValue)] {
        [
            named(
                "differenceFrom",
                query("from", "A version of the collection", schema: versionNumber, isRequired: true)),
            named("differenceTo", query("to", "Another; the present one without it", schema: versionNumber)),
            named("differenceCursor", query("cursor", "From a 'next' link", schema: featureID)),
            named(
                "classProperty",
                query("property", "Of the collection's schema", schema: ["type": "string"], isRequired: true)),
            named(
                "classMethod",
                query(
                    "method",
                    "How numbers are divided: as many features in each class, as wide each, natural breaks; or each"
                        + " value by itself, as other properties have it anyway",
                    schema: ["type": "string", "enum": .array(ClassesParameters.Method.names.map { .string($0) })])),
            named(
                "classCount",
                query(
                    "count",
                    "Classes of numbers, \(ClassesParameters.breakCounts.upperBound) at most; of values, the most"
                        + " frequent ones",
                    schema: [
                        "type": "integer", "minimum": JSONValue(ClassesParameters.breakCounts.lowerBound),
                        "maximum": JSONValue(ClassesParameters.valueCounts.upperBound),
                    ])),
        ]
    }

    private static let versionNumber: JSONValue = ["type": "integer", "minimum": 1]
}

extension OpenAPISchemas {
    static let analysis = [
        object(
            "Versions", ["collection", "current", "versions", "links"],
            [
                "collection": text, "current": count, "links": list("Link"),
                "versions": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["number", "origin", "publishedAt", "isComparable"],
                        "properties": [
                            "number": count,
                            "origin": choice(["import", "editedOutside", "rollback", "decodedAgain", "edited"]),
                            "publishedAt": moment, "numberOfFeatures": count, "source": nullableText,
                            "author": nullableText, "comment": nullableText,
                            "rolledBackTo": ["type": "integer", "nullable": true], "isComparable": flag,
                            "changes": ["type": "object", "nullable": true],
                        ],
                    ],
                ],
            ]),
        object(
            "Difference", ["collection", "from", "to", "counts", "changes", "numberReturned", "links"],
            [
                "collection": text, "from": count, "to": count, "counts": anything, "numberReturned": count,
                "links": list("Link"),
                "changes": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["id", "change", "before", "after"],
                        "properties": [
                            "id": featureID, "change": choice(["added", "changed", "removed"]),
                            "before": ["type": "object", "nullable": true],
                            "after": ["type": "object", "nullable": true],
                        ],
                    ],
                ],
            ]),
        object(
            "Classes", ["collection", "property", "method", "type", "matched", "missing", "classes"],
            [
                "collection": text, "property": text, "method": choice(ClassesParameters.Method.names),
                "type": choice(["number", "text", "boolean"]), "matched": count, "missing": count, "minimum": number,
                "maximum": number, "mean": number, "sum": number, "distinct": count, "others": anything,
                "classes": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["count"],
                        "properties": ["from": number, "to": number, "count": count],
                    ],
                ],
            ]),
        object(
            "DataStatus", ["numberOfCollections", "numberOfFeatures", "collections", "links"],
            [
                "numberOfCollections": count, "numberOfFeatures": count, "links": list("Link"),
                "collections": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["id", "titles", "sector", "numberOfFeatures", "updatedAt"],
                        "properties": [
                            "id": text, "titles": anything, "sector": text, "version": count,
                            "numberOfFeatures": count, "updatedAt": moment,
                            "changes": ["type": "object", "nullable": true],
                            "lastImport": ["type": "object", "nullable": true],
                        ],
                    ],
                ],
            ]),
        object(
            "ExternalServices", ["services"],
            [
                "services": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["id", "type", "title"],
                        "properties": [
                            "id": text, "type": choice(["wms", "wmts", "xyz"]), "title": anything, "attribution": text,
                            "layers": ["type": "array", "items": text],
                        ],
                    ],
                ]
            ]),
    ]

    private static let featureID: JSONValue = ["type": "integer", "format": "int64"]
    private static let nullableText: JSONValue = ["type": "string", "nullable": true]
}
