internal import Foundation
internal import GRDB
internal import SimpleFeatures

/// SQL text with its bindings, composed clause by clause.
struct SQLFragment {
    var sql: String
    var bindings: [any DatabaseValueConvertible]

    init(_ sql: String, _ bindings: [any DatabaseValueConvertible] = []) {
        self.sql = sql
        self.bindings = bindings
    }

    var arguments: StatementArguments { StatementArguments(bindings.map(\.databaseValue)) }

    static func + (left: SQLFragment, right: SQLFragment) -> SQLFragment {
        SQLFragment(left.sql + right.sql, left.bindings + right.bindings)
    }

    static func joined(_ fragments: [SQLFragment], by separator: String) -> SQLFragment {
        SQLFragment(fragments.map(\.sql).joined(separator: separator), fragments.flatMap(\.bindings))
    }
}

extension [String] {
    /// Terms joined by a binary operator as a tree of even depth: SQLite refuses a chain of more than 1000.
    func joinedEvenly(by sqlOperator: String) -> String {
        guard count > 2 else { return joined(separator: " \(sqlOperator) ") }
        let halves = [Array(self[..<(count / 2)]), Array(self[(count / 2)...])]
        return halves.map { "(\($0.joinedEvenly(by: sqlOperator)))" }.joined(separator: " \(sqlOperator) ")
    }
}

extension PropertyValue {
    /// The value as SQLite binds it.
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .boolean(let flag): (flag ? 1 : 0).databaseValue
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .binary(let bytes): Data(bytes).databaseValue
        }
    }
}
