import HTTPTypes
import SimpleFeatures

extension OpenAPIDocument {
    /// One method of one path: what it takes, and every answer it can give.
    struct Operation {
        let path: String
        let id: String
        let tag: String
        let summary: String
        /// Of the answer that is no page.
        let type: MediaType
        /// Whether there is a page besides; `f` and `lang` choose then.
        var hasHTML = true
        /// Names in `components.parameters`.
        var parameters: [String] = []
        var method = HTTPRequest.Method.get
        /// Name of the body's schema in `components.schemas`.
        var schema: String?
        /// Whether `f` and Accept choose, and so can ask for what there is not.
        var isNegotiated = true
        /// Whether there is an ETag, and so a 304.
        var hasValidator = true
        /// Status of success.
        var success = "200"
        /// Other types of the answer.
        var otherTypes: [MediaType] = []
        /// Statuses besides those that follow from the rest.
        var answers: [String] = []
        /// Of the body that the method takes; none without.
        var bodyTypes: [MediaType] = []
        /// In which words what is wrong with a request is told.
        var fault = "BadRequest"
        /// Name of its schema; any object without.
        var bodySchema: String?
        /// Name of the answer that comes later instead of at once.
        var accepted = "Proposed"
    }
}

extension OpenAPIDocument.Operation {
    private typealias Document = OpenAPIDocument

    /// The operations of one path, with the HEAD and OPTIONS that every path has.
    /// - Parameter parameters: in place of those that the operations name.
    static func pathItem(_ operations: [Self], parameters: [JSONValue]? = nil) -> JSONValue {
        var item: JSONObject = [:]
        for operation in operations {
            let taken = parameters ?? operation.references
            let name = operation.method.rawValue.lowercased()
            item[name] = operation.description(parameters: taken, isHead: false)
            if operation.method == .get { item["head"] = operation.description(parameters: taken, isHead: true) }
        }
        guard let first = operations.first else { return .object(item) }
        let inPath = first.parameters.filter { first.path.contains("{\($0)}") }.map(Document.reference)
        item["options"] = [
            "tags": [.string(first.tag)], "summary": "Methods of this resource",
            "operationId": .string("options.\(first.id)"), "parameters": .array(inPath),
            "responses": [
                "204": ["$ref": "#/components/responses/Methods"], "429": Document.problem("TooManyRequests"),
                "500": Document.problem("InternalError"),
            ],
        ]
        return .object(item)
    }

    private var references: [JSONValue] {
        var names = parameters
        if let formatParameter { names.append(formatParameter) }
        // A tile speaks no language.
        if isNegotiated, type != .vectorTile, !names.contains("lang") { names.append("lang") }
        return names.map(Document.reference)
    }

    private static let ownFormats = [
        "exportFormat", "recordFormat", "dcatFormat", "feedFormat", "mapFormat", "styleFormat", "legendFormat",
    ]

    /// Which `f` this operation takes, where it does not name one of its own.
    private var formatParameter: String? {
        guard isNegotiated, !parameters.contains(where: Self.ownFormats.contains) else { return nil }
        if hasHTML { return "f" }
        switch type {
        case .vectorTile: return "tileFormat"
        case .html: return "pageFormat"
        case .png: return "pictureFormat"
        default: return type.isJSON ? "documentFormat" : nil
        }
    }

    private func description(parameters: [JSONValue], isHead: Bool) -> JSONValue {
        var members: JSONObject = [
            "tags": [.string(tag)], "summary": .string(isHead ? "\(summary): headers only" : summary),
            "operationId": .string(isHead ? "head.\(id)" : id), "parameters": .array(parameters),
        ]
        if !bodyTypes.isEmpty {
            let schema: JSONValue =
                bodySchema.map { ["$ref": .string("#/components/schemas/\($0)")] } ?? ["type": "object"]
            let content = bodyTypes.map { (key: $0.value, value: ["schema": schema] as JSONValue) }
            members["requestBody"] = ["required": true, "content": .object(JSONObject(content))]
        }
        members["responses"] = .object(responses(isHead: isHead))
        return .object(members)
    }

    private func responses(isHead: Bool) -> JSONObject {
        var content = ([type] + otherTypes).map { (key: $0.value, value: JSONValue.object(["schema": schema(of: $0)])) }
        if hasHTML { content.append((key: MediaType.html.value, value: ["schema": ["type": "string"]])) }
        var ok: JSONObject = ["description": .string(summary), "headers": Document.headers(of: successHeaders)]
        if !isHead { ok["content"] = .object(JSONObject(content)) }
        var responses: JSONObject = [:]
        if success == "204" {
            ok["content"] = nil
        }
        responses[success] = .object(ok)
        for (status, name) in [("202", accepted), ("204", "Written")] where answers.contains(status) {
            responses[status] = Document.problem(name)
        }
        if answers.contains("206") {
            var part = ok
            part["description"] = "The range that was asked for"
            part["headers"] = Document.headers(of: successHeaders + ["Content-Range"])
            responses["206"] = .object(part)
        }
        if type == .vectorTile { responses["204"] = ["$ref": "#/components/responses/EmptyTile"] }
        if hasValidator, method == .get { responses["304"] = ["$ref": "#/components/responses/NotModified"] }
        let isChoosy = isNegotiated || !parameters.isEmpty
        let hasNames =
            path.contains("{") || path.isEmpty || parameters.contains("collections") || answers.contains("404")
        let problems: [(status: String, name: String, isPossible: Bool)] = [
            ("400", fault, isChoosy), ("404", "NotFound", hasNames), ("406", "NotAcceptable", isNegotiated),
            ("403", "Forbidden", answers.contains("403")), ("409", "Conflict", answers.contains("409")),
            ("410", "Gone", answers.contains("410")),
            ("412", "PreconditionFailed", answers.contains("412")),
            ("413", "ContentTooLarge", answers.contains("413")),
            ("415", "UnsupportedMediaType", answers.contains("415")),
            ("416", "RangeNotSatisfiable", answers.contains("416")),
            ("422", "Unprocessable", answers.contains("422")),
            ("414", "URITooLong", true), ("421", "MisdirectedRequest", true),
            ("428", "PreconditionRequired", answers.contains("428")), ("429", "TooManyRequests", true),
            ("500", "InternalError", true),
            ("503", "Unavailable", true), ("507", "InsufficientStorage", answers.contains("507")),
        ]
        for problem in problems where problem.isPossible { responses[problem.status] = Document.problem(problem.name) }
        return responses
    }

    private var successHeaders: [String] {
        var names = ["Cache-Control"]
        if hasValidator { names += ["ETag", "Vary"] }
        if type == .vectorTile { names += ["GeoSector-Features"] }
        if type == .geoJSON, ["FeatureCollection", "Feature", nil].contains(schema) { names.append("Content-Crs") }
        if schema == "FeatureCollection" { names.append("Link") }
        let isFile = path == "/jobs/{jobId}/file" || path == "/jobs/{jobId}/manifest"
        if parameters.contains("exportFormat") || isFile { names.append("Content-Disposition") }
        if path == "/jobs/{jobId}/file" { names.append("Repr-Digest") }
        if parameters.contains("exportFormat") { names.append("Content-Crs") }
        if answers.contains("206") { names.append("Accept-Ranges") }
        if parameters.contains("mapCrs") { names += ["Content-Crs", "Content-Bbox"] }
        if hasHTML || type == .html || otherTypes.contains(.html) { names += Document.ofPages }
        if ["201", "202"].contains(success) { names.append("Location") }
        let isPrint = accepted == "JobAccepted"
        if (!bodyTypes.isEmpty && tag == "Editing") || schema == "Changes" { names.append("GeoSector-Version") }
        if isPrint { names.append("Content-Disposition") }
        if schema == "Changes" { names += ["Content-Crs", "Link"] }
        if schema == "Job" { names += ["Retry-After", "Refresh"] }
        return names
    }

    private func schema(of type: MediaType) -> JSONValue {
        if let schema, type.isJSON, type == self.type { return ["$ref": .string("#/components/schemas/\(schema)")] }
        switch type {
        case .html, .eventStream, .metrics: return ["type": "string"]
        default: return type.isJSON ? ["type": "object"] : ["type": "string", "format": "binary"]
        }
    }
}
