import SimpleFeatures

/// `case`: the output of the first condition that holds.
struct Case: ExpressionNode {
    let type: ExpressionType
    let conditions: [any ExpressionNode]
    /// One for each condition, and one more.
    let outputs: [any ExpressionNode]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count >= 4 else {
            context.fail("Expected at least 3 arguments, but found only \(parts.count - 1).")
            return nil
        }
        guard parts.count.isMultiple(of: 2) else {
            context.fail("Expected an odd number of arguments.")
            return nil
        }
        var outputType = context.expectedOutput
        var conditions: [any ExpressionNode] = []
        var outputs: [any ExpressionNode] = []
        for index in stride(from: 1, to: parts.count - 1, by: 2) {
            guard let condition = context.parse(parts[index], at: index, expecting: .boolean),
                let output = context.parse(parts[index + 1], at: index + 1, expecting: outputType)
            else { return nil }
            conditions.append(condition)
            outputs.append(output)
            outputType = outputType ?? output.type
        }
        let last = parts.count - 1
        guard let otherwise = context.parse(parts[last], at: last, expecting: outputType) else { return nil }
        return Case(type: outputType ?? otherwise.type, conditions: conditions, outputs: outputs + [otherwise])
    }

    /// Which output is taken; the last one is for when no condition holds.
    private func choice(_ context: EvaluationContext) throws(EvaluationError) -> Int {
        for index in conditions.indices where try conditions[index].boolean(context) { return index }
        return conditions.count
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        try outputs[try choice(context)].evaluate(context)
    }

    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double {
        try outputs[try choice(context)].number(context)
    }

    func boolean(_ context: EvaluationContext) throws(EvaluationError) -> Bool {
        try outputs[try choice(context)].boolean(context)
    }

    var children: [any ExpressionNode] { conditions + outputs }
    var isOutputDefined: Bool { outputs.allSatisfy(\.isOutputDefined) }
}

extension ParsingContext {
    /// The type that outputs must have; nil when the first one decides.
    var expectedOutput: ExpressionType? { expected == .value ? nil : expected }
}
