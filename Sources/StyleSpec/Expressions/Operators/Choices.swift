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

/// `coalesce`: the first value that is not null, and no image that is missing.
struct Coalesce: ExpressionNode {
    let type: ExpressionType
    let arguments: [any ExpressionNode]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count >= 2 else {
            context.fail("Expected at least one argument.")
            return nil
        }
        var outputType = context.expectedOutput
        var arguments: [any ExpressionNode] = []
        for index in 1..<parts.count {
            // Without assertions: they would fail for the null that is passed over here.
            let parsed = context.parse(parts[index], at: index, expecting: outputType, annotation: .omitted)
            guard let parsed else { return nil }
            outputType = outputType ?? parsed.type
            arguments.append(parsed)
        }
        // What the arguments did not get, the whole gets.
        let needsAnnotation = context.expected.map { expected in
            arguments.contains { !$0.type.isSubtype(of: expected) }
        }
        return Coalesce(type: needsAnnotation == true ? .value : outputType ?? .value, arguments: arguments)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        var firstMissing: String?
        var isLastMissing = false
        for argument in arguments {
            isLastMissing = false
            switch try argument.evaluate(context) {
            case .null: continue
            case .image(let image) where !image.isAvailable:
                firstMissing = firstMissing ?? image.name
                isLastMissing = true
            case let value: return value
            }
        }
        // The name of the first image, so that it can be said which one is missing.
        return isLastMissing ? firstMissing.map(StyleValue.string) ?? .null : .null
    }

    var children: [any ExpressionNode] { arguments }
    var isOutputDefined: Bool { arguments.allSatisfy(\.isOutputDefined) }
}

extension ParsingContext {
    /// The type that outputs must have; nil when the first one decides.
    var expectedOutput: ExpressionType? { expected == .value ? nil : expected }
}
