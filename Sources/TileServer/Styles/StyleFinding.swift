import SimpleFeatures
import StyleSpec

/// Something that is wrong with a style or an icon, and in which file.
struct StyleFinding: Hashable, Sendable {
    let file: String
    let issue: StyleIssue

    var text: String {
        let severity = issue.severity == .warning ? "warning: " : ""
        return "\(file):\(issue.key): \(severity)\(issue.message)"
    }

    var json: JSONValue {
        var members: JSONObject = ["file": .string(file)]
        for member in issue.json.object?.members ?? [] { members[member.key] = member.value }
        return .object(members)
    }
}
