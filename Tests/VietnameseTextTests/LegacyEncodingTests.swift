import Foundation
import Testing
import VietnameseText

@Suite struct LegacyEncodingTests {
    static let vietnamese: [LegacyEncoding] = [.tcvn3, .vni, .cp1258, .utf8]

    @Test func vietnameseHas134LettersOutsideASCII() {
        #expect(Set(VietnameseLetter.all.map(\.scalar)).count == 134)
    }

    static let complete: [LegacyEncoding] = [.vni, .cp1258, .viscii, .viqr, .utf8, .utf16LE, .utf16BE]

    @Test(arguments: complete)
    func everyVowelWithEveryToneComesBackInBothCasesAlsoFromDecomposedText(encoding: LegacyEncoding) {
        let marks = ["", "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"]
        for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" {
            for mark in marks {
                let decomposed = (String(vowel) + mark).decomposedStringWithCanonicalMapping
                let decoded = encoding.decode(encoding.encode(decomposed).bytes)
                #expect(
                    decoded.text.unicodeScalars.elementsEqual(
                        decomposed.precomposedStringWithCanonicalMapping.unicodeScalars))
                #expect(decoded.isComplete)
            }
        }
    }

    @Test(arguments: [(LegacyEncoding.tcvn3, "TCVN5712-1"), (.viscii, "VISCII"), (.cp1258, "CP1258")])
    func theCLibraryReadsOurBytesAlike(encoding: LegacyEncoding, name: String) throws {
        for letter in VietnameseLetter.all {
            let encoded = encoding.encode(String(Character(letter.scalar)))
            guard encoded.lostCapitals == 0 else { continue }
            let read = try #require(SystemDecoder(name)?.decode(encoded.bytes))
            #expect(read.precomposedStringWithCanonicalMapping == encoding.decode(encoded.bytes).text)
        }
    }

    @Test func theCapitalFontMakesCapitalsOfAllLetters() {
        let bytes = LegacyEncoding.tcvn3.encode("phường Nguyễn văn Cừ").bytes
        #expect(LegacyEncoding.tcvn3Capital.decode(bytes).text == "PHƯỜNG NGUYỄN VĂN CỪ")
        #expect(
            LegacyEncoding.tcvn3Capital.decode(LegacyEncoding.tcvn3Capital.encode("ĐÀ NẴNG").bytes).text == "ĐÀ NẴNG")
    }

    @Test(arguments: [
        ("Tru+o+`ng ddo^'", "Trường đố"), ("DDa.i ho.c Quy Nho+n", "Đại học Quy Nhơn"), ("Ha\\? No^.i", "Ha? Nội"),
        ("Phu*o*ng", "Phương"), ("xe 4x4", "xe 4x4"),
    ])
    func viqrIsReadWithItsEscapes(code: String, text: String) {
        #expect(LegacyEncoding.viqr.decode(Array(code.utf8)).text == text)
        #expect(LegacyEncoding.viqr.decode(LegacyEncoding.viqr.encode(text).bytes).text == text)
    }

    @Test func theByteOrderMarkIsNoTextAndDecidesTheOrder() {
        let big = LegacyEncoding.utf16BE.encode("Gia Lai ữ").bytes
        #expect(LegacyEncoding.utf16LE.decode([0xFE, 0xFF] + big).text == "Gia Lai ữ")
        #expect(LegacyEncoding.utf16BE.decode([0xD8, 0x00, 0x00]).undecodableOffsets == [0, 2])
        #expect(LegacyEncoding(evidentUTF16: [0xFF, 0xFE, 0x41, 0x00]) == .utf16LE)
        #expect(LegacyEncoding(evidentUTF16: LegacyEncoding.utf16LE.encode("Xã Ia Pa").bytes) == .utf16LE)
        #expect(LegacyEncoding(evidentUTF16: big) == .utf16BE)
        #expect(LegacyEncoding(evidentUTF16: Array("Gia Lai!".utf8)) == nil)
    }

    @Test(arguments: complete)
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

/// The C library's decoder: written by others, from the standards.
struct SystemDecoder {
    private let name: String

    init?(_ name: String) {
        guard let opened = iconv_open("UTF-8", name), opened != iconv_t(bitPattern: -1) else { return nil }
        iconv_close(opened)
        self.name = name
    }

    func decode(_ bytes: [UInt8]) -> String? {
        guard let descriptor = iconv_open("UTF-8", name) else { return nil }
        defer { iconv_close(descriptor) }
        var input = bytes.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: 64)
        var inputLeft = input.count
        var outputLeft = output.count
        let isRead = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var to = target.baseAddress
                let converted = iconv(descriptor, &from, &inputLeft, &to, &outputLeft)
                // A last call hands out the letter that waits for a tone mark.
                return iconv(descriptor, nil, nil, &to, &outputLeft) != Int(bitPattern: UInt.max)
                    && converted != Int(bitPattern: UInt.max)
            }
        }
        return isRead
            ? String(decoding: output.prefix(64 - outputLeft).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }
}
