import CGDAL

/// A date, a time or both as OGR keeps them: plain numbers that no calendar has checked.
struct SourceMoment {
    private var year: Int32 = 0
    private var month: Int32 = 0
    private var day: Int32 = 0
    private var hour: Int32 = 0
    private var minute: Int32 = 0
    private var second: Float = 0
    /// 0 unknown, 1 local, 100 UTC, each step from there a quarter of an hour.
    private var zone: Int32 = 0

    init(feature: OGRFeatureH, field: Int32) {
        // OGR_F_GetFieldAsDateTimeEx: 1, or 0 when the field is none of date, time and date-time; all stay 0 then.
        _ = OGR_F_GetFieldAsDateTimeEx(feature, field, &year, &month, &day, &hour, &minute, &second, &zone)
    }

    /// A date alone.
    init(year: Int32, month: Int32, day: Int32) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// For a report: the numbers as found.
    var numbers: String { "\(year)-\(month)-\(day) \(hour):\(minute):\(second)" }

    /// ISO 8601: `2025-07-01`, `08:30:00`, `2025-07-01T08:30:00.500+07:00`; no offset where the source has none.
    /// Nil when the numbers are no date.
    func written(as kind: SourceField.Kind) -> String? {
        switch kind {
        case .date: date
        case .time: time
        case .dateTime: date.flatMap { date in time.map { "\(date)T\($0)\(offset)" } }
        case .integer, .boolean, .real, .text, .binary, .logicalLetter, .integerList, .integer64List, .realList,
            .textList:
            nil
        }
    }

    private var date: String? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...daysInMonth).contains(day) else { return nil }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    private var daysInMonth: Int32 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    private var time: String? {
        // 60 is a leap second.
        guard (0...23).contains(hour), (0...59).contains(minute), second >= 0, second < 61 else { return nil }
        let milliseconds = Int32((second * 1000).rounded())
        let fraction = milliseconds % 1000 == 0 ? "" : ".\(padded(milliseconds % 1000, 3))"
        return "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(milliseconds / 1000, 2))\(fraction)"
    }

    private var offset: String {
        guard zone > 1 else { return "" }
        let minutes = (zone - 100) * 15
        if minutes == 0 { return "Z" }
        return "\(minutes < 0 ? "-" : "+")\(padded(abs(minutes) / 60, 2)):\(padded(abs(minutes) % 60, 2))"
    }

    private func padded(_ number: Int32, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
