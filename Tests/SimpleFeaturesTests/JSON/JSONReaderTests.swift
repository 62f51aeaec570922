import Testing

@testable import SimpleFeatures

@Suite struct JSONReaderTests {
    @Test("members keep their order and a number keeps its kind")
    func orderIsKept() throws {
        let text = #"{"z":1,"a":1.0,"m":[true,false,null,"x"],"b":{"y":-2}}"#
        let value = try read(text)
        #expect(value.object?.members.map(\.key) == ["z", "a", "m", "b"])
        #expect(value["z"] == .integer(1))
        #expect(value["a"] == .real(1))
        #expect(String(decoding: value.serialized, as: UTF8.self) == text)
    }

    @Test("a key set twice keeps its first place and its last value")
    func doubledKey() throws {
        #expect(try read(#"{"a":1,"b":2,"a":3}"#) == ["a": 3, "b": 2])
    }

    @Test(
        "escapes are read",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u1EA1""#, "Aạ"), (#""\uD83D\uDE00""#, "😀"),
            (#""Gia Lai""#, "Gia Lai"), (#""\u0000""#, "\0"),
        ])
    func escapes(text: String, expected: String) throws {
        #expect(try read(text) == .string(expected))
    }

    @Test(
        "half a surrogate pair becomes the replacement character",
        arguments: [#""\uD83D""#, #""\uDE00""#, #""\uD83Dx""#])
    func loneSurrogate(text: String) throws {
        #expect(try read(text).string?.first == "\u{FFFD}")
    }

    @Test(
        "numbers of RFC 8259 are read",
        arguments: [
            ("0", JSONValue.integer(0)), ("-7", .integer(-7)), ("9223372036854775807", .integer(.max)),
            ("9223372036854775808", .real(9_223_372_036_854_775_808)), ("1.5e3", .real(1500)), ("1E-2", .real(0.01)),
            ("-0.0", .real(-0.0)), ("1e2", .real(100)),
        ])
    func numbers(text: String, expected: JSONValue) throws {
        #expect(try read(text) == expected)
    }

    @Test(
        "text that is not JSON throws",
        arguments: [
            "", " ", "{", "[", "[1,]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "\"", "\"\\x\"", "\"\\u12\"", "\"\\u+123\"",
            "\"\\u-001\"", "tru", "nul", "01", "-01", "+1", ".5", "1.", "1.e3", "-", "--1", "1e", "1e+", "0x10", "NaN",
            "Infinity", "1e400", "1 2", "[1 2]", "\"a\u{1}b\"", "'a'", "{\"a\":}",
        ])
    func malformed(text: String) {
        #expect(throws: JSONError.self) { try read(text) }
    }

    @Test(
        "a string that is not UTF-8 throws",
        arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80]] as [[UInt8]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSONReader.read([0x22] + bytes + [0x22]) }
    }

    @Test("an error names the byte where reading stopped")
    func errorOffset() {
        #expect(throws: JSONError(reason: "neither a value nor a number", byteOffset: 4)) { try read("[1, x]") }
    }

    @Test("nesting to the limit is read, one deeper throws")
    func nesting() throws {
        let limit = JSONReader.maximumNesting
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try read(nested(limit))
        #expect(throws: JSONError.self) { try read(nested(limit + 1)) }
        #expect(throws: JSONError.self) { try read(String(repeating: "[", count: 1_000_000)) }
    }

    @Test("a byte order mark before the value is passed over")
    func byteOrderMark() throws {
        #expect(try JSONReader.read([0xEF, 0xBB, 0xBF] + Array("[]".utf8)) == [])
    }

    private func read(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }
}
