import SimpleFeatures

/// Filters of before expressions: `["==", "cap", 3]`, `["in", "loai", "a", "b"]`, `["none", …]`.
enum LegacyFilter {
    /// Which of the two syntaxes a filter is in. What both have and mean alike decides nothing.
    private enum Syntax { case expression, legacy, either }

    static func isExpression(_ filter: JSONValue) -> Bool { syntax(filter) != .legacy }

    private static func syntax(_ filter: JSONValue) -> Syntax {
        if case .boolean = filter { return .either }
        guard let parts = filter.array, let first = parts.first else { return .legacy }
        switch first.string {
        case "has":
            guard parts.count >= 2, parts[1] != "$id", parts[1] != "$type" else { return .legacy }
            return parts.count == 2 ? .either : .expression
        case "in":
            // As an expression it looks for a text in a text, which is something else.
            return parts.count >= 3 && (parts[1].string == nil || parts[2].array != nil) ? .expression : .legacy
        case "!in", "!has", "none": return .legacy
        case "==", "!=", ">", ">=", "<", "<=":
            return parts.count != 3 || parts[1].array != nil || parts[2].array != nil ? .expression : .legacy
        case "any", "all":
            let children = parts.dropFirst().map(syntax)
            if children.contains(.expression) { return .expression }
            return children.contains(.legacy) ? .legacy : .either
        default: return .expression
        }
    }

    /// The filter as an expression, whichever syntax it is in.
    static func expression(of filter: JSONValue) -> JSONValue {
        guard !filter.isDeeper(than: 2 * ParsingContext.maximumDepth), !isExpression(filter) else { return filter }
        return converted(filter)
    }

    private static func converted(_ filter: JSONValue) -> JSONValue {
        guard let parts = filter.array, let name = parts.first?.string else { return true }
        guard parts.count > 1 else { return .boolean(name != "any") }
        switch name {
        case "==", "<", ">", "<=", ">=": return comparison(name, parts)
        case "!=": return ["!", comparison("==", parts)]
        case "any": return .array(["any"] + parts.dropFirst().map(converted))
        case "all": return .array(["all"] + parts.dropFirst().map(converted))
        case "none": return .array(["all"] + parts.dropFirst().map { ["!", converted($0)] })
        case "in": return membership(parts)
        case "!in": return ["!", membership(parts)]
        case "has": return presence(parts[1])
        case "!has": return ["!", presence(parts[1])]
        default: return true
        }
    }

    private static func comparison(_ name: String, _ parts: [JSONValue]) -> JSONValue {
        let value = parts.count > 2 ? parts[2] : .null
        switch parts[1] {
        case "$type": return [.string("filter-type-\(name)"), value]
        case "$id": return [.string("filter-id-\(name)"), value]
        default: return [.string("filter-\(name)"), parts[1], value]
        }
    }

    private static func membership(_ parts: [JSONValue]) -> JSONValue {
        let values = Array(parts.dropFirst(2))
        guard !values.isEmpty else { return false }
        switch parts[1] {
        case "$type": return ["filter-type-in", ["literal", .array(values)]]
        case "$id": return ["filter-id-in", ["literal", .array(values)]]
        default: return ["filter-in-small", parts[1], ["literal", .array(values)]]
        }
    }

    private static func presence(_ property: JSONValue) -> JSONValue {
        switch property {
        case "$type": true
        case "$id": ["filter-has-id"]
        default: ["filter-has", property]
        }
    }
}
