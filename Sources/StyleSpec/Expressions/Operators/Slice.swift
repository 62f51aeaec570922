import SimpleFeatures

/// `slice`: a part of a list or text.
struct Slice: ExpressionNode {
    let type: ExpressionType
    let input: any ExpressionNode
    let start: any ExpressionNode
    let end: (any ExpressionNode)?
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 3 || parts.count == 4 else {
            context.fail("Expected 2 or 3 arguments, but found \(parts.count - 1) instead.")
            return nil
        }
        let input = context.parse(parts[1], at: 1, expecting: .value)
        let start = context.parse(parts[2], at: 2, expecting: .number)
        guard let input, let start else { return nil }
        guard input.type.isArray || input.type == .string || input.type == .value else {
            context.fail("Expected first argument to be of type array or string, but found \(input.type.name) instead")
            return nil
        }
        var end: (any ExpressionNode)?
        if parts.count == 4 {
            end = context.parse(parts[3], at: 3, expecting: .number)
            if end == nil { return nil }
        }
        return Slice(type: input.type, input: input, start: start, end: end, path: context.path)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        let input = try input.evaluate(context)
        let start = try start.number(context)
        let end = try end?.number(context)
        switch input {
        case .string(let text):
            let characters = text.unicodeScalars
            let range = ScriptIndex.range(from: start, to: end, count: characters.count)
            return .string(String(String.UnicodeScalarView(characters.dropFirst(range.lowerBound).prefix(range.count))))
        case .array(let items):
            return .array(Array(items[ScriptIndex.range(from: start, to: end, count: items.count)]))
        default: throw EvaluationError(.unsliceable(input), path: path)
        }
    }

    var children: [any ExpressionNode] { [input, start] + (end.map { [$0] } ?? []) }
}
