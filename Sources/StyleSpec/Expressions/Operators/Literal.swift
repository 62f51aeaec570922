import SimpleFeatures

/// A value that stands in the style.
struct Literal: ExpressionNode {
    let type: ExpressionType
    let value: StyleValue

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 2 else {
            context.fail("'literal' expression requires exactly one argument, but found \(parts.count - 1) instead.")
            return nil
        }
        guard let value = value(of: parts[1], context) else { return nil }
        var type = value.type
        // A list without items may be a list of anything.
        if case .array(_, count: 0) = type, case .array(_, let count)? = context.expected, count ?? 0 == 0 {
            type = context.expected ?? type
        }
        return Literal(type: type, value: value)
    }

    /// The value that JSON says, unless it is nested deeper than a stack is.
    static func value(of json: JSONValue, _ context: ParsingContext) -> StyleValue? {
        guard !json.isDeeper(than: ParsingContext.maximumDepth) else {
            context.fail("Literals may be nested \(ParsingContext.maximumDepth) deep; this one is deeper.", at: 1)
            return nil
        }
        return StyleValue(json)
    }

    func evaluate(_ context: EvaluationContext) -> StyleValue { value }

    func number(_ context: EvaluationContext) -> Double { value.number ?? .nan }

    func boolean(_ context: EvaluationContext) -> Bool { value.isTruthy }

    var children: [any ExpressionNode] { [] }
    var isOutputDefined: Bool { true }
}
