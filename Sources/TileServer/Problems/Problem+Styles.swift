import HTTPTypes
import SimpleFeatures
import StyleSpec

extension Problem {
    init(_ error: StyleError) {
        switch error {
        case .invalid(let id, let issues):
            let wrong = issues.filter { $0.severity == .error }
            let first = wrong.first?.text ?? "it is no style"
            let more = wrong.count > 1 ? " (\(wrong.count) errors in all; see 'issues')" : ""
            self.init(
                status: .unprocessableContent, title: "Style refused", detail: "Style '\(id)': \(first)\(more)")
            members["issues"] = .array(issues.prefix(Self.mostIssues).map(\.json))
        case .exists(let id):
            self.init(
                status: .conflict, title: "Style exists",
                detail: "There is a style '\(id)'; PUT with If-Match replaces it.", suggestions: ["/styles/\(id)"])
        case .noID(let name):
            self.init(
                status: .unprocessableContent, title: "Style without an id",
                detail: "Nothing of the name '\(name.prefix(80))' can be an id; give the style a name,"
                    + " or an id in the header Slug, or PUT it to /styles/{styleId}.")
        case .changed(let id, let tag):
            self.init(
                status: .preconditionFailed, title: "Style changed meanwhile",
                detail: tag == nil
                    ? "There is no style '\(id)' any more."
                    : "Style '\(id)' is not what it was when it was read; read it again, and make the change anew.",
                suggestions: ["/styles/\(id)"])
            if let tag { headers[.eTag] = FeatureTags.text(tag) }
        case .composed:
            self.init(
                status: .forbidden, title: "Not allowed",
                detail: "'\(StyleLibrary.composedID)' is made of all other styles; change those.",
                suggestions: ["/styles"])
        case .notWritable:
            self.init(
                status: .serviceUnavailable, title: "Styles cannot be written",
                detail: "The server may not write into its folder of styles, or its disk is full; its log says which.")
        }
    }

    /// A body that is no style may have thousands.
    private static let mostIssues = 100
}

extension StyleIssue {
    /// As programs read it.
    var json: JSONValue {
        var members: JSONObject = [
            "key": .string(key), "message": .string(message), "severity": .string(severity.rawValue),
        ]
        if let line { members["line"] = JSONValue(line) }
        return .object(members)
    }
}
