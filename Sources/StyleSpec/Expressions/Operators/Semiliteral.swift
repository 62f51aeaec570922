import SimpleFeatures

/// `semiliteral`: a list whose items are expressions.
struct Semiliteral: ExpressionNode {
    let type: ExpressionType
    let items: [any ExpressionNode]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 2 else {
            context.fail(
                "'semiliteral' expression requires exactly one argument, but found \(parts.count - 1) instead.")
            return nil
        }
        guard let list = parts[1].array else {
            return Literal.value(of: parts[1], context).map { Literal(type: $0.type, value: $0) }
        }
        var items: [any ExpressionNode] = []
        for json in list {
            // At the place of the list itself, as in MapLibre.
            guard let item = context.parse(json) else { return nil }
            items.append(item)
        }
        let item = ExpressionType.common(of: items.lazy.map(\.type))
        return Semiliteral(type: .array(item, count: items.count), items: items)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        var values: [StyleValue] = []
        for item in items { values.append(try item.evaluate(context)) }
        return .array(values)
    }

    var children: [any ExpressionNode] { items }
    var isOutputDefined: Bool { items.allSatisfy(\.isOutputDefined) }
}
