import Testing

@testable import VietnameseText

@Suite struct SearchTextTests {
    @Test(
        "words lose marks, case and punctuation, and numbers stand alone",
        arguments: [
            ("Đường Trần Hưng Đạo", "duong tran hung dao"), ("QL19", "ql 19"), ("ĐT.661B", "dt 661 b"),
            ("Quy Nhơn", "qui nhon"), ("Qui Nhơn", "qui nhon"), ("Đu\u{31B}\u{300}ng", "dung"),
            ("xã  Ia-Dêr,", "xa ia der"), ("", ""), ("\u{0}\"*()", ""), ("Café", "cafe"), ("北京 1", "北京 1"), ("👍", ""),
        ])
    func folding(text: String, folded: String) {
        #expect(SearchText.folded(text) == folded)
    }

    @Test("a query's words are the index's words, one for one")
    func agreement() {
        let texts = [
            "Đường Trần Hưng Đạo", "ĐT.661B", "TT. Đak Đoa", "a\u{301}b 12c", "Ia\u{AD}Grai", "x\u{200B}y", "Œuvre 7",
            "\u{301}a", "1\u{301}2", "北京12", "TX.An Khê(cũ)",
        ]
        for text in texts {
            #expect(
                SearchWord.words(of: text).map(\.folded).joined(separator: " ") == SearchText.folded(text), "\(text)")
        }
    }

    @Test("where a tone stands makes no difference, which tone it is does")
    func tones() {
        #expect(SearchWord.words(of: "hòa") == SearchWord.words(of: "hoà"))
        #expect(SearchWord.words(of: "hóa") != SearchWord.words(of: "hoà"))
        #expect(SearchWord.words(of: "hoa").first?.hasMarks == false)
        #expect(SearchWord.words(of: "đa").first?.hasMarks == true)
    }

    @Test("a text of a million words costs no more than its first words")
    func longTexts() {
        let text = String(repeating: "xã ", count: 350_000)
        #expect(SearchText.folded(text).split(separator: " ").count == SearchText.maximumWords)
    }

    @Test(
        "keys of Telex and VNI give the word that was meant",
        arguments: [
            ("ddak", "đak"), ("ddoa", "đoa"), ("dduwowngf", "đường"), ("duong72", "dường"), ("d9u7o7ng2", "đường"),
            ("Gia1", "giá"), ("tieengs", "tiếng"), ("tie6ng1", "tiếng"), ("xax", "xã"), ("xa4", "xã"),
            ("nguyeenx", "nguyễn"),
            ("phuowcs", "phước"), ("phuoc71", "phước"), ("quys", "quý"), ("hoaf", "hòa"),
        ])
    func keystrokes(typed: String, meant: String) {
        #expect(Keystrokes.reading(of: typed).map { SearchWord.words(of: $0) } == SearchWord.words(of: meant))
    }

    @Test("what Vietnamese has not is no keystroke", arguments: ["lai", "pleiku", "class", "12", "a", "bệnh", "w3c"])
    func noKeystrokes(word: String) {
        #expect(Keystrokes.reading(of: word) == nil)
    }

    private func readings(_ text: String, knowing words: Set<String> = []) -> [String] {
        SearchReading.readings(of: text) { word, asPrefix in
            words.contains { asPrefix ? $0.hasPrefix(word) : $0 == word }
        }.map { $0.words.map(\.folded).joined(separator: " ") }
    }

    @Test("short forms are read as what they stand for, and long ones as short")
    func abbreviations() {
        #expect(readings("P. Diên Hồng") == ["p dien hong", "phuong dien hong"])
        #expect(readings("QL19") == ["ql 19", "quoc lo 19"])
        let provincial = ["dt 661", "duong tinh 661", "tinh lo 661", "tl 661"]
        for text in ["ĐT 661", "TL 661", "tỉnh lộ 661", "đường tỉnh 661"] {
            #expect(Set(readings(text)).isSubset(of: provincial) && readings(text).contains("dt 661"), "\(text)")
            #expect(readings(text).contains("tl 661"), "\(text)")
        }
        #expect(readings("quốc lộ 19") == ["quoc lo 19", "ql 19"])
        #expect(readings("trường THCS Nguyễn Du").contains("truong trung hoc co so nguien du"))
        #expect(readings("TX. An Khê") == ["tx an khe", "thi xa an khe"])
        // Before nothing, one letter is the beginning of a word.
        #expect(readings("p") == ["p"])
    }

    @Test("syllables are joined and split where the result is known")
    func joining() {
        #expect(readings("plei ku", knowing: ["pleiku"]) == ["plei ku", "pleiku"])
        #expect(readings("pleiku", knowing: ["plei", "ku"]) == ["pleiku", "plei ku"])
        #expect(readings("plei ku") == ["plei ku"])
        #expect(readings("dak doa", knowing: ["dac"]).contains("dac doa"))
    }

    @Test("keystrokes come after what was typed")
    func order() {
        #expect(readings("ddak ddoa") == ["ddak ddoa", "dak doa"])
        #expect(readings("Gia1 Lai") == ["gia 1 lai", "gia lai"])
        #expect(readings("").isEmpty && readings(" \u{0}\"*").isEmpty)
    }
}
