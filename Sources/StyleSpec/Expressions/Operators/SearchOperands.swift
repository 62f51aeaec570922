import SimpleFeatures

/// What `in` and `index-of` look for, and in what.
struct SearchOperands {
    let needle: any ExpressionNode
    let haystack: any ExpressionNode

    init?(_ parts: [JSONValue], _ context: ParsingContext) {
        let needle = context.parse(parts[1], at: 1, expecting: .value)
        let haystack = context.parse(parts[2], at: 2, expecting: .value)
        guard let needle, let haystack else { return nil }
        guard [.boolean, .string, .number, .null, .value].contains(needle.type) else {
            context.fail(
                "Expected first argument to be of type boolean, string, number or null, but found \(needle.type.name) "
                    + "instead")
            return nil
        }
        self.needle = needle
        self.haystack = haystack
    }
}

extension StyleValue {
    /// Only plain values can be looked for.
    func checkFindable(_ path: [Int]) throws(EvaluationError) {
        switch self {
        case .null, .boolean, .number, .string: return
        default: throw EvaluationError(.notFindable(self), path: path)
        }
    }

    /// What is looked for in a text; unlike `to-string` it has a word for null.
    var shownInSearch: String { self == .null ? "null" : text }
}
