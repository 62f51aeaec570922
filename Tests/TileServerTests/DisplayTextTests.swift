import Testing

@testable import TileServer

@Suite struct DisplayTextTests {
    @Test(
        "numbers and dates are written as people of the language write them",
        arguments: [(Language.vi, "1.234.567,8"), (.en, "1,234,567.8")])
    func number(language: Language, expected: String) {
        #expect(DisplayText(language: language).number(1_234_567.8) == expected)
        #expect(DisplayText(language: language).date("2026-07-01") == "01/07/2026")
    }

    @Test("a moment of the catalogue is shown by the clocks of Viet Nam, over midnight too")
    func moment() {
        let display = DisplayText(language: .vi)
        #expect(display.moment("2026-06-30T17:30:00Z") == "01/07/2026 00:30")
        #expect(display.moment("2026-07-01T01:05:09Z") == "01/07/2026 08:05")
    }
}
