import HTTPTypes
import SimpleFeatures

extension OpenAPIDocument {
    /// The delta feed, which is there whether or not features can be edited.
    static let feedOperations: [Operation] = [
        Operation(
            path: "/collections/{collectionId}/changes", id: "getChanges", tag: "Data",
            summary: "What changed since a version: features as they are now, ids of those that are gone",
            type: .geoJSON, hasHTML: false,
            parameters: ["collectionId", "since", "feedLimit", "feedCursor", "crs", "feedFormat", "lang"],
            schema: "Changes", isNegotiated: true, otherTypes: [.geoJSONSequence], answers: ["410"])
    ]

    private static let writeAnswers = ["403", "412", "413", "415", "422", "428", "507"]

    /// Writes, where the configuration has editing.
    static let editOperations: [Operation] = [
        Operation(
            path: "/collections/{collectionId}/items", id: "createFeatures", tag: "Editing",
            summary: "Create a feature, or those of a collection, in one version of the data", type: .json,
            hasHTML: false, parameters: ["collectionId", "Content-Crs", "Prefer", "Edit-Comment"], method: .post,
            schema: "CreatedFeatures", isNegotiated: false, hasValidator: false, success: "201",
            otherTypes: [.geoJSON], answers: ["202", "403", "413", "415", "422", "507"],
            bodyTypes: [.geoJSON, .json]),
        Operation(
            path: "/collections/{collectionId}/items/{featureId}", id: "replaceFeature", tag: "Editing",
            summary: "Replace a feature", type: .geoJSON, hasHTML: false, parameters: featureParameters, method: .put,
            schema: "Feature", isNegotiated: false, answers: ["202", "204"] + writeAnswers,
            bodyTypes: [.geoJSON, .json]),
        Operation(
            path: "/collections/{collectionId}/items/{featureId}", id: "updateFeature", tag: "Editing",
            summary: "Change parts of a feature (JSON Merge Patch, RFC 7396)", type: .geoJSON, hasHTML: false,
            parameters: featureParameters, method: .patch, schema: "Feature", isNegotiated: false,
            answers: ["202", "204"] + writeAnswers, bodyTypes: [.mergePatch]),
        Operation(
            path: "/collections/{collectionId}/items/{featureId}", id: "deleteFeature", tag: "Editing",
            summary: "Delete a feature", type: .json, hasHTML: false,
            parameters: ["collectionId", "featureId", "If-Match", "Edit-Comment"], method: .delete,
            isNegotiated: false, hasValidator: false, success: "204", answers: ["202"] + writeAnswers),
        Operation(
            path: "/collections/{collectionId}/drafts", id: "getDrafts", tag: "Editing",
            summary: "Edits that wait for approval, and what became of others", type: .json,
            parameters: ["collectionId", "draftStatus"], schema: "Drafts", answers: ["403"]),
        Operation(
            path: "/collections/{collectionId}/drafts/{draftId}", id: "getDraft", tag: "Editing",
            summary: "A draft, and what it would do as things stand", type: .geoJSON,
            parameters: ["collectionId", "draftId"], answers: ["403"]),
        Operation(
            path: "/collections/{collectionId}/drafts/{draftId}", id: "decideDraft", tag: "Editing",
            summary: "Approve or reject a draft", type: .json, hasHTML: false,
            parameters: ["collectionId", "draftId"], method: .patch, schema: "Draft", isNegotiated: false,
            hasValidator: false, answers: ["409"] + writeAnswers, bodyTypes: [.mergePatch, .json]),
    ]

    private static let featureParameters = [
        "collectionId", "featureId", "If-Match", "Content-Crs", "Prefer", "Edit-Comment",
    ]

    static var editParameterDeclarations: [(key: String, value: JSONValue)] {
        return [
            query(
                "since", "A version of the collection, alone or with its token: 12 or 12-0123456789abcdef; 0 gives all",
                schema: ["type": "string", "pattern": "^[0-9]+(-[0-9a-f]*)?$"], isRequired: true),
            named(
                "feedLimit",
                query(
                    "limit", "Changes in one page",
                    schema: [
                        "type": "integer", "minimum": 1, "maximum": JSONValue(ItemsParameters.maximumLimit),
                        "default": JSONValue(ChangesParameters.defaultLimit),
                    ])),
            named("feedCursor", query("cursor", "From a 'next' link", schema: ["type": "string"])),
            named(
                "feedFormat",
                query(
                    "f", "One document, or a text a feature",
                    schema: ["type": "string", "enum": ["json", "geojsonseq"]])
            ),
            named(
                "draftStatus",
                query("status", "Of the drafts", schema: ["type": "string", "enum": ["open", "approved", "rejected"]])),
            header("If-Match", "ETag of the feature as it was read; needed unless the server is told otherwise"),
            header("Content-Crs", "CRS of the body's coordinates, in angle brackets; CRS84 without it"),
            header("Prefer", "return=representation answers with the feature as it is now"),
            header("Edit-Comment", "What the version says of the edit; percent-encoded where it is not ASCII"),
        ]
    }

    static var draftID: (key: String, value: JSONValue) {
        (
            "draftId",
            [
                "name": "draftId", "in": "path", "required": true, "description": "Id of a draft",
                "schema": ["type": "integer", "format": "int64", "minimum": 1],
            ]
        )
    }
}

extension OpenAPISchemas {
    static let editing = [
        object(
            "Changes", ["type", "features", "removed", "since", "version", "numberReturned", "links"],
            [
                "type": choice(["FeatureCollection"]), "features": list("Feature"),
                "removed": ["type": "array", "items": ["type": "integer", "format": "int64"]], "since": count,
                "version": count, "versionToken": text, "publishedAt": moment, "crs": uri, "numberReturned": count,
                "timeStamp": moment, "links": list("Link"),
            ]),
        object(
            "CreatedFeatures", [],
            [
                "numberCreated": count, "version": ["type": "integer", "nullable": true],
                "features": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["id", "href"],
                        "properties": ["id": ["type": "integer", "format": "int64"], "etag": text, "href": uri],
                    ],
                ],
            ]),
        object(
            "Draft", ["id", "collection", "status", "author", "created", "baseVersion"],
            [
                "id": ["type": "integer", "format": "int64"], "collection": text,
                "status": choice(["open", "approved", "rejected"]), "author": text,
                "comment": ["type": "string", "nullable": true], "created": moment, "baseVersion": count,
                "numberOfEdits": count, "decidedBy": text, "decided": moment, "reason": text, "version": count,
                "href": uri,
            ]),
        object(
            "Drafts", ["drafts", "links"],
            ["drafts": list("Draft"), "numberReturned": count, "links": list("Link")]),
    ]
}
