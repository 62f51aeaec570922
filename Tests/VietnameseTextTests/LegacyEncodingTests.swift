import Foundation
import Testing
import VietnameseText

@Suite struct LegacyEncodingTests {
    static let vietnamese: [LegacyEncoding] = [.tcvn3, .vni, .cp1258, .utf8]

    @Test func vietnameseHas134LettersOutsideASCII() {
        #expect(Set(VietnameseLetter.all.map(\.scalar)).count == 134)
    }

    @Test(arguments: [LegacyEncoding.vni, .cp1258, .utf8])
    func everyLetterComesBackFromItsBytes(encoding: LegacyEncoding) {
        for letter in VietnameseLetter.all {
            let text = String(Character(letter.scalar))
            let encoded = encoding.encode(text)
            #expect(encoded.unencodableCount == 0)
            #expect(encoding.decode(encoded.bytes) == LegacyEncoding.utf8.decode(Array(text.utf8)))
        }
    }

    @Test func tcvn3HoldsAllLowerCaseLettersAndLosesTonedCapitals() {
        var lost = 0
        for letter in VietnameseLetter.all {
            let text = String(Character(letter.scalar))
            let encoded = LegacyEncoding.tcvn3.encode(text)
            #expect(encoded.unencodableCount == 0)
            let decoded = LegacyEncoding.tcvn3.decode(encoded.bytes)
            #expect(decoded.text == (encoded.lostCapitals == 0 ? text : text.lowercased()))
            lost += encoded.lostCapitals
        }
        #expect(lost == 60, "twelve vowels times five tones have no capital")
    }

    @Test(arguments: vietnamese)
    func twoLettersNeverRunTogether(encoding: LegacyEncoding) {
        // All pairs: a tone byte must not be taken for the start of the next letter.
        let lower = VietnameseLetter.all.filter { !$0.isUppercase }
        for first in lower {
            for second in lower {
                let text = String(Character(first.scalar)) + String(Character(second.scalar))
                #expect(encoding.decode(encoding.encode(text).bytes).text == text)
            }
        }
    }

    @Test(arguments: [
        (LegacyEncoding.tcvn3, [0x50, 0x68, 0xAD, 0xEA, 0x6E, 0x67] as [UInt8]),
        (.vni, [0x50, 0x68, 0xF6, 0xF4, 0xF8, 0x6E, 0x67]),
        (.cp1258, [0x50, 0x68, 0xFD, 0xF5, 0xCC, 0x6E, 0x67]),
        (.utf8, Array("Phu\u{31B}o\u{31B}\u{300}ng".utf8)),
    ])
    func phuongIsReadComposed(encoding: LegacyEncoding, bytes: [UInt8]) {
        let decoded = encoding.decode(bytes)
        #expect(Array(decoded.text.unicodeScalars) == Array("Phường".unicodeScalars))
        #expect(decoded.isComplete)
    }

    @Test func undecodableBytesAreListedAndShown() {
        let decoded = LegacyEncoding.tcvn3.decode([0x41, 0xFF, 0x42, 0x81])
        #expect(decoded.text == "A\u{FFFD}B\u{FFFD}")
        #expect(decoded.undecodableOffsets == [1, 3])
        #expect(LegacyEncoding.utf8.decode([0x61, 0xC3, 0x28, 0xFF]).undecodableOffsets == [1, 3])
        #expect(LegacyEncoding.vni.decode([0xD8]).undecodableOffsets == [0], "a mark without a letter")
        #expect(LegacyEncoding.cp1258.decode([0x8A]).undecodableOffsets == [0])
    }

    @Test func aCapitalWithALowerCaseMarkIsStillTheCapital() {
        #expect(LegacyEncoding.vni.decode([0x41, 0xF8]).text == "À")
    }

    @Test(arguments: [
        ("TCVN3", LegacyEncoding.tcvn3), ("ABC", .tcvn3), ("tcvn-3", .tcvn3), ("VNI", .vni), ("VNI-Windows", .vni),
        ("1258", .cp1258), ("CP1258", .cp1258), ("windows-1258", .cp1258), ("ANSI 1258", .cp1258), ("UTF-8", .utf8),
        ("utf8\n", .utf8), ("65001", .utf8), ("ISO 88591", .latin1), ("ISO-8859-1", .latin1), ("1252", .windows1252),
    ])
    func namesOfPeopleAndOfCpgFilesAreUnderstood(name: String, encoding: LegacyEncoding) {
        #expect(LegacyEncoding(name: name) == encoding)
    }

    @Test(arguments: ["", "936", "ANSI 1250", "<!DOCTYPE html>"])
    func otherNamesAreNot(name: String) {
        #expect(LegacyEncoding(name: name) == nil)
    }
}
