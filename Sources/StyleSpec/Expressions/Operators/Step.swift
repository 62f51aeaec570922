import SimpleFeatures

/// `step`: the output of the last stop that is not above the input.
struct Step: ExpressionNode {
    let type: ExpressionType
    let input: any ExpressionNode
    let stops: Stops
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count >= 5 else {
            context.fail("Expected at least 4 arguments, but found only \(parts.count - 1).")
            return nil
        }
        guard !parts.count.isMultiple(of: 2) else {
            context.fail("Expected an even number of arguments.")
            return nil
        }
        guard let input = context.parse(parts[1], at: 1, expecting: .number),
            // The first output is for everything below the first number.
            let (type, stops) = Stops.parse(
                parts, from: 1, firstLabel: -.infinity, expecting: context.expectedOutput, context)
        else { return nil }
        return Step(type: type, input: input, stops: stops, path: context.path)
    }

    private func choice(_ context: EvaluationContext) throws(EvaluationError) -> Int {
        try stops.index(below: try input.number(context), path: path)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        try stops.outputs[try choice(context)].evaluate(context)
    }

    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double {
        try stops.outputs[try choice(context)].number(context)
    }

    func boolean(_ context: EvaluationContext) throws(EvaluationError) -> Bool {
        try stops.outputs[try choice(context)].boolean(context)
    }

    var children: [any ExpressionNode] { [input] + stops.outputs }
    var isOutputDefined: Bool { stops.outputs.allSatisfy(\.isOutputDefined) }
}

extension Stops {
    /// Pairs of label and output to the end of the expression; nil when one is wrong.
    /// - Parameter firstLabel: stands at `start` in place of what is there.
    static func parse(
        _ parts: [JSONValue], from start: Int, firstLabel: Double? = nil, expecting expected: ExpressionType?,
        _ context: ParsingContext
    ) -> (type: ExpressionType, stops: Stops)? {
        let name = firstLabel == nil ? "interpolate" : "step"
        var type = expected
        var labels: [Double] = []
        var outputs: [any ExpressionNode] = []
        for index in stride(from: start, to: parts.count, by: 2) {
            guard let label = index == start ? firstLabel ?? parts[index].number : parts[index].number else {
                context.fail(
                    "Input/output pairs for \"\(name)\" expressions must be defined using literal numeric values (not "
                        + "computed expressions) for the input values.", at: index)
                return nil
            }
            if let last = labels.last, last >= label {
                context.fail(
                    "Input/output pairs for \"\(name)\" expressions must be arranged with input values in strictly "
                        + "ascending order.", at: index)
                return nil
            }
            guard let output = context.parse(parts[index + 1], at: index + 1, expecting: type) else { return nil }
            type = type ?? output.type
            labels.append(label)
            outputs.append(output)
        }
        return (type ?? .value, Stops(labels: labels, outputs: outputs))
    }
}
