import SimpleFeatures

/// `match`: the output whose label is the input.
struct Match: ExpressionNode {
    let type: ExpressionType
    let input: any ExpressionNode
    let labels: Labels
    /// Those of the labels, and the one for everything else.
    let outputs: [any ExpressionNode]

    /// Which label belongs to which output.
    enum Labels: Sendable {
        case numbers([Double: Int])
        case texts(TextTable)
    }

    /// 2^53 - 1, `Number.MAX_SAFE_INTEGER`.
    private static let largestLabel = 9_007_199_254_740_991.0

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count >= 5 else {
            context.fail("Expected at least 4 arguments, but found only \(parts.count - 1).")
            return nil
        }
        guard !parts.count.isMultiple(of: 2) else {
            context.fail("Expected an even number of arguments.")
            return nil
        }
        var outputType = context.expectedOutput
        var reader = LabelReader()
        var outputs: [any ExpressionNode] = []
        for index in stride(from: 2, to: parts.count - 1, by: 2) {
            guard reader.read(parts[index], output: outputs.count, context.entering(index)),
                // The path of an output is that of its label, as in MapLibre.
                let output = context.parse(parts[index + 1], at: index, expecting: outputType)
            else { return nil }
            outputType = outputType ?? output.type
            outputs.append(output)
        }
        let last = parts.count - 1
        guard let input = context.parse(parts[1], at: 1, expecting: .value),
            let otherwise = context.parse(parts[last], at: last, expecting: outputType),
            input.type == .value || context.entering(1).check(input.type, is: reader.type ?? .value)
        else { return nil }
        return Match(
            type: outputType ?? otherwise.type, input: input, labels: reader.labels,
            outputs: outputs + [otherwise])
    }

    /// Which output the input has; the last one is for all others.
    private func choice(_ context: EvaluationContext) throws(EvaluationError) -> Int {
        let value = try input.evaluate(context)
        switch (labels, value) {
        case (.texts(let table), .string(let text)): return table[text] ?? outputs.count - 1
        case (.numbers(let table), .number(let number)): return table[number] ?? outputs.count - 1
        default: return outputs.count - 1
        }
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

    var children: [any ExpressionNode] { [input] + outputs }
    var isOutputDefined: Bool { outputs.allSatisfy(\.isOutputDefined) }

    /// Collects labels and sees that they are of one type and each there once.
    private struct LabelReader {
        private(set) var type: ExpressionType?
        private var numbers: [Double: Int] = [:]
        private var texts: [String: Int] = [:]

        var labels: Labels { type == .number ? .numbers(numbers) : .texts(TextTable(texts)) }

        /// - Returns: false when a label is wrong; the context then has the error.
        mutating func read(_ json: JSONValue, output: Int, _ context: ParsingContext) -> Bool {
            let labels = json.array ?? [json]
            guard !labels.isEmpty else {
                context.fail("Expected at least one branch label.")
                return false
            }
            return labels.allSatisfy { read($0, output, context) }
        }

        private mutating func read(_ label: JSONValue, _ output: Int, _ context: ParsingContext) -> Bool {
            if let number = label.number {
                guard number.magnitude <= Match.largestLabel else {
                    context.fail("Branch labels must be integers no larger than \(NumberText.of(Match.largestLabel)).")
                    return false
                }
                guard number.rounded() == number else {
                    context.fail("Numeric branch labels must be integer values.")
                    return false
                }
            } else if label.string == nil {
                context.fail("Branch labels must be numbers or strings.")
                return false
            }
            let found: ExpressionType = label.string == nil ? .number : .string
            guard context.check(found, is: type ?? found) else { return false }
            type = found
            guard insert(label, output) else {
                context.fail("Branch labels must be unique.")
                return false
            }
            return true
        }

        private mutating func insert(_ label: JSONValue, _ output: Int) -> Bool {
            if let text = label.string { return texts.updateValue(output, forKey: text) == nil }
            return label.number.map { numbers.updateValue(output, forKey: $0) == nil } ?? false
        }
    }
}
