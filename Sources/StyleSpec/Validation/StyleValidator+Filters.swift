import SimpleFeatures

extension StyleValidator {
    private static let operators: [JSONValue] = [
        "==", "!=", ">", ">=", "<", "<=", "in", "!in", "all", "any", "none", "has", "!has",
    ]
    private static let geometryTypes: [JSONValue] = ["Point", "LineString", "Polygon"]

    mutating func checkFilter(_ filter: LocatedValue, _ key: String) {
        guard LegacyFilter.isExpression(filter.value) else { return checkLegacyFilter(filter, key) }
        checkMixture(filter, key)
        // A filter is not asked to be a boolean: what is none draws nothing.
        guard let node = compiled(filter.value, PropertySpecification("filter", nil), filter, key) else { return }
        if node.dependencies.sources.contains(.featureState) {
            add(key, filter, "\"feature-state\" data expressions are not supported with filters.")
        }
    }

    // MARK: Both syntaxes in one filter

    /// Warns of the first part of an expression that is in the old syntax.
    private mutating func checkMixture(_ filter: LocatedValue, _ key: String) {
        guard let (part, path) = Self.legacyPart(of: filter, []) else { return }
        add(
            key + path.map { "[\($0)]" }.joined(), part, Self.mixtureMessage(part.value), severity: .warning)
    }

    private static func legacyPart(of filter: LocatedValue, _ path: [Int]) -> (LocatedValue, [Int])? {
        guard let parts = filter.array, let name = parts.first?.value.string else { return nil }
        let conditions: [Int] =
            switch name {
            case "all", "any", "none": Array(1..<parts.count)
            case "!": [1]
            case "case": Array(stride(from: 1, to: parts.count - 1, by: 2))
            default: []
            }
        for index in conditions where index < parts.count && parts[index].array != nil {
            let part = parts[index]
            if !LegacyFilter.isExpression(part.value) { return (part, path + [index]) }
            if let found = legacyPart(of: part, path + [index]) { return found }
        }
        return nil
    }

    private static func mixtureMessage(_ filter: JSONValue) -> String {
        if let name = filter[0]?.string, ["<", "<=", ">", ">="].contains(name), filter[1] == "$type" {
            return "\"$type\" cannot be use with operator \"\(name)\""
        }
        let problem = "Mixing deprecated filter syntax with expression syntax is not supported."
        guard let suggestion = suggestion(for: filter) else {
            return "\(problem) Convert \(filter.compactText) to expression syntax."
        }
        return "\(problem) Replace \(filter.compactText) with \(suggestion.compactText)."
    }

    /// The same filter as an expression.
    private static func suggestion(for filter: JSONValue) -> JSONValue? {
        guard let parts = filter.array, let name = parts.first?.string, parts.count > 1, let key = parts[1].string
        else { return nil }
        let value: JSONValue =
            switch key {
            case "$type": ["geometry-type"]
            case "$id": ["id"]
            default: ["get", .string(key)]
            }
        switch name {
        case "==", "!=", "<", "<=", ">", ">=": return parts.count == 3 ? [.string(name), value, parts[2]] : nil
        case "in", "!in":
            let expression: JSONValue = ["in", value, ["literal", .array(Array(parts.dropFirst(2)))]]
            return name == "in" ? expression : ["!", expression]
        case "has", "!has":
            guard parts.count == 2, key != "$type", key != "$id" else { return nil }
            return name == "has" ? ["has", .string(key)] : ["!", ["has", .string(key)]]
        default: return nil
        }
    }

    // MARK: Filters of before expressions

    private mutating func checkLegacyFilter(_ filter: LocatedValue, _ key: String) {
        guard expect("array", filter, key), let parts = filter.array else { return }
        guard let first = parts.first else {
            return add(key, filter, "filter array must have at least 1 element")
        }
        checkEnumeration(first, Self.operators, "\(key)[0]")
        guard let name = first.value.string else { return }
        switch name {
        case "<", "<=", ">", ">=", "==", "!=":
            if name != "==", name != "!=", parts.count >= 2, parts[1].value == "$type" {
                add(key, filter, "\"$type\" cannot be use with operator \"\(name)\"")
            }
            if parts.count != 3 {
                add(key, filter, "filter array for operator \"\(name)\" must have 3 elements")
            }
            checkComparison(parts, key)
        case "in", "!in": checkComparison(parts, key)
        case "any", "all", "none":
            for (index, part) in parts.enumerated().dropFirst() { checkLegacyFilter(part, "\(key)[\(index)]") }
        case "has", "!has":
            if parts.count != 2 {
                add(key, filter, "filter array for \"\(name)\" operator must have 2 elements")
            } else {
                _ = expect("string", parts[1], "\(key)[1]")
            }
        default: break
        }
    }

    /// A key, and the values it is compared with.
    private mutating func checkComparison(_ parts: [LocatedValue], _ key: String) {
        guard parts.count >= 2 else { return }
        _ = expect("string", parts[1], "\(key)[1]")
        for (index, value) in parts.enumerated().dropFirst(2) {
            let place = "\(key)[\(index)]"
            if parts[1].value == "$type" {
                checkEnumeration(value, Self.geometryTypes, place)
            } else if !["string", "number", "boolean"].contains(value.typeName) {
                add(place, value, "string, number, or boolean expected, \(value.typeName) found")
            }
        }
    }
}
