import CQL2
import SimpleFeatures
import Testing

/// What nobody writes by accident: refused or read, never a crash.
@Suite struct HostileFilterTests {
    @Test(
        "ten thousand levels are refused, whatever nests",
        arguments: [
            ("(", "a = 1", ")"), ("NOT ", "a = 1", ""), ("NOT(", "a = 1", ")"), ("a = f(", "1", ")"),
            ("a = (1 + ", "1", ")"), ("A_EQUALS((", "1", "), x)"), ("a = CASEI(", "'x'", ")"), ("a = 1 + ", "1", ""),
            ("a LIKE CASEI(", "'x'", ")"), ("(a = 1 AND ", "b = 1", ")"), ("a = -(", "1", ")"),
        ])
    func depth(opening: String, middle: String, closing: String) {
        for count in [10_000, 65] {
            let text = String(repeating: opening, count: count) + middle + String(repeating: closing, count: count)
            #expect(throws: FilterError.self) { try Filter(text: text) }
        }
    }

    @Test("nesting up to the limit is read")
    func allowedDepth() throws {
        let text = String(repeating: "(", count: 60) + "a = 1" + String(repeating: ")", count: 60)
        #expect(try Filter(text: text) == Filter(text: "a = 1"))
    }

    @Test("ten thousand levels of JSON are refused")
    func jsonDepth() {
        for count in [100, 10_000] {
            let text =
                String(repeating: #"{"op":"not","args":["#, count: count) + "true"
                + String(repeating: "]}", count: count)
            #expect(throws: FilterError.self) { try Filter(json: Array(text.utf8)) }
        }
    }

    @Test("a literal of a megabyte is refused, one below it is read")
    func longLiteral() throws {
        let long = "a = '" + String(repeating: "x", count: 1 << 20) + "'"
        let error = #expect(throws: FilterError.self) { try Filter(text: long) }
        #expect(error?.fault == .tooLong(bytes: long.utf8.count, maximum: 1 << 20))
        let quotes = "a = '" + String(repeating: "''", count: 400_000) + "'"
        #expect(try Filter(text: quotes).text == quotes)
        #expect(throws: FilterError.self) { try Filter(text: String(repeating: "'", count: 1_000_001)) }
        #expect(throws: FilterError.self) { try Filter(text: String(repeating: "a", count: 1_000_000)) }
        #expect(throws: FilterError.self) { try Filter(text: String(repeating: "1", count: 1_000_000)) }
    }

    @Test("a message shows only the beginning of what is long")
    func longNames() {
        let name = String(repeating: "đ", count: 100_000)
        let texts = [
            "\(name) = 1", "\(name)(1) = 1", "a = \(name)", "a = DATE('\(name)')", "'\(name)", "\(name)",
            "a = 1\(name)",
        ]
        for text in texts {
            let error = #expect(throws: FilterError.self) {
                try FilterSource(text, language: .text).filter(for: FilterCheckTests.queryables)
            }
            #expect(error.map { $0.description.count < 400 } == true)
        }
    }

    @Test("a list or a chain beyond the limit of parts is refused")
    func parts() throws {
        let list = Array(repeating: "1", count: 10_001).joined(separator: ",")
        #expect(throws: FilterError.self) { try Filter(text: "a IN (\(list))") }
        let chain = Array(repeating: "a=1", count: 4000).joined(separator: " OR ")
        #expect(throws: FilterError.self) { try Filter(text: chain) }
        guard case .or(let terms) = try Filter(text: Array(repeating: "a=1", count: 3000).joined(separator: " OR "))
        else { throw FilterError(.unsupported("a chain")) }
        #expect(terms.count == 3000)
    }

    @Test("bytes that are no UTF-8 are refused")
    func invalidUTF8() {
        for bytes: [UInt8] in [
            [0xFF], [0x61, 0xC3], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xC0, 0x80],
        ] {
            let error = #expect(throws: FilterError.self) { try Filter(text: Array("a = '".utf8) + bytes) }
            #expect(error?.fault == .notUTF8)
            #expect(throws: FilterError.self) { try Filter(json: Array("\"".utf8) + bytes + Array("\"".utf8)) }
        }
    }

    @Test("random bytes, and random words of the language, are read or refused")
    func noise() throws {
        var random = SystemRandomNumberGenerator()
        let words = [
            "a", "=", "'x'", "(", ")", ",", "AND", "OR", "NOT", "LIKE", "IN", "BETWEEN", "IS", "NULL", "1", "-", "*",
            "POINT", "POLYGON", "BBOX", "INTERVAL", "DATE", "S_INTERSECTS", "T_AFTER", "A_EQUALS", "CASEI", "'..'",
            "\"b\"", "Z", "TRUE", "^", "div", "'2020-01-01'", "f", "đ", "\\", "'", "\"", "1e", ".",
        ]
        for round in 0..<3000 {
            let bytes = (0..<(round % 60)).map { _ in UInt8.random(in: 0...255, using: &random) }
            try Self.readAll(bytes)
            let count = round % 25
            let text = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
            try Self.readAll(Array(text.utf8))
        }
    }

    /// What can be read round-trips.
    private static func readAll(_ bytes: [UInt8]) throws {
        for language in FilterSource.Language.allCases {
            let filter: Filter
            do throws(FilterError) {
                filter = language == .text ? try Filter(text: bytes) : try Filter(json: bytes)
            } catch { continue }
            #expect(try Filter(text: filter.text) == filter, "\(filter.text)")
            #expect(try Filter(json: filter.json) == filter, "\(filter.text)")
        }
    }
}
