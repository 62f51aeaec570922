import FeatureExchange
import Testing

@Suite("What a shapefile can hold") struct ShapefileLayoutTests {
    @Test("names are ten plain characters, no two alike")
    func names() {
        let names = ShapefileLayout.fieldNames(for: [
            "feature_id", "Tên đường phố", "ten_duong_pho_moi", "TEN_DUONG_PHO", "2026", "địa chỉ", "",
        ])
        #expect(names == ["feature_id", "Ten_duong_", "ten_duon_1", "TEN_DUON_2", "f_2026", "dia_chi", "f_"])
    }

    @Test("a text that is too long is cut between characters")
    func texts() {
        let long = String(repeating: "ỗ", count: 100)
        let cut = ShapefileLayout.fitting(long)
        #expect(cut == String(repeating: "ỗ", count: 84))
        #expect(ShapefileLayout.fitting("ỗ") == "ỗ")
    }
}
