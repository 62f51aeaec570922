internal import CQL2
internal import GRDB

/// Points in time and what lies between them.
///
/// An instant is an interval that ends where it begins, and every relation is one of comparisons of ends
/// (https://www.w3.org/TR/owl-time/#topology; intervals are closed, 21-065r2, 7.8). A date compared with a timestamp is
/// compared with its day in UTC.
extension FilterSQL {
    enum Instant {
        case date(CalendarDate)
        case timestamp(UTCTimestamp)
        /// ISO 8601 text in SQL, and whether days are all it tells.
        case column(SQLFragment, isDate: Bool, name: String?)
        case beginningOfTime
        case endOfTime
    }

    func instant(_ value: ValueExpression) throws -> Instant {
        switch value {
        case .date(let date): return .date(date)
        case .timestamp(let timestamp): return .timestamp(timestamp)
        case .property(let name):
            return .column(try scalar(value), isDate: try value.kind(in: queryables) == .date, name: name)
        case .function:
            return .column(try scalar(value), isDate: try value.kind(in: queryables) == .date, name: nil)
        case .text, .integer, .real, .geometry, .box, .interval, .array, .arithmetic, .caseInsensitive,
            .accentInsensitive, .filter:
            throw FilterError(.unsupported("a time of this kind"), part: .value(value))
        }
    }

    // MARK: Relations

    func temporal(
        _ operation: TemporalOperator, _ left: ValueExpression, _ right: ValueExpression, _ position: Position
    ) throws -> SQLFragment {
        let a = try ends(of: left)
        let b = try ends(of: right)
        func all(_ comparisons: (Instant, ComparisonOperator, Instant)..., in position: Position) throws -> SQLFragment
        {
            .joinedEvenly(try comparisons.map { try compare($0.0, $0.1, $0.2, position) }, by: "AND")
        }
        switch operation {
        case .after: return try all((a.start, .greater, b.end), in: position)
        case .before: return try all((a.end, .less, b.start), in: position)
        case .intersects: return try all((a.start, .lessOrEqual, b.end), (b.start, .lessOrEqual, a.end), in: position)
        case .disjoint:
            return SQLFragment("NOT ")
                + (try all((a.start, .lessOrEqual, b.end), (b.start, .lessOrEqual, a.end), in: .inner))
        case .equals: return try all((a.start, .equal, b.start), (a.end, .equal, b.end), in: position)
        case .during: return try all((a.start, .greater, b.start), (a.end, .less, b.end), in: position)
        case .contains: return try all((b.start, .greater, a.start), (b.end, .less, a.end), in: position)
        case .starts: return try all((a.start, .equal, b.start), (a.end, .less, b.end), in: position)
        case .startedBy: return try all((b.start, .equal, a.start), (b.end, .less, a.end), in: position)
        case .finishes: return try all((a.end, .equal, b.end), (a.start, .greater, b.start), in: position)
        case .finishedBy: return try all((b.end, .equal, a.end), (b.start, .greater, a.start), in: position)
        case .meets: return try all((a.end, .equal, b.start), in: position)
        case .metBy: return try all((b.end, .equal, a.start), in: position)
        case .overlaps:
            return try all(
                (a.start, .less, b.start), (a.end, .greater, b.start), (a.end, .less, b.end), in: position)
        case .overlappedBy:
            return try all(
                (b.start, .less, a.start), (b.end, .greater, a.start), (b.end, .less, a.end), in: position)
        }
    }

    private func ends(of value: ValueExpression) throws -> (start: Instant, end: Instant) {
        guard case .interval(let start, let end) = value else {
            let instant = try self.instant(value)
            return (instant, instant)
        }
        func instant(at bound: IntervalBound, open: Instant) throws -> Instant {
            switch bound {
            case .open: open
            case .value(let value): try self.instant(value)
            }
        }
        return (try instant(at: start, open: .beginningOfTime), try instant(at: end, open: .endOfTime))
    }

    // MARK: Comparisons

    func compare(
        _ left: Instant, _ comparison: ComparisonOperator, _ right: Instant, _ position: Position
    ) throws -> SQLFragment {
        if let fixed = unbounded(left, comparison, right) { return fixed }
        let byDay = left.isDate || right.isDate
        let exact =
            SQLFragment("(") + left.number(byDay: byDay) + SQLFragment(" \(comparison.rawValue) ")
            + right.number(byDay: byDay) + SQLFragment(")")
        // An index on the column is of its text: days that come into question are looked up, then compared exactly.
        guard position == .required,
            let range = textRange(left, comparison, right) ?? textRange(right, comparison.mirrored, left)
        else { return exact }
        return SQLFragment("(") + range + SQLFragment(" AND ") + exact + SQLFragment(")")
    }

    /// Against an end that is open everything is clear, unless the other is null.
    private func unbounded(_ left: Instant, _ comparison: ComparisonOperator, _ right: Instant) -> SQLFragment? {
        guard let order = Instant.order(left, right) else { return nil }
        let holds =
            switch comparison {
            case .equal: order == 0
            case .notEqual: order != 0
            case .less: order < 0
            case .greater: order > 0
            case .lessOrEqual: order <= 0
            case .greaterOrEqual: order >= 0
            }
        let truth = SQLFragment(holds ? "1" : "0")
        for case .column(let sql, _, _) in [left, right] {
            return SQLFragment("CASE WHEN ") + sql + SQLFragment(" IS NOT NULL THEN ") + truth + SQLFragment(" END")
        }
        return truth
    }

    /// Which texts a column may have to compare so with a literal. Its day in UTC is a neighbour of the day that the
    /// text begins with, where there is an offset.
    private func textRange(_ left: Instant, _ comparison: ComparisonOperator, _ right: Instant) -> SQLFragment? {
        guard case .column(let sql, let isDate, _?) = left, let day = right.literalDay else { return nil }
        let slack = isDate ? 0 : 1
        guard day - slack >= Self.firstDay, day + slack < Self.lastDay else { return nil }
        let lower = sql + SQLFragment(" >= ?", [CalendarDate(day: day - slack).description])
        // The text of a time of a day is above the text of the day.
        let upper = sql + SQLFragment(" < ?", [CalendarDate(day: day + slack + 1).description])
        switch comparison {
        case .equal: return lower + SQLFragment(" AND ") + upper
        case .greater, .greaterOrEqual: return lower
        case .less, .lessOrEqual: return upper
        case .notEqual: return nil
        }
    }

    /// 0000-01-01 and 9999-12-31.
    private static let firstDay = -719_528
    private static let lastDay = 2_932_896
}

extension FilterSQL.Instant {
    fileprivate var isDate: Bool {
        switch self {
        case .date: true
        case .column(_, let isDate, _): isDate
        case .timestamp, .beginningOfTime, .endOfTime: false
        }
    }

    /// The day of a literal.
    fileprivate var literalDay: Int? {
        switch self {
        case .date(let date): date.day
        case .timestamp(let timestamp): timestamp.date.day
        case .column, .beginningOfTime, .endOfTime: nil
        }
    }

    /// Days since 1970, or microseconds.
    fileprivate func number(byDay: Bool) -> SQLFragment {
        switch self {
        case .date(let date): SQLFragment("?", [date.day])
        case .timestamp(let timestamp): SQLFragment("?", [byDay ? Int64(timestamp.date.day) : timestamp.microseconds])
        case .column(let sql, _, _): SQLFragment(byDay ? "gs_day(" : "gs_instant(") + sql + SQLFragment(")")
        case .beginningOfTime, .endOfTime: SQLFragment("NULL")
        }
    }

    /// Nil when both are somewhere in time.
    fileprivate static func order(_ left: Self, _ right: Self) -> Int? {
        let ranks = (left.rank, right.rank)
        return ranks == (0, 0) ? nil : ranks.0 - ranks.1
    }

    private var rank: Int {
        switch self {
        case .beginningOfTime: -1
        case .date, .timestamp, .column: 0
        case .endOfTime: 1
        }
    }
}

extension ComparisonOperator {
    /// The operator with its sides exchanged.
    fileprivate var mirrored: ComparisonOperator {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .greater: .less
        case .lessOrEqual: .greaterOrEqual
        case .greaterOrEqual: .lessOrEqual
        }
    }
}
