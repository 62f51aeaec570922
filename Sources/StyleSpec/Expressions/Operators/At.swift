import SimpleFeatures

/// `at`: an item of a list.
struct At: ExpressionNode {
    let type: ExpressionType
    let index: any ExpressionNode
    let input: any ExpressionNode
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 3 else {
            context.fail("Expected 2 arguments, but found \(parts.count - 1) instead.")
            return nil
        }
        let index = context.parse(parts[1], at: 1, expecting: .number)
        let input = context.parse(
            parts[2], at: 2, expecting: .array(context.expected ?? .value, count: nil))
        guard let index, let input else { return nil }
        guard case .array(let item, _) = input.type else { return nil }
        return At(type: item, index: index, input: input, path: context.path)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        let index = try index.number(context)
        let items = try input.evaluate(context).array ?? []
        if index < 0 { throw EvaluationError(.indexBelow(index), path: path) }
        if index >= Double(items.count) { throw EvaluationError(.indexBeyond(index, count: items.count), path: path) }
        guard let position = Int(exactly: index) else { throw EvaluationError(.indexNotWhole(index), path: path) }
        return items[position]
    }

    var children: [any ExpressionNode] { [index, input] }
}
