import SimpleFeatures

extension OpenAPIDocument {
    /// Exports and jobs: resources with more methods than GET, and answers of many types.
    static var exportPaths: [(key: String, value: JSONValue)] {
        let collection = reference("collectionId")
        let filter = (selectionParameters + ["lang"]).map(reference)
        let export = [collection, formatParameter] + exportParameters + filter
        let job = reference("jobId")
        return [
            (
                "/collections/{collectionId}/export",
                [
                    "get": operation(
                        "getExport",
                        "A whole collection, or what a filter leaves of it, as a file; without f the formats",
                        parameters: export, answers: fileAnswers(ExportFormat.allCases.map(\.mediaType) + [.json])),
                    "post": operation(
                        "createExport", "The same as a job", parameters: export,
                        answers: ["202": statusAnswer("The job, with its address in Location")]),
                ]
            ),
            (
                "/jobs/{jobId}",
                [
                    "get": operation(
                        "getJob", "How far a job is", parameters: [job, reference("lang")],
                        answers: ["200": statusAnswer("Status")]),
                    "delete": operation(
                        "dismissJob", "End a job and forget its file", parameters: [job, reference("lang")],
                        answers: ["200": statusAnswer("Status")]),
                ]
            ),
            (
                "/jobs/{jobId}/file",
                [
                    "get": operation(
                        "getJobFile", "The file of a job, whole or in a range", parameters: [job],
                        answers: fileAnswers(ExportFormat.allCases.map(\.mediaType)))
                ]
            ),
        ]
    }

    private static var formatParameter: JSONValue {
        parameter("f", "Format of the file", ["type": "string", "enum": .array(formatNames)])
    }

    private static var formatNames: [JSONValue] {
        ExportFormat.allCases.map { .string($0.rawValue) } + ["xsd", "json"]
    }

    private static var exportParameters: [JSONValue] {
        [
            parameter("crs", "CRS of the coordinates, for formats that have a choice", ["type": "string"]),
            parameter("limit", "Features at most; all without it", ["type": "integer", "minimum": 1]),
            parameter("bom", "CSV for Excel: byte order mark, and no formulas", ["type": "boolean"]),
            parameter("separator", "Of CSV", ["type": "string", "enum": ["comma", "semicolon"]]),
            parameter("geometry", "Of CSV and XLSX", ["type": "string", "enum": ["wkt", "xy", "none"]]),
            parameter("rs", "Record separators in GeoJSON text sequences", ["type": "boolean"]),
        ]
    }

    private static func parameter(_ name: String, _ description: String, _ schema: JSONValue) -> JSONValue {
        [
            "name": .string(name), "in": "query", "required": false, "style": "form", "explode": false,
            "description": .string(description), "schema": schema,
        ]
    }

    private static func operation(
        _ id: String, _ summary: String, parameters: [JSONValue], answers: JSONObject
    ) -> JSONValue {
        var responses = answers
        for status in ["400", "404", "409", "410", "500", "503"] {
            responses[status] = ["$ref": "#/components/responses/Problem"]
        }
        return [
            "tags": ["Exports"], "summary": .string(summary), "operationId": .string(id),
            "parameters": .array(parameters), "responses": .object(responses),
        ]
    }

    private static func fileAnswers(_ types: [MediaType]) -> JSONObject {
        let content = types.map { type in
            (key: type.value, value: ["schema": ["type": "string", "format": "binary"]] as JSONValue)
        }
        let file: JSONValue = ["description": "The file", "content": .object(JSONObject(content))]
        return [
            "200": file, "206": file, "304": ["description": "What the client has is current"],
            "416": ["$ref": "#/components/responses/Problem"],
        ]
    }

    private static func statusAnswer(_ description: String) -> JSONValue {
        ["description": .string(description), "content": ["application/json": ["schema": ["type": "object"]]]]
    }
}
