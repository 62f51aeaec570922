import Testing

@testable import StyleSpec

@Suite struct NumberTextTests {
    @Test(
        "numbers are written as ECMAScript writes them",
        arguments: [
            (0, "0"), (-0.0, "0"), (1, "1"), (-12.5, "-12.5"), (0.1, "0.1"), (1e-6, "0.000001"), (1e-7, "1e-7"),
            (1.5e-9, "1.5e-9"), (123_456_789_012_345_680_000, "123456789012345680000"), (1e21, "1e+21"),
            (1.25e22, "1.25e+22"), (9_007_199_254_740_993, "9007199254740992"),
            (0.30000000000000004, "0.30000000000000004"),
            (100.25, "100.25"), (.nan, "NaN"), (-.infinity, "-Infinity"),
        ] as [(Double, String)])
    func text(number: Double, expected: String) {
        #expect(NumberText.of(number) == expected)
    }

    @Test(
        "texts are read as ECMAScript reads them",
        arguments: [
            ("", 0), ("  12 ", 12), ("-1.5e3", -1500), (".5", 0.5), ("5.", 5), ("0x1F", 31), ("0b101", 5),
            ("Infinity", .infinity), ("1,5", nil), ("12px", nil), ("inf", nil), ("nan", nil), ("0x", nil),
            ("1_000", nil),
        ] as [(String, Double?)])
    func number(text: String, expected: Double?) {
        #expect(NumberText.number(of: text) == expected)
    }
}
