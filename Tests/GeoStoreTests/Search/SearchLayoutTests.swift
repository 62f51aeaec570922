import GeoStore
import SimpleFeatures
import Testing

@Suite struct SearchLayoutTests {
    private func layout(_ columns: [String], sector: String = "transport") throws -> SearchLayout {
        let fixture = try StoreFixture()
        let definition = LayerDefinition.search("layer", "Lớp", columns, .point, .crs84)
        try fixture.store.load(definition, mode: .create) { _ in Provenance() }
        return SearchLayout(of: try fixture.collection("layer"))
    }

    @Test("names come first, then addresses and codes, then what says where")
    func choice() throws {
        #expect(
            try layout(["MA_TRUONG", "TEN_TRUONG", "CAP_HOC", "MA_XA", "TEN_XA", "DIA_CHI", "GHI_CHU"]).columns
                == ["TEN_TRUONG", "DIA_CHI", "MA_TRUONG", "TEN_XA"])
        #expect(try layout(["name", "name_en", "addr", "ref"]).columns == ["name", "ref", "addr"])
        #expect(try layout(["tenDuong", "SoHieu"]).columns == ["tenDuong", "SoHieu"])
    }

    @Test("parcels are found by their numbers and cost nothing else")
    func parcels() throws {
        let layout = try layout(["MA_XA", "TEN_XA", "SO_TO", "SO_THUA", "LOAI_DAT", "TEN_LOAI", "MA_THUA", "TENCHU"])
        #expect(layout.columns.isEmpty)
        #expect(layout.parcel?.sheet == "SO_TO" && layout.parcel?.number == "SO_THUA")
    }

    @Test(
        "whose a thing is, is not searched",
        arguments: [
            "CHU", "TEN_CHU", "TenChuSuDung", "chu_so_huu", "HO_TEN", "hoten", "CCCD", "SDT", "so_dien_thoai", "phone",
            "owner_name", "TEN_NGUOI_DAI_DIEN", "NGAY_SINH", "email", "so_cmnd",
        ])
    func personal(column: String) throws {
        #expect(try layout([column, "TEN"]).columns == ["TEN"])
        #expect(SearchLayout.looksPersonal(FeatureSchema.Property(name: column, type: .text)))
        #expect(!SearchLayout.looksPersonal(FeatureSchema.Property(name: "GHI_CHU", type: .text)))
    }
}
