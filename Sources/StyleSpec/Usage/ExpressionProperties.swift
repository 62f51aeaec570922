internal import SimpleFeatures

/// The properties that values of a style read: expressions, filters of before expressions, functions of before
/// expressions, and `{tokens}` (MapLibre Style Specification 8).
enum ExpressionProperties {
    /// What a layout or paint property reads.
    static func ofValue(_ value: JSONValue) -> PropertyUse {
        switch value {
        case .array(let parts): ofExpression(parts)
        case .object(let function): ofFunction(function)
        case .string(let text): .some(tokens(in: text))
        case .null, .boolean, .integer, .real: .none
        }
    }

    /// What a filter reads, in either form.
    static func ofFilter(_ filter: JSONValue) -> PropertyUse {
        guard let parts = filter.array, let name = parts.first?.string else { return .none }
        return isExpressionFilter(name, parts) ? ofExpression(parts) : ofLegacyFilter(name, parts)
    }

    // MARK: Expressions

    private static func ofExpression(_ parts: [JSONValue]) -> PropertyUse {
        guard let name = parts.first?.string else { return ofEach(parts[...]) }
        switch name {
        case "get", "has":
            // With a third part they read an object that is given, not the feature.
            if parts.count > 2 { return ofEach(parts.dropFirst()) }
            return parts.dropFirst().first?.string.map { .some([$0]) } ?? .all
        case "properties": return .all
        case "literal", "feature-state", "global-state", "within", "distance", "accumulated": return .none
        case "match": return ofMatch(parts)
        default: return ofEach(parts.dropFirst())
        }
    }

    private static func ofEach(_ parts: ArraySlice<JSONValue>) -> PropertyUse {
        parts.reduce(.none) { use, part in
            switch part {
            case .array(let inner): use.union(ofExpression(inner))
            // Options of "format", "number-format" and "collator" hold expressions.
            case .object(let options): use.union(ofEach(options.members.map(\.value)[...]))
            case .null, .boolean, .integer, .real, .string: use
            }
        }
    }

    /// `["match", input, label, output, …, otherwise]`: a label may be a list of texts, which is no expression.
    private static func ofMatch(_ parts: [JSONValue]) -> PropertyUse {
        let read = parts.indices.filter { $0 == 1 || $0 > 1 && ($0 % 2 == 1 || $0 == parts.count - 1) }
        return ofEach(read.map { parts[$0] }[...])
    }

    // MARK: Filters of before expressions

    /// As MapLibre tells them apart (`isExpressionFilter`).
    private static func isExpressionFilter(_ name: String, _ parts: [JSONValue]) -> Bool {
        switch name {
        case "has":
            return parts.count >= 2 && parts[1].string != "$id" && parts[1].string != "$type"
        case "in":
            return parts.count >= 3 && (parts[1].string == nil || parts[2].array != nil)
        case "!in", "!has", "none": return false
        case "==", "!=", ">", ">=", "<", "<=":
            return parts.count != 3 || parts[1].array != nil || parts[2].array != nil
        case "any", "all":
            return parts.dropFirst().allSatisfy { part in
                guard let inner = part.array, let name = inner.first?.string else { return part.array == nil }
                return isExpressionFilter(name, inner)
            }
        default: return true
        }
    }

    private static func ofLegacyFilter(_ name: String, _ parts: [JSONValue]) -> PropertyUse {
        switch name {
        case "any", "all", "none": return parts.dropFirst().reduce(.none) { $0.union(ofFilter($1)) }
        default:
            guard let key = parts.dropFirst().first?.string, key != "$type", key != "$id" else { return .none }
            return .some([key])
        }
    }

    // MARK: Functions and tokens

    /// `{"property": "cap", "stops": […]}`; without a property it depends on the zoom only.
    private static func ofFunction(_ function: JSONObject) -> PropertyUse {
        let outputs = (function["stops"]?.array ?? []).compactMap { $0.array?.last }.reduce(PropertyUse.none) {
            $0.union($1.string.map { .some(tokens(in: $0)) } ?? .none)
        }
        return outputs.union(function["property"]?.string.map { .some([$0]) } ?? .none)
    }

    /// The names in `Đường {TEN} ({CAP})`.
    private static func tokens(in text: String) -> Set<String> {
        var names: Set<String> = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            let after = rest[rest.index(after: open)...]
            guard let close = after.firstIndex(of: "}") else { break }
            names.insert(String(after[..<close]))
            rest = after[after.index(after: close)...]
        }
        return names
    }
}
