/// A Swift type that a property of a layer has.
public protocol StylePropertyValue: Sendable {
    /// Nil when the value is of another type.
    init?(style value: StyleValue)
    /// What an expression makes; nil when that is of another type, or there is none.
    static func value(of expression: PropertyExpression, _ context: EvaluationContext) -> Self?
}

extension StylePropertyValue {
    public static func value(of expression: PropertyExpression, _ context: EvaluationContext) -> Self? {
        expression.value(context).flatMap(Self.init(style:))
    }
}

extension Double: StylePropertyValue {
    /// The short way, without a `StyleValue`.
    public static func value(of expression: PropertyExpression, _ context: EvaluationContext) -> Double? {
        expression.number(context)
    }

    public init?(style value: StyleValue) {
        guard let number = value.number, !number.isNaN else { return nil }
        self = number
    }
}

extension Bool: StylePropertyValue {
    public init?(style value: StyleValue) {
        guard let boolean = value.boolean else { return nil }
        self = boolean
    }
}

extension String: StylePropertyValue {
    public init?(style value: StyleValue) {
        guard let text = value.string else { return nil }
        self = text
    }
}

extension Color: StylePropertyValue {
    public init?(style value: StyleValue) {
        switch value {
        case .color(let color): self = color
        case .string(let text): self.init(css: text)
        default: return nil
        }
    }
}

extension Formatted: StylePropertyValue {
    public init?(style value: StyleValue) {
        switch value {
        case .formatted(let formatted): self = formatted
        case .string(let text): self.init(text)
        default: return nil
        }
    }
}

extension ResolvedImage: StylePropertyValue {
    public init?(style value: StyleValue) {
        switch value {
        case .image(let image): self = image
        case .string(let name) where !name.isEmpty: self.init(name: name)
        default: return nil
        }
    }
}

extension Padding: StylePropertyValue {}

extension AnchorOffsets: StylePropertyValue {}

extension Array: StylePropertyValue where Element: StylePropertyValue {
    public init?(style value: StyleValue) {
        guard case .array(let values) = value else { return nil }
        var elements: [Element] = []
        elements.reserveCapacity(values.count)
        for value in values {
            guard let element = Element(style: value) else { return nil }
            elements.append(element)
        }
        self = elements
    }
}

/// A property that may be absent is null then; an image without a name is none.
extension Optional: StylePropertyValue where Wrapped: StylePropertyValue {
    public init?(style value: StyleValue) {
        switch value {
        case .null, .string(""):
            self = Wrapped?.none
            return
        default: break
        }
        guard let wrapped = Wrapped(style: value) else { return nil }
        self = wrapped
    }
}
