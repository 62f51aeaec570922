/// A moment in UTC, to the microsecond.
public struct UTCTimestamp: Hashable, Comparable, Sendable {
    /// Since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    public static let microsecondsPerDay: Int64 = 86_400_000_000

    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// RFC 3339 `date-time` with `Z` or an offset, nothing before or behind it.
    public init?(_ text: String) {
        var reader = MomentReader(Array(text.utf8))
        guard case .timestamp(let timestamp, hasZone: true)? = reader.readMoment(), reader.isAtEnd else { return nil }
        self = timestamp
    }

    public var date: CalendarDate {
        let (days, rest) = microseconds.quotientAndRemainder(dividingBy: Self.microsecondsPerDay)
        return CalendarDate(day: Int(rest < 0 ? days - 1 : days))
    }

    public static func < (left: UTCTimestamp, right: UTCTimestamp) -> Bool { left.microseconds < right.microseconds }
}

extension UTCTimestamp: CustomStringConvertible {
    /// `2025-07-01T08:30:00Z`, with as many decimals of a second as there are.
    public var description: String {
        let ofDay = Int(microseconds - Int64(date.day) * Self.microsecondsPerDay)
        let (seconds, fraction) = ofDay.quotientAndRemainder(dividingBy: 1_000_000)
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0.padded(to: 2) }
        var decimals = fraction.padded(to: 6)
        while decimals.last == "0" { decimals.removeLast() }
        return "\(date)T\(clock.joined(separator: ":"))\(decimals.isEmpty ? "" : ".\(decimals)")Z"
    }
}

/// A date or a moment as features hold them: ISO 8601 text.
public enum Moment: Hashable, Sendable {
    case date(CalendarDate)
    /// A time without an offset counts as it is written, as though it were UTC.
    case timestamp(UTCTimestamp, hasZone: Bool)

    /// Reads `2025-07-01`, `2025-07-01T08:30:00.5+07:00`, a blank for the T, an offset or none. Nil for anything else.
    public init?(_ text: String) {
        var reader = MomentReader(Array(text.utf8))
        guard let moment = reader.readMoment(), reader.isAtEnd else { return nil }
        self = moment
    }

    /// The day in UTC.
    public var date: CalendarDate {
        switch self {
        case .date(let date): date
        case .timestamp(let timestamp, _): timestamp.date
        }
    }

    /// The moment, a date's being its midnight in UTC.
    public var timestamp: UTCTimestamp {
        switch self {
        case .date(let date): UTCTimestamp(microseconds: Int64(date.day) * UTCTimestamp.microsecondsPerDay)
        case .timestamp(let timestamp, _): timestamp
        }
    }
}

/// Reads dates and times from bytes, each byte once.
struct MomentReader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func readDate() -> CalendarDate? {
        guard let year = readNumber(digits: 4), skip("-"), let month = readNumber(digits: 2), skip("-"),
            let day = readNumber(digits: 2)
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    mutating func readMoment() -> Moment? {
        guard let date = readDate() else { return nil }
        guard skip("T") || skip("t") || skip(" ") else { return .date(date) }
        guard let hour = readNumber(digits: 2), hour < 24, skip(":"), let minute = readNumber(digits: 2), minute < 60
        else { return nil }
        var second = 0
        var fraction = 0
        if skip(":") {
            // A leap second has no place between its neighbours that every system agrees on.
            guard let whole = readNumber(digits: 2), whole < 60 else { return nil }
            second = whole
            if skip(".") || skip(",") {
                guard let decimals = readFraction() else { return nil }
                fraction = decimals
            }
        }
        let hasZone: Bool
        var offsetMinutes = 0
        if skip("Z") || skip("z") {
            hasZone = true
        } else if let sign = readSign() {
            guard let hours = readNumber(digits: 2), hours < 24 else { return nil }
            _ = skip(":")
            guard let minutes = isAtEnd ? 0 : readNumber(digits: 2), minutes < 60 else { return nil }
            offsetMinutes = sign * (hours * 60 + minutes)
            hasZone = true
        } else {
            hasZone = false
        }
        let seconds = Int64(date.day) * 86_400 + Int64(hour * 3600 + (minute - offsetMinutes) * 60 + second)
        let timestamp = UTCTimestamp(microseconds: seconds * 1_000_000 + Int64(fraction))
        // An offset may lead out of the years that can be written.
        guard (0...9999).contains(timestamp.date.components.year) else { return nil }
        return .timestamp(timestamp, hasZone: hasZone)
    }

    /// Microseconds; digits behind the sixth must be zeros.
    private mutating func readFraction() -> Int? {
        var value = 0
        var count = 0
        while let digit = peekDigit() {
            offset += 1
            if count < 6 { value = value * 10 + digit } else if digit != 0 { return nil }
            count += 1
        }
        guard count > 0 else { return nil }
        while count < 6 {
            value *= 10
            count += 1
        }
        return value
    }

    private mutating func readSign() -> Int? {
        if skip("+") { return 1 }
        return skip("-") ? -1 : nil
    }

    private func peekDigit() -> Int? {
        guard offset < bytes.count, (0x30...0x39).contains(bytes[offset]) else { return nil }
        return Int(bytes[offset]) - 0x30
    }

    private mutating func readNumber(digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = peekDigit() else { return nil }
            value = value * 10 + digit
            offset += 1
        }
        return value
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: scalar) else { return false }
        offset += 1
        return true
    }
}
