import Hummingbird
import SimpleFeatures

/// The form of the page about printing: its fields are members of the body, written as texts.
enum PrintForm {
    private static let texts: Set<String> = [
        "title", "subtitle", "style", "crs", "paper", "orientation", "lang", "format",
    ]
    private static let numbers: Set<String> = ["scale", "dpi"]
    private static let lists: Set<String> = ["center", "bbox"]
    private static let ticks: Set<String> = ["graticule"]

    /// Fields that are left empty are left out.
    /// - Throws: `ParameterError`.
    static func read(_ request: Request) async throws -> PrintBody {
        let fields = try await FormBody.read(request, texts.union(numbers).union(lists).union(ticks))
        var members: JSONObject = [:]
        for name in PrintOrder.names {
            guard let text = fields[name]?[...].trimmingBlanks, !text.isEmpty else { continue }
            if texts.contains(name) {
                members[name] = .string(String(text))
            } else if ticks.contains(name) {
                members[name] = true
            } else {
                // What is no number stays a text, which the body refuses by its name.
                let parts = text.split(separator: ",").map { part -> JSONValue in
                    let part = part.trimmingBlanks
                    return Double(part).map(JSONValue.real) ?? .string(String(part))
                }
                members[name] =
                    lists.contains(name) ? .array(parts) : parts.count == 1 ? parts[0] : .string(String(text))
            }
        }
        return try PrintBody(.object(members), name: "body", names: PrintOrder.names)
    }
}
