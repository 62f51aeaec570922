import GeoStore
import SimpleFeatures
import Testing

/// The country's lists: names share words with the kinds and the parents of others.
@Suite struct UnitSearchTests {
    private static let sample = Result { try SearchFixture() }

    private func units(_ text: String) throws -> [SearchResult] {
        try Self.sample.get().search(text, units: true).filter { if case .unit = $0.subject { true } else { false } }
    }

    @Test(
        "a unit is the first by its whole name, whichever others have a word of it in theirs",
        arguments: [
            ("phường Diên Hồng", "Phường Diên Hồng"), ("phuong dien hong", "Phường Diên Hồng"),
            ("P. Diên Hồng", "Phường Diên Hồng"), ("huyện Mang Yang", "Huyện Mang Yang"),
            ("huyen mang yang", "Huyện Mang Yang"), ("h. tuy phuoc", "Huyện Tuy Phước"),
            ("xã Ia Dơk", "Xã Ia Dơk"), ("xa ia dok gia lai", "Xã Ia Dơk"), ("phường 1", "Phường 1"),
            ("P.1", "Phường 1"), ("tp quy nhon", "Thành phố Quy Nhơn"), ("thị trấn phú mỹ", "Thị trấn Phú Mỹ"),
            ("an khê đà nẵng", "Phường An Khê"), ("tỉnh gia lai", "Tỉnh Gia Lai"),
        ])
    func wholeNames(text: String, title: String) throws {
        #expect(try units(text).first?.title == title)
    }

    @Test("a name that is half typed has its kind before it all the same")
    func unfinished() throws {
        let found = try units("xã ia d").map(\.title)
        #expect(!found.isEmpty && found.allSatisfy { $0.hasPrefix("Xã Ia D") || $0.hasPrefix("Xã Ia Đ") }, "\(found)")
    }

    @Test("what fits no name far away but by beginnings of words in disorder is left out")
    func noise() throws {
        #expect(try units("le duan").isEmpty)
        #expect(try units("hung vuong").allSatisfy { $0.title.hasSuffix("Hùng Vương") })
    }
}
