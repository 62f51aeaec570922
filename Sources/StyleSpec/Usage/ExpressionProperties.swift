import SimpleFeatures

/// The properties that values of a style read: expressions, filters, functions of before expressions, and `{tokens}`.
///
/// Something that looks like an expression and is none reads everything, to be safe: a style may be newer than this code.
enum ExpressionProperties {
    /// What the value of a layout or paint property reads.
    static func ofValue(_ value: JSONValue, of property: PropertySpecification) -> PropertyUse {
        switch value {
        case .array(let parts):
            guard let name = parts.first?.string, Operators.all[name] != nil else { return .none }
            return ofExpression(value, of: property)
        case .object(let function): return ofFunction(function)
        case .string(let text): return ofExpression(LegacyTokens.expression(text))
        case .null, .boolean, .integer, .real: return .none
        }
    }

    /// What a filter reads, in either syntax.
    static func ofFilter(_ filter: JSONValue) -> PropertyUse { ofExpression(LegacyFilter.expression(of: filter)) }

    private static func ofExpression(
        _ json: JSONValue, of property: PropertySpecification = PropertySpecification("value", nil)
    ) -> PropertyUse {
        var names = PropertyNames()
        do {
            return try PropertyExpression.compile(json, for: property, names: &names).dependencies.properties
        } catch {
            return .all
        }
    }

    /// `{"property": "cap", "stops": […]}`; without a property it depends on the zoom only.
    private static func ofFunction(_ function: JSONObject) -> PropertyUse {
        let outputs = (function["stops"]?.array ?? []).compactMap { $0.array?.last?.string }
        return outputs.reduce(function["property"]?.string.map { .some([$0]) } ?? .none) { use, text in
            use.union(ofExpression(LegacyTokens.expression(text)))
        }
    }
}
