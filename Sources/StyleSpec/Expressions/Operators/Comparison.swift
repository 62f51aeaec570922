import Foundation
import SimpleFeatures

/// `==`, `!=`, `<`, `>`, `<=`, `>=`, of texts also as a language has them.
struct Comparison: ExpressionNode {
    let type = ExpressionType.boolean
    let comparison: ComparisonOperator
    let left: any ExpressionNode
    let right: any ExpressionNode
    let collator: (any ExpressionNode)?
    /// Whether it is known only at the feature what is compared.
    let isUntyped: Bool
    let path: [Int]

    static func parse(_ parts: [JSONValue], _ context: ParsingContext) -> (any ExpressionNode)? {
        guard parts.count == 3 || parts.count == 4,
            let comparison = parts[0].string.flatMap(ComparisonOperator.init(rawValue:))
        else {
            context.fail("Expected two or three arguments.")
            return nil
        }
        guard var left = operand(parts, 1, comparison, context), var right = operand(parts, 2, comparison, context)
        else { return nil }
        guard left.type.kind == right.type.kind || left.type == .value || right.type == .value else {
            context.fail("Cannot compare types '\(left.type.name)' and '\(right.type.name)'.")
            return nil
        }
        if comparison.isOrder {
            // What stands beside a number must be a number.
            if left.type == .value, right.type != .value {
                left = Assertion(type: right.type, arguments: [left], path: context.path)
            } else if left.type != .value, right.type == .value {
                right = Assertion(type: left.type, arguments: [right], path: context.path)
            }
        }
        var collator: (any ExpressionNode)?
        if parts.count == 4 {
            guard [left.type, right.type].contains(where: { $0 == .string || $0 == .value }) else {
                context.fail("Cannot use collator to compare non-string types.")
                return nil
            }
            collator = context.parse(parts[3], at: 3, expecting: .collator)
            if collator == nil { return nil }
        }
        return Comparison(
            comparison: comparison, left: left, right: right, collator: collator,
            isUntyped: left.type == .value || right.type == .value, path: context.path)
    }

    private static func operand(
        _ parts: [JSONValue], _ index: Int, _ comparison: ComparisonOperator, _ context: ParsingContext
    ) -> (any ExpressionNode)? {
        guard let operand = context.parse(parts[index], at: index, expecting: .value) else { return nil }
        switch operand.type {
        case .string, .number, .value: return operand
        case .boolean where !comparison.isOrder, .null where !comparison.isOrder: return operand
        default:
            context.fail(
                "\"\(comparison.rawValue)\" comparisons are not supported for type '\(operand.type.name)'.", at: index)
            return nil
        }
    }

    func boolean(_ context: EvaluationContext) throws(EvaluationError) -> Bool {
        let (left, right) = (try left.evaluate(context), try right.evaluate(context))
        let areTexts = if case (.string, .string) = (left, right) { true } else { false }
        if comparison.isOrder, isUntyped, !areTexts {
            guard case (.number, .number) = (left, right) else {
                throw EvaluationError(.notComparable(comparison, left, right), path: path)
            }
        }
        if areTexts, let collator, case .collator(let language) = try collator.evaluate(context) {
            return comparison.holds(language.compare(left.text, right.text))
        }
        return comparison.holds(left, right)
    }

    func evaluate(_ context: EvaluationContext) throws(EvaluationError) -> StyleValue {
        .boolean(try boolean(context))
    }

    var children: [any ExpressionNode] { [left, right] + (collator.map { [$0] } ?? []) }
    var isOutputDefined: Bool { true }
}
