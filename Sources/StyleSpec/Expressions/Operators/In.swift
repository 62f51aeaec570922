import SimpleFeatures

/// `in`: whether a list has an item, or a text another text.
struct In: ExpressionNode {
    let type = ExpressionType.boolean
    let needle: any ExpressionNode
    let haystack: any ExpressionNode
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 3 else {
            context.fail("Expected 2 arguments, but found \(parts.count - 1) instead.")
            return nil
        }
        guard let search = SearchOperands(parts, context) else { return nil }
        return In(needle: search.needle, haystack: search.haystack, path: context.path)
    }

    func boolean(_ context: EvaluationContext) throws(EvaluationError) -> Bool {
        let needle = try needle.evaluate(context)
        let haystack = try haystack.evaluate(context)
        guard haystack.isTruthy else { return false }
        try needle.checkFindable(path)
        switch haystack {
        case .string(let text):
            let wanted = needle.shownInSearch
            return wanted.isEmpty || text.contains(wanted)
        case .array(let items): return items.contains { $0.isIdentical(to: needle) }
        default: throw EvaluationError(.unsearchable(haystack), path: path)
        }
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        .boolean(try boolean(context))
    }

    var children: [any ExpressionNode] { [needle, haystack] }
    var isOutputDefined: Bool { true }
}
