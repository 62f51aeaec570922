/// Why an expression has no value for a feature.
public struct EvaluationError: Error, Hashable, Sendable {
    /// Values, not sentences: most errors of a drawn map are counted at best, and never read.
    enum Reason: Hashable, Sendable {
        case unexpectedType(expected: ExpressionType, found: StyleValue)
        case notComparable(ComparisonOperator, StyleValue, StyleValue)
        case indexBelow(Double)
        case indexBeyond(Double, count: Int)
        case indexNotWhole(Double)
        case unreadable(ExpressionType, StyleValue)
        case notNumeric(StyleValue)
        case invalidRGBA([StyleValue])
        case rgbaLength(StyleValue)
        case unsearchable(StyleValue)
        case unsliceable(StyleValue)
        case unmeasurable(StyleValue)
        case notFindable(StyleValue)
        case inputNotANumber
        case notMixable(String)
        case tooLong(limit: Int)
        /// What the operator `error` says.
        case raised(String)
    }

    let reason: Reason
    /// Which argument of which argument failed; empty is the whole expression.
    public let path: [Int]

    init(_ reason: Reason, path: [Int]) {
        self.reason = reason
        self.path = path
    }

    public var message: String {
        switch reason {
        case .unexpectedType(let expected, let found):
            return "Expected value to be of type \(expected.name), but found \(found.type.name) instead."
        case .notComparable(let comparison, let left, let right):
            return "Expected arguments for \"\(comparison.rawValue)\" to be (string, string) or (number, number), but "
                + "found (\(left.type.kind), \(right.type.kind)) instead."
        case .indexBelow(let index): return "Array index out of bounds: \(NumberText.of(index)) < 0."
        case .indexBeyond(let index, let count):
            return "Array index out of bounds: \(NumberText.of(index)) > \(count - 1)."
        case .indexNotWhole(let index):
            return "Array index must be an integer, but found \(NumberText.of(index)) instead."
        case .unreadable(let type, let value):
            return "Could not parse \(type.name) from value '\(value.shownInMessages)'"
        case .notNumeric(let value): return "Could not convert \(value.jsonText) to number."
        case .invalidRGBA(let parts): return Self.invalidRGBA(parts)
        case .rgbaLength(let value):
            return
                "Invalid rgba value \(value.jsonText): expected an array containing either three or four numeric values."
        case .unsearchable(let found):
            return "Expected second argument to be of type array or string, but found \(found.type.name) instead."
        case .unsliceable(let found):
            return "Expected first argument to be of type array or string, but found \(found.type.name) instead."
        case .unmeasurable(let found):
            return "Expected value to be of type string or array, but found \(found.type.name) instead."
        case .notFindable(let found):
            return "Expected first argument to be of type boolean, string, number or null, but found "
                + "\(found.type.name) instead."
        case .inputNotANumber: return "Input is not a number."
        case .notMixable(let message), .raised(let message): return message
        case .tooLong(let limit): return "The text would be longer than \(limit) bytes."
        }
    }

    private static func invalidRGBA(_ parts: [StyleValue]) -> String {
        let colors = parts.prefix(3).map { $0.number.map { (0...255).contains($0) } ?? false }
        let hasAlpha = parts.count > 3 && parts[3].number != nil
        let areColorsRight = colors.allSatisfy { $0 }
        let shown = areColorsRight || hasAlpha ? parts : Array(parts.prefix(3))
        let list = shown.map(\.text).joined(separator: ", ")
        return areColorsRight
            ? "Invalid rgba value [\(list)]: 'a' must be between 0 and 1."
            : "Invalid rgba value [\(list)]: 'r', 'g', and 'b' must be between 0 and 255."
    }
}
