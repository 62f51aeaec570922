import SimpleFeatures

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
