import Testing
import VietnameseText

@Suite struct VietnameseOrderTests {
    /// As CLDR's collation for `vi` has them (Perl's Unicode::Collate::Locale).
    private static let sorted = """
        |1|10|2|a|A|À|Á|ä|An|ắ|ăn|Ăn|Ân|ba|Ba|Bà|Ba Bể|Ba Na|bà na|Bà Na|Bà Rịa|d|D|Dak|Dien|Diên|duong|Duong|Dương|\
        DƯỜNG|đ|Đ|Đak|Đăk|Đắk|Điện|Đức  Cơ|Đức Cơ|Đức-Cơ|đường|Đường|e|E|ê|Ê|Gia|Già|Giả|Giã|Giá|Giạ|Ia|Kông|Krong|\
        Krông|Mang|Măng|Mâng|n|ñ|o|O|ö|ô|Ô|ơ|Ơ|Phù|Phú|Phụ|Tan|Tạn|Tân|Tần|Tấn|U|Ư|Xã|Y|Ỷ|zoo|Zoo|Ω|я|北京
        """.split(separator: "|", omittingEmptySubsequences: false).map(String.init)

    @Test("every pair of texts is in the order of the dictionary")
    func order() {
        for (index, text) in Self.sorted.enumerated() {
            for (other, second) in Self.sorted.enumerated() {
                #expect(VietnameseOrder.precedes(text, second) == (index < other), "\(text) and \(second)")
            }
        }
    }

    private static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
        left.withUnsafeBytes { left in right.withUnsafeBytes { VietnameseOrder.compare(left, $0) } }
    }

    @Test("texts that look alike are told apart, and what is no UTF-8 has its place")
    func total() {
        let texts: [[UInt8]] = [
            [], [0], [0x80], [0xC3], [0xC4, 0x91], [0xE1, 0xBA], [0xE1, 0xBA, 0xA1], [0xFF, 0xFE], [0x61, 0xE1],
            Array("a\u{300}".utf8), Array("à".utf8), Array("a b".utf8), Array("a\u{A0}b".utf8),
            Array("a\u{2002}b".utf8), Array("a\u{2003}b".utf8), Array("😀".utf8), Array("😁".utf8),
        ]
        for left in texts {
            for right in texts {
                #expect((Self.compare(left, right) == 0) == (left == right), "\(left) and \(right)")
                #expect(Self.compare(left, right) == -Self.compare(right, left), "\(left) and \(right)")
                for third in texts where Self.compare(left, right) < 0 && Self.compare(right, third) < 0 {
                    #expect(Self.compare(left, third) < 0, "\(left), \(right), \(third)")
                }
            }
        }
    }
}
