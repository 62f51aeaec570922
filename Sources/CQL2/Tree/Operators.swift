public enum ComparisonOperator: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case greater = ">"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
}

public enum ArithmeticOperator: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case modulo = "%"
    case integerDivide = "div"
    case power = "^"
}

/// The predicates of Simple Features (06-103r4, 6.1.15). Raw values are the names in JSON; text has them in capitals.
public enum SpatialOperator: String, Hashable, Sendable, CaseIterable {
    case intersects = "s_intersects"
    case equals = "s_equals"
    case disjoint = "s_disjoint"
    case touches = "s_touches"
    case within = "s_within"
    case overlaps = "s_overlaps"
    case crosses = "s_crosses"
    case contains = "s_contains"
}

/// The relations of OWL Time between instants or intervals (21-065r2, 7.8).
public enum TemporalOperator: String, Hashable, Sendable, CaseIterable {
    case after = "t_after"
    case before = "t_before"
    case contains = "t_contains"
    case disjoint = "t_disjoint"
    case during = "t_during"
    case equals = "t_equals"
    case finishedBy = "t_finishedBy"
    case finishes = "t_finishes"
    case intersects = "t_intersects"
    case meets = "t_meets"
    case metBy = "t_metBy"
    case overlappedBy = "t_overlappedBy"
    case overlaps = "t_overlaps"
    case startedBy = "t_startedBy"
    case starts = "t_starts"

    /// The others are told of intervals only (21-065r2, 7.8: with instants "a client error").
    public var takesInstants: Bool {
        switch self {
        case .after, .before, .disjoint, .equals, .intersects: true
        case .contains, .during, .finishedBy, .finishes, .meets, .metBy, .overlappedBy, .overlaps, .startedBy, .starts:
            false
        }
    }
}

/// Relations of arrays as sets.
public enum ArrayOperator: String, Hashable, Sendable, CaseIterable {
    case equals = "a_equals"
    case contains = "a_contains"
    case containedBy = "a_containedBy"
    case overlaps = "a_overlaps"
}
