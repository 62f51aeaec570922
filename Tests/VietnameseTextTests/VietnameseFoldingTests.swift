import Foundation
import Testing
import VietnameseText

@Suite struct VietnameseFoldingTests {
    @Test(arguments: [
        ("Đức Cơ", "duc co"), ("GIA LAI", "gia lai"), ("Trường Tiểu học", "truong tieu hoc"), ("Đắk Pơ", "dak po"),
        ("Krông Pa", "krong pa"), ("café", "cafe"), ("Ỷ ỹ Ỵ", "y y y"), ("北京", "北京"), ("", ""),
    ])
    func foldingLeavesWhatPeopleType(text: String, folded: String) {
        #expect(VietnameseFolding.fold(text) == folded)
        #expect(VietnameseFolding.fold(text.decomposedStringWithCanonicalMapping) == folded, "NFD folds alike")
    }

    @Test(arguments: [
        ("Tên xã", "Ten xa"), ("Đường", "Duong"), ("DIỆN_TÍCH", "DIEN_TICH"), ("Straße", "Strasse"), ("名x", "_x"),
    ])
    func transliterationKeepsCase(text: String, ascii: String) {
        #expect(VietnameseFolding.asciiTransliteration(text) == ascii)
    }

    @Test func everyLetterHasAnASCIIOne() {
        for letter in VietnameseLetter.all {
            #expect(letter.ascii.isASCII)
            #expect(VietnameseFolding.fold(String(Character(letter.scalar))).count == 1)
        }
    }
}
