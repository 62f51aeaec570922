public import SimpleFeatures

/// What the specification says of a property: its type, its limits, and which expressions it takes.
public struct PropertySpecification: Sendable {
    /// What values are.
    enum ValueType: String, Sendable {
        case number, string, boolean, color, array, formatted, padding, resolvedImage, numberArray, colorArray
        case projectionDefinition, variableAnchorOffsetCollection
        case enumeration = "enum"
    }

    /// What may be read, and so when the value changes.
    enum Variation: String, Sendable {
        case dataDriven = "data-driven"
        case crossFadedDataDriven = "cross-faded-data-driven"
        case crossFaded = "cross-faded"
        case dataConstant = "data-constant"
        case colorRamp = "color-ramp"
        case constant
    }

    public let name: String
    /// Nil takes values of any type.
    var type: ValueType?
    /// The items of an array.
    var itemType: ValueType?
    /// How many items an array has; nil is any number.
    var count: Int?
    /// What an enumeration takes.
    var values: [String] = []
    var minimum: Double?
    var maximum: Double?
    /// As the specification writes it.
    public var defaultValue: JSONValue?
    /// Whether `{name}` in a text stands for a property.
    var hasTokens = false
    /// Whether `<name>-transition` may be given.
    var hasTransition = false
    var variation = Variation.dataDriven
    /// Nil takes no expressions.
    var expression: ExpressionUse?

    /// What expressions of a property may be.
    struct ExpressionUse: Sendable {
        let isInterpolated: Bool
        let isOfZoom: Bool
    }

    init(_ name: String, _ type: ValueType?) {
        self.name = name
        self.type = type
    }

    var takesFeatures: Bool { variation == .dataDriven || variation == .crossFadedDataDriven }
    var takesZoom: Bool { expression?.isOfZoom ?? false }
    var isInterpolated: Bool { expression?.isInterpolated ?? false }

    /// The type that expressions of the property must have; nil is any.
    var expectedType: ExpressionType? {
        guard type == .array else { return type?.expressionType }
        return .array(itemType?.expressionType ?? .value, count: count)
    }
}

extension PropertySpecification.ValueType {
    fileprivate var expressionType: ExpressionType? {
        switch self {
        case .number: .number
        case .string, .enumeration: .string
        case .boolean: .boolean
        case .color: .color
        case .formatted: .formatted
        case .padding: .padding
        case .resolvedImage: .resolvedImage
        case .numberArray: .numberArray
        case .colorArray: .colorArray
        case .projectionDefinition: .projectionDefinition
        case .variableAnchorOffsetCollection: .variableAnchorOffsetCollection
        case .array: nil
        }
    }
}
