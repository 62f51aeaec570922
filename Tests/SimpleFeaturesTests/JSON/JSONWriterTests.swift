import Foundation
import SimpleFeatures
import TestSupport
import Testing

@Suite struct JSONWriterTests {
    @Test(
        "whole numbers are written with all their digits",
        arguments: [
            (Int64(0), "0"), (9, "9"), (10, "10"), (-1, "-1"), (9_007_199_254_740_991, "9007199254740991"),
            (.max, "9223372036854775807"), (.min, "-9223372036854775808"),
        ])
    func integers(value: Int64, expected: String) {
        #expect(written { $0.append(value) } == expected)
    }

    @Test("a double reads back as the same double, and stays a double")
    func doublesReadBack() throws {
        var random = SplitMix(seed: 3)
        var values = [0.1, 1, -1, 1e15, 1e16, 1e21, 1e-7, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
        for _ in 0..<5_000 {
            let value = Double(bitPattern: random.next())
            if value.isFinite { values.append(value) }
        }
        for value in values {
            let text = written { $0.append(value) }
            #expect(try JSONReader.read(Array(text.utf8)) == .real(value))
            #expect(Double(text) == value)
        }
    }

    @Test("NaN and infinity are null", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(value: Double) {
        #expect(written { $0.append(value) } == "null")
        #expect(written { $0.append(value, decimals: 9) } == "null")
    }

    @Test("a fixed-point number is within half a unit of its last decimal", arguments: 0...9)
    func fixedDecimals(decimals: Int) throws {
        var random = SplitMix(seed: UInt64(decimals))
        let half = 0.5 * pow(10, -Double(decimals))
        for _ in 0..<4_000 {
            let value = Double.random(in: -180...180, using: &random)
            let text = written { $0.append(value, decimals: decimals) }
            let read = try #require(Double(text))
            // The reference of C's printf: the same to within the tie it rounds to even.
            #expect(abs(read - value) <= half * (1 + 1e-6))
            #expect(abs(read - (Double(String(format: "%.\(decimals)f", value)) ?? .nan)) <= half * 2.000001)
            #expect(text.split(separator: ".").dropFirst().allSatisfy { $0.count <= decimals && !$0.hasSuffix("0") })
            #expect(text.first != "." && text.last != ".")
        }
    }

    @Test("metres in the millions keep their decimals")
    func largeFixedPoint() throws {
        var random = SplitMix(seed: 5)
        for _ in 0..<4_000 {
            let value = Double.random(in: -3e7...3e7, using: &random)
            let text = written { $0.append(value, decimals: 9) }
            // Scaled by 10^9 they fill all 53 bits of a double: one unit, not half.
            #expect(abs((Double(text) ?? .nan) - value) <= max(1e-9, value.ulp))
        }
    }

    @Test(
        "a fixed-point number has no zeros at its end and no sign on zero",
        arguments: [
            (0.0, "0"), (-0.0, "0"), (-1e-12, "0"), (1e-12, "0"), (-0.5e-9, "-0.000000001"), (1.5, "1.5"),
            (-1.5, "-1.5"),
            (0.05, "0.05"), (-0.05, "-0.05"), (108, "108"), (100, "100"), (0.1 + 0.2, "0.3"), (0.999_999_999_9, "1"),
            (-0.999_999_999_9, "-1"), (13.981_975_373, "13.981975373"),
        ])
    func shortFixedPoint(value: Double, expected: String) {
        #expect(written { $0.append(value, decimals: 9) } == expected)
    }

    @Test(
        "a fixed-point number too large for its decimals is written in full",
        arguments: [1e16, -1e16, 1e300, 9.007_199_254_740_993e15])
    func hugeFixedPoint(value: Double) throws {
        let text = written { $0.append(value, decimals: 9) }
        #expect(try JSONReader.read(Array(text.utf8)).number == value)
    }

    @Test("a fixed-point number is what rounding half away from zero gives, digit by digit", arguments: 0...9)
    func fixedPointDigits(decimals: Int) {
        var random = SplitMix(seed: UInt64(decimals) + 20)
        var wrong: [Double] = []
        for _ in 0..<500 {
            let degrees = Double.random(in: -180...180, using: &random)
            let ties = (degrees * 4).rounded() / 4 * pow(10, -Double(decimals))
            for value in [degrees, degrees * 1e5, degrees * 1e-7, ties, Double(bitPattern: random.next())] {
                let scaled = (value * pow(10, Double(decimals))).rounded()
                guard abs(scaled) < 9_007_199_254_740_992 else { continue }
                let digits = String(Int64(abs(scaled)))
                let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
                var expected = padded.dropLast(decimals) + "." + padded.suffix(decimals)
                while expected.last == "0" { expected.removeLast() }
                if expected.last == "." { expected.removeLast() }
                let text = written { $0.append(value, decimals: decimals) }
                if text != (scaled < 0 ? "-" : "") + expected { wrong.append(value) }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test("a double is written as Swift describes it, whether it has few decimals or many")
    func doublesAsDescribed() {
        var random = SplitMix(seed: 6)
        var wrong: [Double] = []
        for _ in 0..<5_000 {
            let power = pow(10, Double(Int.random(in: 0...9, using: &random)))
            let value = (Double.random(in: -1e5...1e5, using: &random) * power).rounded() / power
            guard value != value.rounded() else { continue }
            for given in [value, value / 1e4] where written({ $0.append(given) }) != given.description {
                wrong.append(given)
            }
        }
        #expect(wrong.isEmpty)
    }

    /// The neighbours are of every kind: `A` and `@` differ in their lowest bit, U+007F and đ in their highest.
    @Test(
        "every character that is escaped is found at every place of a text", arguments: ["A", "@", "\u{7F}", "đ", "~"])
    func escapesEverywhere(neighbour: Character) throws {
        var wrong: [String] = []
        for length in [1, 7, 8, 9, 17] {
            for place in 0..<length {
                for code in Array(UInt8(0)..<0x20) + [UInt8(ascii: "\""), UInt8(ascii: "\\")] {
                    var characters = Array(repeating: neighbour, count: length)
                    characters[place] = Character(Unicode.Scalar(code))
                    let text = String(characters)
                    let json = written { $0.append(text) }
                    let fromBytes = Array(text.utf8).withUnsafeBufferPointer { utf8 in written { $0.append(utf8: utf8) }
                    }
                    let isRight = try JSONReader.read(Array(json.utf8)) == .string(text)
                    if !isRight || fromBytes != json || json.utf8.contains(where: { $0 < 0x20 }) { wrong.append(text) }
                }
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test(
        "bytes that are not UTF-8 become what a String makes of them",
        arguments: [
            [], [0x41], [0xFF], [0x41, 0xC4], [0xC4, 0x91, 0xE1, 0xBA], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0x22, 0xFE],
            [0xF0, 0x9F, 0x98, 0x80], [0x00, 0x80],
        ] as [[UInt8]])
    func invalidText(bytes: [UInt8]) {
        let expected = written { $0.append(String(decoding: bytes, as: UTF8.self)) }
        #expect(bytes.withUnsafeBufferPointer { utf8 in written { $0.append(utf8: utf8) } } == expected)
    }

    @Test(
        "what JSON reserves is escaped, everything else is not",
        arguments: [
            ("", #""""#), ("Gia Lai – Chư Á", #""Gia Lai – Chư Á""#), ("a\"b\\c", #""a\"b\\c""#),
            ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{1F}", #""\u0000\u001f""#), ("/", #""/""#), ("😀", #""😀""#),
        ])
    func strings(text: String, expected: String) {
        #expect(written { $0.append(text) } == expected)
    }

    @Test("Foundation reads what is written")
    func foundationAgrees() throws {
        let value: JSONValue = ["a": [1, 2.5, nil, true, "x\"\\\u{2}é😀"], "b": ["c": -0.000_000_1], "d": [:], "e": []]
        let read = try JSONSerialization.jsonObject(with: Data(value.serialized)) as? [String: Any]
        let list = try #require(read?["a"] as? [Any])
        #expect(list.last as? String == "x\"\\\u{2}é😀")
        #expect((read?["b"] as? [String: Double])?["c"] == -0.000_000_1)
    }

    private func written(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
