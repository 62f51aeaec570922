import SimpleFeatures

/// `interpolate`, `interpolate-hcl`, `interpolate-lab`: a mixture of the outputs of the stops around the input.
struct Interpolate: ExpressionNode {
    let type: ExpressionType
    let space: ColorSpace
    let interpolation: Interpolation
    let input: any ExpressionNode
    let stops: Stops
    /// The outputs, when all of them are numbers that stand in the style: most often they are.
    let numbers: [Double]?
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard let interpolation = interpolation(parts.count > 1 ? parts[1] : .null, context) else { return nil }
        guard parts.count >= 5 else {
            context.fail("Expected at least 4 arguments, but found only \(parts.count - 1).")
            return nil
        }
        guard !parts.count.isMultiple(of: 2) else {
            context.fail("Expected an even number of arguments.")
            return nil
        }
        guard let input = context.parse(parts[2], at: 2, expecting: .number) else { return nil }
        let space: ColorSpace =
            switch parts[0].string {
            case "interpolate-hcl": .hcl
            case "interpolate-lab": .lab
            default: .rgb
            }
        let isOfColors = space != .rgb && context.expected != .colorArray
        let expected = isOfColors ? ExpressionType.color : context.expectedOutput
        guard let (type, stops) = Stops.parse(parts, from: 3, expecting: expected, context) else { return nil }
        guard type.isInterpolatable else {
            context.fail("Type \(type.name) is not interpolatable.")
            return nil
        }
        let numbers = stops.outputs.compactMap { ($0 as? Literal)?.value.number }
        return Interpolate(
            type: type, space: space, interpolation: interpolation, input: input, stops: stops,
            numbers: numbers.count == stops.outputs.count ? numbers : nil, path: context.path)
    }

    private static func interpolation(_ json: JSONValue, _ context: ParsingContext) -> Interpolation? {
        guard let parts = json.array, let first = parts.first else {
            context.fail("Expected an interpolation type expression.", at: 1)
            return nil
        }
        switch first.string {
        case "linear": return .exponential(base: 1)
        case "exponential":
            guard parts.count > 1, let base = parts[1].number else {
                context.fail("Exponential interpolation requires a numeric base.", at: 1, 1)
                return nil
            }
            return .exponential(base: base)
        case "cubic-bezier":
            let points = parts.dropFirst().compactMap(\.number)
            guard parts.count == 5, points.count == 4, points.allSatisfy({ (0...1).contains($0) }) else {
                context.fail(
                    "Cubic bezier interpolation requires four numeric arguments with values between 0 and 1.", at: 1)
                return nil
            }
            return .cubicBezier(UnitBezier(x1: points[0], y1: points[1], x2: points[2], y2: points[3]))
        default:
            context.fail("Unknown interpolation type \(StyleValue(first).text)", at: 1, 0)
            return nil
        }
    }

    /// The stops around an input; both are the same one beyond the ends.
    private func neighbours(_ input: Double) throws(EvaluationError) -> (Int, Int, fraction: Double) {
        let labels = stops.labels
        let last = labels.count - 1
        if last == 0 || input <= labels[0] { return (0, 0, 0) }
        if input >= labels[last] { return (last, last, 0) }
        let index = try stops.index(below: input, path: path)
        return (
            index, index + 1,
            interpolation.fraction(input, from: labels[index], to: labels[index + 1])
        )
    }

    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double {
        let (lower, upper, fraction) = try neighbours(try input.number(context))
        if let numbers { return lower == upper ? numbers[lower] : mix(numbers[lower], numbers[upper], fraction) }
        let from = try stops.outputs[lower].number(context)
        return lower == upper ? from : mix(from, try stops.outputs[upper].number(context), fraction)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        if type == .number { return .number(try number(context)) }
        let (lower, upper, fraction) = try neighbours(try input.number(context))
        let from = try stops.outputs[lower].evaluate(context)
        guard lower != upper else { return from }
        return try mixture(from, try stops.outputs[upper].evaluate(context), fraction)
    }

    private func mixture(
        _ from: StyleValue, _ to: StyleValue, _ fraction: Double
    ) throws(EvaluationError) -> StyleValue {
        switch (from, to) {
        case (.color(let from), .color(let to)): return .color(from.mixed(with: to, at: fraction, in: space))
        case (.padding(let from), .padding(let to)): return .padding(from.mixed(with: to, at: fraction))
        case (.numberArray(let from), .numberArray(let to)):
            return .numberArray(zip(from, to).map { mix($0, $1, fraction) })
        case (.colorArray(let from), .colorArray(let to)):
            guard from.count == to.count else {
                throw EvaluationError(
                    .notMixable(
                        "colorArray: Arrays have mismatched length (\(from.count) vs. \(to.count)), cannot interpolate."
                    ),
                    path: [])
            }
            return .colorArray(zip(from, to).map { $0.mixed(with: $1, at: fraction, in: space) })
        case (.anchorOffsets(let from), .anchorOffsets(let to)):
            return .anchorOffsets(try from.mixed(with: to, at: fraction, path: path))
        case (.array(let from), .array(let to)):
            return .array(zip(from, to).map { .number(mix($0.number ?? .nan, $1.number ?? .nan, fraction)) })
        case (.string(let from), .string(let to)):
            return .projection(ProjectionDefinition(from: from, to: to, transition: fraction))
        default: return from
        }
    }

    var children: [any ExpressionNode] { [input] + stops.outputs }
    var isOutputDefined: Bool { stops.outputs.allSatisfy(\.isOutputDefined) }
}
