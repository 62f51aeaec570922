internal import CQL2
internal import Foundation
internal import GRDB
internal import SimpleFeatures
internal import VietnameseText

/// A filter as a condition in SQL: 1, 0 or NULL where it is unknown, so that NOT leaves the unknown unknown.
///
/// Every value is a binding, every name goes through `SQLIdentifier`. What cannot be said in SQL is refused.
struct FilterSQL {
    /// Where a condition stands. Where only 1 counts, an index may decide for rows that would be unknown.
    enum Position {
        case required
        /// Under NOT or inside a value: 0 and NULL must be told apart.
        case inner
    }

    let table: LayerTable
    let queryables: Queryables
    /// Geometry literals in the storage CRS.
    let geometries: FilterGeometries

    /// - Parameter filter: checked against `queryables`.
    func condition(_ filter: Filter, _ position: Position = .required) throws -> SQLFragment {
        switch filter {
        case .literal(let flag): return SQLFragment(flag ? "1" : "0")
        case .and(let terms): return .joinedEvenly(try terms.map { try condition($0, position) }, by: "AND")
        case .or(let terms): return .joinedEvenly(try terms.map { try condition($0, position) }, by: "OR")
        case .not(let inner): return SQLFragment("NOT (") + (try condition(inner, .inner)) + SQLFragment(")")
        case .comparison(let comparison, let left, let right):
            return try compare(left, comparison, right, position)
        case .like(let value, let pattern): return try like(value, pattern)
        case .between(let value, let lower, let upper):
            if try isInstant(value) {
                return .joinedEvenly(
                    [
                        try compare(value, .greaterOrEqual, lower, position),
                        try compare(value, .lessOrEqual, upper, position),
                    ], by: "AND")
            }
            return SQLFragment("(") + (try scalar(value)) + SQLFragment(" BETWEEN ") + (try scalar(lower))
                + SQLFragment(" AND ") + (try scalar(upper)) + SQLFragment(")")
        case .isIn(let value, let list): return try membership(of: value, in: list, position)
        case .isNull(let value): return try isNull(value)
        case .spatial(let operation, let left, let right): return try spatial(operation, left, right, position)
        case .temporal(let operation, let left, let right): return try temporal(operation, left, right, position)
        case .array(let operation, let left, let right):
            return SQLFragment("gs_array_relation('\(operation.rawValue)', ") + (try array(left)) + SQLFragment(", ")
                + (try array(right)) + SQLFragment(")")
        case .function(let call):
            throw FilterError(.unsupported("\(call.name) as a condition"), part: .value(.function(call)))
        }
    }

    // MARK: Comparisons

    private func compare(
        _ left: ValueExpression, _ comparison: ComparisonOperator, _ right: ValueExpression, _ position: Position
    ) throws -> SQLFragment {
        if try isInstant(left) {
            return try compare(instant(left), comparison, instant(right), position)
        }
        return SQLFragment("(") + (try scalar(left)) + SQLFragment(" \(comparison.rawValue) ") + (try scalar(right))
            + SQLFragment(")")
    }

    func isInstant(_ value: ValueExpression) throws -> Bool { try value.kind(in: queryables).isInstant }

    private func membership(
        of value: ValueExpression, in list: [ValueExpression], _ position: Position
    ) throws -> SQLFragment {
        guard !list.isEmpty else { return SQLFragment("0") }
        if try isInstant(value) {
            return .joinedEvenly(try list.map { try compare(value, .equal, $0, position) }, by: "OR")
        }
        return SQLFragment("(") + (try scalar(value)) + SQLFragment(" IN (")
            + .joined(try list.map { try scalar($0) }, by: ", ") + SQLFragment("))")
    }

    private func isNull(_ value: ValueExpression) throws -> SQLFragment {
        switch value {
        case .text, .integer, .real, .geometry, .box, .date, .timestamp, .array: return SQLFragment("0")
        case .property, .arithmetic, .caseInsensitive, .accentInsensitive, .function, .filter:
            return SQLFragment("((") + (try scalar(value)) + SQLFragment(") IS NULL)")
        case .interval(let start, let end):
            let bounds = try [start, end].map { bound -> SQLFragment in
                switch bound {
                case .open: SQLFragment("0")
                case .value(let value): try isNull(value)
                }
            }
            return .joinedEvenly(bounds, by: "OR")
        }
    }

    private func like(_ value: ValueExpression, _ pattern: ValueExpression) throws -> SQLFragment {
        guard let text = constantText(pattern) else {
            throw FilterError(.unsupported("a pattern that is no text"), part: .value(pattern))
        }
        let glob = LikePattern.glob(text)
        guard glob.utf8.count <= LikePattern.maximumLength else {
            throw FilterError(
                .unsupported("a pattern of more than \(LikePattern.maximumLength) bytes"), part: .value(pattern))
        }
        return SQLFragment("(") + (try scalar(value)) + SQLFragment(" GLOB ?)", [glob])
    }

    /// A literal with CASEI and ACCENTI done to it, composed as stored texts are; nil for what is no literal.
    func constantText(_ value: ValueExpression) -> String? {
        switch value {
        case .text(let text): ComposedText.of(text)
        case .caseInsensitive(let inner): constantText(inner).map(CaseFolding.fold)
        case .accentInsensitive(let inner): constantText(inner).map(VietnameseFolding.withoutMarks)
        case .property, .integer, .real, .geometry, .box, .date, .timestamp, .interval, .array, .arithmetic,
            .function, .filter:
            nil
        }
    }

    // MARK: Arrays

    /// A JSON array: of a literal here, of a column that holds a list as stored.
    private func array(_ value: ValueExpression) throws -> SQLFragment {
        guard case .array = value else { return try scalar(value) }
        return SQLFragment("?", [String(decoding: try element(value).serialized, as: UTF8.self)])
    }

    private func element(_ value: ValueExpression) throws -> JSONValue {
        switch value {
        case .text(let text): .string(ComposedText.of(text))
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .filter(.literal(let flag)): .boolean(flag)
        case .date(let date): .string(date.description)
        case .timestamp(let timestamp): .string(timestamp.description)
        case .array(let members): .array(try members.map(element))
        case .property, .geometry, .box, .interval, .arithmetic, .caseInsensitive, .accentInsensitive, .function,
            .filter:
            throw FilterError(
                .unsupported("an array with members other than literals of texts, numbers and dates"),
                part: .value(value))
        }
    }
}

extension SQLFragment {
    /// Conditions joined as a tree of even depth, each in parentheses.
    static func joinedEvenly(_ terms: [SQLFragment], by sqlOperator: String) -> SQLFragment {
        let sql = terms.map { "(\($0.sql))" }.joinedEvenly(by: sqlOperator)
        return SQLFragment("(\(sql))", terms.flatMap(\.bindings))
    }
}
