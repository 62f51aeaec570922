import Testing
import VietnameseText

@Suite struct CaseFoldingTests {
    @Test(
        "texts that differ in case fold to the same",
        arguments: [
            ("Đường Lê Lợi", "ĐƯỜNG LÊ LỢI"), ("Straße", "STRASSE"), ("ẞ", "ss"), ("Οδος", "ΟΔΟΣ"), ("ﬁn", "FIN"),
            ("K", "k"), ("ſ", "S"), ("µ", "Μ"), ("ABC-12", "abc-12"), ("", ""), ("ŉ", "ʼN"), ("ᾳ", "ΑΙ"),
        ])
    func folds(left: String, right: String) {
        #expect(Array(CaseFolding.fold(left).utf8) == Array(CaseFolding.fold(right).utf8))
    }

    @Test("what only looks alike stays apart", arguments: [("ı", "i"), ("Đ", "D"), ("ê", "e"), ("ơ", "o")])
    func staysApart(left: String, right: String) {
        #expect(CaseFolding.fold(left) != CaseFolding.fold(right))
    }

    @Test("what is folded is folded for good")
    func idempotent() {
        for value in (0x41...0x2FFF).compactMap(Unicode.Scalar.init) {
            let once = CaseFolding.fold(String(value))
            #expect(CaseFolding.fold(once) == once, "\(value)")
        }
    }

    @Test("accents go and case stays")
    func accents() {
        #expect(VietnameseFolding.withoutMarks("Đường Lê Lợi, débárquér") == "Duong Le Loi, debarquer")
        #expect(VietnameseFolding.withoutMarks("e\u{301}") == "e")
    }
}
