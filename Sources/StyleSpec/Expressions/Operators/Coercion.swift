import SimpleFeatures

/// `to-boolean`, `to-color`, `to-number`, `to-string`: the first argument that can be made a value of the type; also what
/// the compiler puts around a value where colours, formatted text and such are expected.
struct Coercion: ExpressionNode {
    let type: ExpressionType
    let arguments: [any ExpressionNode]
    let path: [Int]

    private static let types: [String: ExpressionType] = [
        "to-boolean": .boolean, "to-color": .color, "to-number": .number, "to-string": .string,
    ]

    static func canFit(_ type: ExpressionType, to expected: ExpressionType) -> Bool {
        switch expected {
        case .color, .formatted, .resolvedImage: type == .value || type == .string
        case .padding, .numberArray: type == .value || type == .number || type.isArray
        case .colorArray, .projectionDefinition: type == .value || type == .string || type.isArray
        case .variableAnchorOffsetCollection: type == .value || type.isArray
        default: false
        }
    }

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count >= 2, let name = parts[0].string, let type = types[name] else {
            context.fail("Expected at least one argument.")
            return nil
        }
        guard parts.count == 2 || type == .color || type == .number else {
            context.fail("Expected one argument.")
            return nil
        }
        var arguments: [any ExpressionNode] = []
        for index in 1..<parts.count {
            guard let argument = context.parse(parts[index], at: index, expecting: .value) else { return nil }
            arguments.append(argument)
        }
        return Coercion(type: type, arguments: arguments, path: context.path)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        switch type {
        case .boolean: .boolean(try arguments[0].evaluate(context).isTruthy)
        case .number: .number(try number(context))
        case .color: .color(try color(context))
        case .formatted: .formatted(Formatted(try arguments[0].evaluate(context).text))
        case .resolvedImage: try image(context)
        case .string: try text(context)
        default: try firstReadable(context)
        }
    }

    func number(_ context: EvaluationContext) throws(EvaluationError) -> Double {
        var value = StyleValue.null
        for argument in arguments {
            value = try argument.evaluate(context)
            if let number = Self.number(of: value) { return number }
        }
        throw EvaluationError(.notNumeric(value), path: path)
    }

    /// `Number(value)` of ECMAScript; nil for what is no number.
    private static func number(of value: StyleValue) -> Double? {
        switch value {
        case .null: 0
        case .boolean(let value): value ? 1 : 0
        case .number(let number): number.isNaN ? nil : number
        case .string(let text): NumberText.number(of: text)
        // A list is read as its text: no item is zero, one item is itself.
        case .array(let values):
            values.isEmpty ? 0 : values.count == 1 && values[0].boolean == nil ? number(of: values[0]) : nil
        default: nil
        }
    }

    private func color(_ context: EvaluationContext) throws(EvaluationError) -> Color {
        var value = StyleValue.null
        var error: EvaluationError.Reason?
        for argument in arguments {
            value = try argument.evaluate(context)
            error = nil
            switch value {
            case .color(let color): return color
            case .string(let text):
                if let color = Color(css: text) { return color }
            case .array(let parts):
                guard (3...4).contains(parts.count) else {
                    error = .rgbaLength(value)
                    continue
                }
                if let color = Color(premultipliedRGBA: parts) { return color }
                error = .invalidRGBA(parts)
            default: break
            }
        }
        throw EvaluationError(error ?? .unreadable(.color, value), path: path)
    }

    /// The first argument that is of the type or can be read as it.
    private func firstReadable(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        var value = StyleValue.null
        for argument in arguments {
            value = try argument.evaluate(context)
            if let read = value.read(as: type) { return read }
        }
        throw EvaluationError(.unreadable(type, value), path: path)
    }

    private func image(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        let name = try arguments[0].evaluate(context).text
        return name.isEmpty ? .null : .image(ResolvedImage(name: name))
    }

    private func text(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        let value = try arguments[0].evaluate(context)
        if case .string = value { return value }
        return .string(try TextLimit.checked(value, path))
    }

    var children: [any ExpressionNode] { arguments }
    var isConstant: Bool { arguments.allSatisfy(\.isConstant) }
    var isOutputDefined: Bool { arguments.allSatisfy(\.isOutputDefined) }
}

extension Color {
    /// Three or four numbers: to 255, and alpha to 1. As in MapLibre `to-color` does not multiply them by alpha, unlike
    /// `rgba`.
    init?(premultipliedRGBA parts: [StyleValue]) {
        guard let (red, green, blue, alpha) = Self.components(parts) else { return nil }
        self.init(premultipliedRed: red, green: green, blue: blue, alpha: alpha)
    }

    /// What `rgb` and `rgba` make of their arguments.
    init?(rgba parts: [StyleValue]) {
        guard let (red, green, blue, alpha) = Self.components(parts) else { return nil }
        self.init(red: red, green: green, blue: blue, alpha: alpha)
    }

    private static func components(_ parts: [StyleValue]) -> (Double, Double, Double, Double)? {
        let numbers = parts.compactMap(\.number)
        guard numbers.count == parts.count, numbers.prefix(3).allSatisfy({ (0...255).contains($0) }) else { return nil }
        let alpha = numbers.count > 3 ? numbers[3] : 1
        guard (0...1).contains(alpha) else { return nil }
        return (numbers[0] / 255, numbers[1] / 255, numbers[2] / 255, alpha)
    }
}

extension StyleValue {
    /// The value as one of the composite types of the specification.
    func read(as type: ExpressionType) -> StyleValue? {
        switch type {
        case .padding: Padding(style: self).map(StyleValue.padding)
        case .numberArray: numbers.map(StyleValue.numberArray)
        case .colorArray: colors.map(StyleValue.colorArray)
        case .variableAnchorOffsetCollection: AnchorOffsets(style: self).map(StyleValue.anchorOffsets)
        // The value stays as it is: what a projection is mixed from are names.
        case .projectionDefinition: ProjectionDefinition(self) == nil ? nil : self
        default: nil
        }
    }

    private var numbers: [Double]? {
        switch self {
        case .numberArray(let numbers): return numbers
        case .number(let number): return [number]
        case .array(let values):
            let numbers = values.compactMap(\.number)
            return numbers.count == values.count ? numbers : nil
        default: return nil
        }
    }

    private var colors: [Color]? {
        switch self {
        case .colorArray(let colors): return colors
        case .string(let text): return Color(css: text).map { [$0] }
        case .array(let values):
            let colors = values.compactMap { $0.string.flatMap(Color.init(css:)) }
            return colors.count == values.count ? colors : nil
        default: return nil
        }
    }
}
