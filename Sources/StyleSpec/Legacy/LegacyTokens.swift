import SimpleFeatures

/// Texts with names of properties in braces: `Thửa {SO_THUA}`.
enum LegacyTokens {
    /// The same as an expression: `["concat", "Thửa ", ["get", "SO_THUA"]]`; the text itself when it has no names.
    static func expression(_ text: String) -> JSONValue {
        var parts: [JSONValue] = []
        var literal = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            literal += rest[..<open]
            let after = rest[rest.index(after: open)...]
            guard let end = after.firstIndex(where: { $0 == "}" || $0 == "{" }), after[end] == "}",
                end > after.startIndex
            else {
                // A brace that names nothing is text.
                literal += "{"
                rest = after
                continue
            }
            if !literal.isEmpty { parts.append(.string(literal)) }
            literal = ""
            parts.append(["get", .string(String(after[..<end]))])
            rest = after[after.index(after: end)...]
        }
        literal += rest
        if parts.isEmpty { return .string(text) }
        if literal.isEmpty, parts.count == 1 { return ["to-string", parts[0]] }
        if !literal.isEmpty { parts.append(.string(literal)) }
        return .array(["concat"] + parts)
    }
}
