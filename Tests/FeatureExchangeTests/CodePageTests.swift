import FeatureExchange
import Testing

@Suite struct CodePageTests {
    @Test(arguments: [
        ("936", "CP936"), ("ANSI 1250", "CP1250"), ("windows-1251", "CP1251"), ("ISO 88591", "ISO-8859-1"),
        ("ISO-8859-15", "ISO-8859-15"), ("UTF-8", "UTF-8"), ("65001", "UTF-8"), ("Big5", "BIG5"),
        ("WindowsLatin2", "CP1250"),
    ])
    func namesOfCpgFilesAreUnderstood(written: String, name: String) {
        #expect(CodePage(name: written)?.name == name)
    }

    @Test(arguments: ["", "TCVN3X", "no such page", "99999"])
    func unknownNamesAreRefused(written: String) {
        #expect(CodePage(name: written) == nil)
        #expect(throws: FeatureExchangeError.unknownCodePage(name: written)) {
            try CodePage.recode([0x41], from: written)
        }
    }

    @Test func theLastCharacterAndTheNextValueAreWhole() throws {
        let decoder = try #require(CodePage(name: "CP1258")).makeDecoder()
        func decode(_ bytes: [UInt8]) -> SourceText { bytes.withUnsafeBytes { decoder($0) } }
        #expect(decode([0x58, 0x61]) == SourceText("Xa"))
        #expect(decode([0x61, 0xCC]) == SourceText("à"))
        #expect(decode([]) == SourceText(""))
    }

    @Test func undecodableBytesAreCounted() throws {
        #expect(try CodePage.recode([0x41, 0xFF, 0x42], from: "936") == SourceText("A\u{FFFD}B", undecodableBytes: 1))
    }
}
