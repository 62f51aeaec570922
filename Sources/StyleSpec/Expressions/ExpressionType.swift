/// What an expression makes, as far as that is known before it is evaluated.
indirect enum ExpressionType: Hashable, Sendable {
    case null, number, string, boolean, color, projectionDefinition, object, value, error, collator, formatted, padding
    case numberArray, colorArray, resolvedImage, variableAnchorOffsetCollection
    /// - count: nil when any number of items will do.
    case array(ExpressionType, count: Int?)

    /// Any array.
    static let anyArray = ExpressionType.array(.value, count: nil)

    /// What messages and tests call it: `array<number, 2>`.
    var name: String {
        switch self {
        case .array(let item, let count?): "array<\(item.name), \(count)>"
        case .array(.value, nil): "array"
        case .array(let item, nil): "array<\(item.name)>"
        case .null: "null"
        case .number: "number"
        case .string: "string"
        case .boolean: "boolean"
        case .color: "color"
        case .projectionDefinition: "projectionDefinition"
        case .object: "object"
        case .value: "value"
        case .error: "error"
        case .collator: "collator"
        case .formatted: "formatted"
        case .padding: "padding"
        case .numberArray: "numberArray"
        case .colorArray: "colorArray"
        case .resolvedImage: "resolvedImage"
        case .variableAnchorOffsetCollection: "variableAnchorOffsetCollection"
        }
    }

    /// The name without what an array holds.
    var kind: String { isArray ? "array" : name }

    var isArray: Bool {
        if case .array = self { true } else { false }
    }

    /// Whether a value of this type may stand where `expected` is asked for.
    func isSubtype(of expected: ExpressionType) -> Bool {
        // An error ends the evaluation, whatever was asked for.
        if self == .error { return true }
        switch (expected, self) {
        case (.array(let expectedItem, let expectedCount), .array(let item, let count)):
            return ((count == 0 && item == .value) || item.isSubtype(of: expectedItem))
                && (expectedCount == nil || expectedCount == count)
        case (.value, .array(let item, _)): return item.isSubtype(of: .value)
        case (.value, _): return self != .collator
        default: return self == expected
        }
    }

    /// Whether `interpolate` can mix values of this type.
    var isInterpolatable: Bool {
        switch self {
        case .number, .projectionDefinition, .color, .padding, .numberArray, .colorArray,
            .variableAnchorOffsetCollection, .array(.number, count: .some):
            true
        default: false
        }
    }

    /// The type of the items of a list, `.value` when they differ. Two lists in it differ always, as in MapLibre.
    static func common(of types: some Sequence<ExpressionType>) -> ExpressionType {
        var common: ExpressionType?
        for type in types {
            guard let known = common else {
                common = type
                continue
            }
            guard known == type, !type.isArray else { return .value }
        }
        return common ?? .value
    }
}
