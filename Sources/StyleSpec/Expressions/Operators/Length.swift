import SimpleFeatures

/// `length`: how many items or characters there are.
struct Length: ExpressionNode {
    let type = ExpressionType.number
    let input: any ExpressionNode
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 2 else {
            context.fail("Expected 1 argument, but found \(parts.count - 1) instead.")
            return nil
        }
        guard let input = context.parse(parts[1], at: 1) else { return nil }
        guard input.type.isArray || input.type == .string || input.type == .value else {
            context.fail("Expected argument of type string or array, but found \(input.type.name) instead.")
            return nil
        }
        return Length(input: input, path: context.path)
    }

    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double {
        switch try input.evaluate(context) {
        case .string(let text): return Double(text.unicodeScalars.count)
        case .array(let items): return Double(items.count)
        case let found: throw EvaluationError(.unmeasurable(found), path: path)
        }
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        .number(try number(context))
    }

    var children: [any ExpressionNode] { [input] }
}
