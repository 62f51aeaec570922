public import SimpleFeatures

extension FeatureExample {
    /// An example that a filter in either syntax most likely lets through. What is computed from properties is not turned
    /// round: ask the filter whether it really does.
    public init(passing filter: JSONValue) { self = Self.passing(LegacyFilter.expression(of: filter)) }

    private static func passing(_ filter: JSONValue) -> FeatureExample {
        guard let parts = filter.array, let name = parts.first?.string, parts.count > 1 else { return FeatureExample() }
        switch name {
        case "all": return parts.dropFirst().reduce(FeatureExample()) { $0.merged(with: passing($1)) }
        case "any": return passing(parts[1])
        case "!": return failing(parts[1])
        case "==", "filter-==": return equal(parts)
        case "filter-type-==": return ofType(parts[1])
        case "filter-type-in": return ofType(parts[1][1]?[0] ?? .null)
        case "in", "filter-in-small", "filter-in-large": return among(parts)
        case "has", "filter-has": return having(parts[1].string, .number(1))
        case ">", ">=", "filter->", "filter->=": return beyond(parts, step: 1)
        case "<", "<=", "filter-<", "filter-<=": return beyond(parts, step: -1)
        case "match": return matching(parts, true)
        case "case": return chosen(parts)
        case "to-boolean", "boolean", "get": return having(ExpressionInput(filter)?.name, .boolean(true))
        default: return FeatureExample()
        }
    }

    private static func failing(_ filter: JSONValue) -> FeatureExample {
        guard let parts = filter.array, parts.count > 1 else { return FeatureExample() }
        switch parts[0].string {
        case "!": return passing(parts[1])
        case "match": return matching(parts, false)
        default: return FeatureExample()
        }
    }

    private static func equal(_ parts: [JSONValue]) -> FeatureExample {
        guard parts.count > 2 else { return FeatureExample() }
        if let input = ExpressionInput(parts[1]) ?? Self.legacyInput(parts) { return input.example(parts[2]) }
        return ExpressionInput(parts[2])?.example(parts[1]) ?? FeatureExample()
    }

    /// Filters of before expressions name the property as a text.
    private static func legacyInput(_ parts: [JSONValue]) -> ExpressionInput? {
        guard parts[0].string?.hasPrefix("filter-") == true else { return nil }
        return parts[1].string.map { .property($0) }
    }

    private static func among(_ parts: [JSONValue]) -> FeatureExample {
        guard parts.count > 2, let input = ExpressionInput(parts[1]) ?? legacyInput(parts),
            let first = (parts[2][0] == "literal" ? parts[2][1] : parts[2])?[0]
        else { return FeatureExample() }
        return input.example(first)
    }

    private static func beyond(_ parts: [JSONValue], step: Double) -> FeatureExample {
        guard parts.count > 2 else { return FeatureExample() }
        if let input = ExpressionInput(parts[1]) ?? legacyInput(parts), let bound = parts[2].number {
            return input.example(.real(bound + step))
        }
        guard let input = ExpressionInput(parts[2]), let bound = parts[1].number else { return FeatureExample() }
        return input.example(.real(bound - step))
    }

    /// The first label of a `match` whose output is as asked.
    private static func matching(_ parts: [JSONValue], _ wanted: Bool) -> FeatureExample {
        guard let input = ExpressionInput(parts[1]) else { return FeatureExample() }
        for index in stride(from: 2, to: parts.count - 1, by: 2) where parts[index + 1] == .boolean(wanted) {
            return input.example(parts[index].array?.first ?? parts[index])
        }
        return FeatureExample()
    }

    private static func chosen(_ parts: [JSONValue]) -> FeatureExample {
        for index in stride(from: 1, to: parts.count - 1, by: 2) where parts[index + 1] == true {
            return passing(parts[index])
        }
        return FeatureExample()
    }

    private static func having(_ name: String?, _ value: StyleValue) -> FeatureExample {
        FeatureExample(properties: name.map { [$0: value] } ?? [:])
    }

    private static func ofType(_ name: JSONValue) -> FeatureExample { ExpressionInput.geometryType.example(name) }
}
