import CQL2
import SimpleFeatures

/// `datetime` (OGC 17-069r4, 7.15.4): features whose time meets an instant or an interval, and those that have none
/// (requirement fc-time-response, C).
enum DatetimeParameter {
    private static let expected =
        "an instant such as 2026-07-01 or 2026-07-01T08:00:00Z, or an interval a/b, a/.. or ../b"

    /// What is asked for; a bound that is nil is open.
    struct Range: Hashable, Sendable {
        var start: Moment?
        var end: Moment?
    }

    /// - Returns: nil when the parameter is absent.
    static func read(_ parameters: QueryParameters) throws(ParameterError) -> Range? {
        guard let text = try parameters.value("datetime") else { return nil }
        let invalid = ParameterError(parameter: "datetime", value: text, expected: expected)
        let ends = text.split(separator: "/", omittingEmptySubsequences: false)
        func isOpen(_ end: Substring) -> Bool { end.isEmpty || end == ".." }
        func moment(_ end: Substring) throws(ParameterError) -> Moment {
            guard isInstant(end), let moment = Moment(String(end)) else { throw invalid }
            return moment
        }
        switch ends.count {
        case 1:
            let moment = try moment(ends[0])
            return Range(start: moment, end: moment)
        case 2 where !(isOpen(ends[0]) && isOpen(ends[1])):
            let range = Range(
                start: isOpen(ends[0]) ? nil : try moment(ends[0]), end: isOpen(ends[1]) ? nil : try moment(ends[1]))
            if let start = range.start, let end = range.end, start.date > end.date || start.timestamp > end.timestamp {
                // A date alone means its whole day.
                if case .date = end, start.date == end.date { return range }
                throw ParameterError(parameter: "datetime", value: text, expected: "a start before the end")
            }
            return range
        default: throw invalid
        }
    }

    /// The condition on a collection with such times; nil where none has a time, so that every feature matches.
    static func condition(_ range: Range, on time: PrimaryTime) -> Filter? {
        let bounds: [(property: String, comparison: ComparisonOperator, moment: Moment?)] =
            switch time {
            case .none: []
            case .instant(let name):
                [(name, .greaterOrEqual, range.start), (name, .lessOrEqual, range.end)]
            case .interval(let start, let end):
                [(start, .lessOrEqual, range.end), (end, .greaterOrEqual, range.start)]
            }
        let terms = bounds.compactMap { bound in
            bound.moment.map { moment in
                Filter.or([
                    .comparison(bound.comparison, .property(bound.property), moment.literal),
                    .isNull(.property(bound.property)),
                ])
            }
        }
        return terms.isEmpty ? nil : .and(terms)
    }

    /// RFC 3339 full-date or date-time.
    private static func isInstant(_ text: Substring) -> Bool {
        text.wholeMatch(
            of:
                /\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]\d{2}:\d{2}))?/
        ) != nil
    }
}

extension Moment {
    var literal: ValueExpression {
        switch self {
        case .date(let date): .date(date)
        case .timestamp(let timestamp, _): .timestamp(timestamp)
        }
    }
}
