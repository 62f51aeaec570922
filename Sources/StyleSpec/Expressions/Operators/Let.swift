import SimpleFeatures

/// `let`: names for values in the last argument.
struct Let: ExpressionNode {
    let bindings: [any ExpressionNode]
    let result: any ExpressionNode

    var type: ExpressionType { result.type }

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count >= 4 else {
            context.fail("Expected at least 3 arguments, but found \(parts.count - 1) instead.")
            return nil
        }
        var bindings: [Scope.Binding] = []
        for index in stride(from: 1, to: parts.count - 1, by: 2) {
            guard let name = parts[index].string else {
                context.fail("Expected string, but found \(parts[index].scriptType) instead.", at: index)
                return nil
            }
            guard name.utf8.allSatisfy({ Self.isAllowed($0) }) else {
                context.fail("Variable names must contain only alphanumeric characters or '_'.", at: index)
                return nil
            }
            let steps = context.compilation.steps
            guard let value = context.parse(parts[index + 1], at: index + 1) else { return nil }
            bindings.append(Scope.Binding(name: name, node: value, cost: context.compilation.steps - steps))
        }
        let last = parts.count - 1
        guard
            let result = context.parse(parts[last], at: last, expecting: context.expected, binding: bindings)
        else { return nil }
        return Let(bindings: bindings.map(\.node), result: result)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        Character(UnicodeScalar(byte)).isASCII
            && (Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
                || byte == UInt8(ascii: "_"))
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue { try result.evaluate(context) }
    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double { try result.number(context) }
    func boolean(_ context: EvaluationContext) throws(EvaluationError) -> Bool { try result.boolean(context) }

    var children: [any ExpressionNode] { bindings + [result] }
    var isOutputDefined: Bool { result.isOutputDefined }
}
