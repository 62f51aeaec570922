import Testing
import VietnameseText

@Suite struct SyllableScoreTests {
    @Test(arguments: [
        "Nguyễn", "phường", "nghiêng", "quyết", "giếng", "gì", "yêu", "ở", "Đắc", "khuya", "xã", "thị", "huyện",
        "Quảng", "tuyến", "ươm", "Ngô", "hoặc", "quần", "giềng", "ỷ",
    ])
    func wordsPeopleWriteAreSyllables(word: String) {
        #expect(VietnameseSyllable.isValid(word))
    }

    @Test(arguments: ["", "NguyÔn", "phưêng", "tìc", "àà", "bằk", "ngxa", "Ph­êng", "x·", "123"])
    func misreadWordsAreNot(word: String) {
        #expect(!VietnameseSyllable.isValid(word))
    }

    @Test func plainASCIIIsNoEvidence() {
        #expect(SyllableScore.share(of: "Pleiku 2025") == nil)
        #expect(SyllableScore.share(of: "Xã An Dũng") == 1)
        #expect(SyllableScore.share(of: "X· An Dòng") == 0.5, "the second word happens to be one")
    }

    @Test func capitalsOfTheCapitalFontComeBack() {
        #expect(TCVN3CapitalFont.restoringCapitals(in: "PHƯờNG NGUYễN VĂN Cừ") == "PHƯỜNG NGUYỄN VĂN CỪ")
        #expect(TCVN3CapitalFont.restoringCapitals(in: "Xã NHƠN Lý") == "XÃ NHƠN LÝ")
        #expect(TCVN3CapitalFont.restoringCapitals(in: "Xã") == "Xã")
        #expect(TCVN3CapitalFont.restoringCapitals(in: "Xã An Dũng") == "Xã An Dũng")
        #expect(TCVN3CapitalFont.restoringCapitals(in: "GIA LAI") == "GIA LAI")
        #expect(TCVN3CapitalFont.restoringCapitals(in: "Xã AN Bá") == "XÃ AN BÁ")
        #expect(TCVN3CapitalFont.restoringCapitals(in: "Xã AL Bá") == "Xã AL Bá", "a name, and no syllable")
    }
}
