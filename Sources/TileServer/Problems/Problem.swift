import HTTPTypes
import SimpleFeatures

/// A problem as clients read it (RFC 9457).
struct Problem: Hashable, Sendable {
    let status: HTTPResponse.Status
    let title: String
    let detail: String
    /// The parameter at fault.
    var parameter: String?
    /// Of the fault within the parameter: characters before it, or where it stands in JSON (RFC 6901).
    var offset: Int?
    var pointer: String?
    /// What the client may try instead: names, paths.
    var suggestions: [String] = []
    /// What else a program may want to know of this kind of problem.
    var members: JSONObject = [:]
    var headers = HTTPFields()

    /// - Parameter requestID: nil for what is no request.
    func document(requestID: String?) -> JSONValue {
        var members: JSONObject = [
            "type": "about:blank", "title": .string(title), "status": JSONValue(status.code),
            "detail": .string(detail),
        ]
        if let parameter { members["parameter"] = .string(parameter) }
        if let offset { members["offset"] = JSONValue(offset) }
        if let pointer { members["pointer"] = .string(pointer) }
        if !suggestions.isEmpty { members["suggestions"] = .array(suggestions.map(JSONValue.string)) }
        for member in self.members.members { members[member.key] = member.value }
        if let requestID { members["requestId"] = .string(requestID) }
        return .object(members)
    }
}
