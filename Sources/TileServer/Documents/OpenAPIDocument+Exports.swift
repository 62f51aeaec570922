import HTTPTypes
import SimpleFeatures

extension OpenAPIDocument {
    /// Exports and jobs: resources with more methods than GET, and answers of many types.
    static let exportOperations: [Operation] = [
        Operation(
            path: "/collections/{collectionId}/export", id: "getExport", tag: "Exports",
            summary: "A whole collection, or what a filter leaves of it, as a file; without f the formats",
            type: .json, parameters: exportParameters, schema: "ExportFormats",
            otherTypes: ExportFormat.allCases.map(\.mediaType) + [.xml], answers: ["410"]),
        Operation(
            path: "/collections/{collectionId}/export", id: "createExport", tag: "Exports",
            summary: "The same as a job, whose address is in Location", type: .json, parameters: jobParameters,
            method: .post, schema: "Job", isNegotiated: false, success: "202"),
        Operation(
            path: "/jobs/{jobId}", id: "getJob", tag: "Exports", summary: "How far a job is", type: .json,
            parameters: ["jobId"], schema: "Job"),
        Operation(
            path: "/jobs/{jobId}", id: "dismissJob", tag: "Exports", summary: "End a job and forget its file",
            type: .json, parameters: ["jobId", "f", "lang"], method: .delete, schema: "Job", isNegotiated: false),
        Operation(
            path: "/jobs/{jobId}/file", id: "getJobFile", tag: "Exports",
            summary: "The file of a job, whole or in a range", type: .geoJSON, hasHTML: false, parameters: ["jobId"],
            isNegotiated: false,
            otherTypes: ExportFormat.allCases.map(\.mediaType).filter { $0 != .geoJSON }
                + PrintFormat.allCases.map(\.mediaType),
            answers: ["206", "409", "410", "416"]),
        Operation(
            path: "/jobs/{jobId}/manifest", id: "getJobManifest", tag: "Exports",
            summary: "What the file is and what it is of, with its SHA-256, signed", type: .json, hasHTML: false,
            parameters: ["jobId"], schema: "Manifest", answers: ["409", "410"]),
        Operation(
            path: "/manifest-keys", id: "getManifestKeys", tag: "Exports",
            summary: "The keys that signatures of manifests are verified with (RFC 7517)", type: .keySet,
            hasHTML: false, schema: "KeySet"),
    ]

    private static let exportParameters = ["collectionId", "exportFormat"] + partParameters
    private static let jobParameters = ["collectionId", "jobFormat"] + partParameters
    private static let partParameters =
        ["exportCRS", "exportLimit", "bom", "separator", "geometryColumns", "rs"] + selectionParameters + ["lang"]

    static var exportParameterDeclarations: [(key: String, value: JSONValue)] {
        let files = ExportFormat.allCases.map { JSONValue.string($0.rawValue) }
        var format = query("f", "Format of the file", schema: ["type": "string", "enum": .array(files)]).value.object
        format?["required"] = true
        return [
            named(
                "exportFormat",
                query(
                    "f", "Format of the file; the other parameters go with one",
                    schema: ["type": "string", "enum": .array(files + ["xsd", "json", "html"])])),
            ("jobFormat", .object(format ?? [:])),
            named(
                "exportCRS",
                query(
                    "crs", "CRS of the coordinates, for formats that have a choice",
                    schema: [
                        "type": "string", "enum": .array(OfferedCRS.ofFiles(stored: .crs84).map { .string($0.uri) }),
                    ])),
            named(
                "exportLimit",
                query(
                    "limit", "Features at most; all without it",
                    schema: ["type": "integer", "format": "int64", "minimum": 1])),
            query("bom", "CSV for Excel: byte order mark, and no formulas", schema: ["type": "boolean"]),
            query("separator", "Of CSV", schema: ["type": "string", "enum": ["comma", "semicolon"]]),
            named(
                "geometryColumns",
                query("geometry", "Of CSV and XLSX", schema: ["type": "string", "enum": ["wkt", "xy", "none"]])),
            query("rs", "Record separators in GeoJSON text sequences", schema: ["type": "boolean"]),
        ]
    }
}

extension MediaType {
    static let xml = MediaType("application/xml")
}
