import CQL2
import Testing

@Suite struct MomentTests {
    @Test("days are counted from 1970 and back", arguments: [0, -1, 20_270, -719_528, 2_932_896, 11_016, -25_509])
    func days(day: Int) {
        let date = CalendarDate(day: day)
        #expect(CalendarDate(date.description) == date)
    }

    @Test("known days")
    func knownDays() {
        #expect(CalendarDate("1970-01-01")?.day == 0)
        #expect(CalendarDate("2000-02-29")?.day == 11_016)
        #expect(CalendarDate("0000-01-01")?.day == -719_528)
        #expect(CalendarDate("9999-12-31")?.day == 2_932_896)
    }

    @Test(
        "what is no date or time is none",
        arguments: [
            "2025-02-29", "2025-13-01", "2025-1-1", "2025-01-01 ", "2025-01-01T", "2025-01-01T24:00:00Z", "hôm qua",
            "2025-01-01T10:60:00Z", "2025-01-01T10:00:60Z", "2025-01-01T10:00:00.Z", "2025-01-01T10:00:00.1234567Z",
            "2025-01-01T10:00:00+25:00", "", "20250101",
            "0000-01-01T00:00:00+07:00", "9999-12-31T23:00:00-07:00",
        ])
    func refused(text: String) { #expect(Moment(text) == nil) }

    @Test(
        "times of features in their forms",
        arguments: [
            ("2025-07-01T08:30:00+07:00", "2025-07-01T01:30:00Z"), ("2025-07-01 01:30", "2025-07-01T01:30:00Z"),
            ("2025-07-01T01:30:00", "2025-07-01T01:30:00Z"),
            ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
            ("2025-07-01T00:00:00.5000000+0030", "2025-06-30T23:30:00.5Z"), ("2025-07-01T07+07", nil),
        ] as [(String, String?)])
    func times(text: String, inUTC: String?) {
        #expect(Moment(text)?.timestamp.description == inUTC)
    }

    @Test("a literal says its zone")
    func zones() {
        #expect(UTCTimestamp("2025-07-01T08:30:00") == nil)
        #expect(UTCTimestamp("2025-07-01") == nil)
        #expect(UTCTimestamp("2025-07-01T08:30:00.000000Z")?.description == "2025-07-01T08:30:00Z")
        #expect(UTCTimestamp("0000-01-01T00:00:00Z")?.description == "0000-01-01T00:00:00Z")
    }
}
