internal import Foundation
public import SimpleFeatures

/// What an expression makes, and what features have.
public enum StyleValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case color(Color)
    case array([StyleValue])
    case object(StyleObject)
    case formatted(Formatted)
    case image(ResolvedImage)
    case padding(Padding)
    case numberArray([Double])
    case colorArray([Color])
    case anchorOffsets(AnchorOffsets)
    case projection(ProjectionDefinition)
    case collator(TextCollator)

    public init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .boolean(let value): self = .boolean(value)
        case .integer(let value): self = .number(Double(value))
        case .real(let value): self = .number(value)
        case .string(let value): self = .string(value)
        case .array(let values): self = .array(values.map(StyleValue.init))
        case .object(let object):
            self = .object(StyleObject(object.members.map { (key: $0.key, value: StyleValue($0.value)) }))
        }
    }

    public var number: Double? {
        guard case .number(let value) = self else { return nil }
        return value
    }

    public var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    public var boolean: Bool? {
        guard case .boolean(let value) = self else { return nil }
        return value
    }

    var array: [StyleValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    /// As `Boolean(value)` of ECMAScript has it.
    var isTruthy: Bool {
        switch self {
        case .null: false
        case .boolean(let value): value
        case .number(let value): value != 0 && !value.isNaN
        case .string(let text): !text.isEmpty
        case .color, .array, .object, .formatted, .image, .padding, .numberArray, .colorArray, .anchorOffsets,
            .projection, .collator:
            true
        }
    }

    var type: ExpressionType {
        switch self {
        case .null: .null
        case .boolean: .boolean
        case .number: .number
        case .string: .string
        case .color: .color
        case .array(let values): .array(ExpressionType.common(of: values.lazy.map(\.type)), count: values.count)
        case .object: .object
        case .formatted: .formatted
        case .image: .resolvedImage
        case .padding: .padding
        case .numberArray: .numberArray
        case .colorArray: .colorArray
        case .anchorOffsets: .variableAnchorOffsetCollection
        case .projection: .projectionDefinition
        case .collator: .collator
        }
    }

    /// `===` of ECMAScript: plain values by what they are, everything else is equal to nothing. Texts are the same
    /// when their bytes are, unlike in Swift, where a letter may be composed in two ways.
    func isIdentical(to other: StyleValue) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.boolean(let left), .boolean(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        default: false
        }
    }
}

extension String {
    /// Whether both are the same UTF-8.
    func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        // Foreign texts, which have no bytes to look at, are not made on Linux.
        return utf8.withContiguousStorageIfAvailable { left in
            other.utf8.withContiguousStorageIfAvailable { right in
                left.isEmpty || memcmp(left.baseAddress!, right.baseAddress!, left.count) == 0
            } ?? false
        } ?? false
    }

    /// The order of ECMAScript: by UTF-16 code units.
    func precedes(_ other: String) -> Bool { utf16.lexicographicallyPrecedes(other.utf16) }
}
