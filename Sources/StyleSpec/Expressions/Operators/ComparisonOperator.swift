import Foundation

enum ComparisonOperator: String, Hashable, Sendable, CaseIterable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case greater = ">"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="

    var isOrder: Bool { self != .equal && self != .notEqual }

    func holds(_ left: Double, _ right: Double) -> Bool {
        switch self {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .greater: left > right
        case .lessOrEqual: left <= right
        case .greaterOrEqual: left >= right
        }
    }

    func holds(_ left: String, _ right: String) -> Bool {
        switch self {
        case .equal: left.hasSameBytes(as: right)
        case .notEqual: !left.hasSameBytes(as: right)
        case .less: left.precedes(right)
        case .greater: right.precedes(left)
        case .lessOrEqual: !right.precedes(left)
        case .greaterOrEqual: !left.precedes(right)
        }
    }

    func holds(_ result: ComparisonResult) -> Bool {
        switch self {
        case .equal: result == .orderedSame
        case .notEqual: result != .orderedSame
        case .less: result == .orderedAscending
        case .greater: result == .orderedDescending
        case .lessOrEqual: result != .orderedDescending
        case .greaterOrEqual: result != .orderedAscending
        }
    }

    /// Of plain values; different types are not equal, and have no order.
    func holds(_ left: StyleValue, _ right: StyleValue) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): holds(left, right)
        case (.string(let left), .string(let right)): holds(left, right)
        default:
            switch self {
            case .equal: left.isIdentical(to: right)
            case .notEqual: !left.isIdentical(to: right)
            case .less, .greater, .lessOrEqual, .greaterOrEqual: false
            }
        }
    }
}
