import FeatureExchange
import GeoStore
import SimpleFeatures
import Testing

@testable import geoimport

struct SchemaPlanTests {
    @Test(arguments: [
        ("Đường giao thông", "duong_giao_thong"), ("3dpoints", "layer_3dpoints"),
        ("Trường-học (2025)", "truong_hoc_2025"),
        ("THUA_DAT", "thua_dat"), ("a  b", "a_b"), ("_x_", "x"), ("Die\u{302}n Ho\u{300}ng", "dien_hong"),
        ("Quận 1/phường", "quan_1_phuong"),
    ])
    func anIdIsMadeFromTheLayersName(layer: String, id: String) {
        #expect(SchemaPlan.collectionID(fromLayer: layer) == id)
    }

    @Test(arguments: ["", "---", "测试", "§$%", "dat_label", "gs_dat", "idx_dat", String(repeating: "a", count: 64)])
    func aNameThatMakesNoIdMakesNone(layer: String) {
        #expect(SchemaPlan.collectionID(fromLayer: layer) == nil)
    }

    @Test(arguments: [
        ("MA_XA", "MA_XA"), ("Tên xã", "Ten_xa"), ("đất ở", "dat_o"), ("", "column"), ("  ", "column"),
        ("测试", "column"),
        ("1a", "_1a"), ("a-b.c", "a_b_c"), ("feature_id", "feature_id_"), ("GEOMETRY", "GEOMETRY_"),
        ("rowid", "rowid_"),
        ("bbox", "bbox_"), ("limit", "limit_"), ("BBOX", "BBOX"), ("a\";DROP TABLE x", "a__DROP_TABLE_x"),
    ])
    func aColumnGetsASafeName(original: String, name: String) {
        #expect(SchemaPlan.safe(original) == name)
    }

    @Test func namesThatSQLCannotTellApartAreNumberedAndKeepTheirTitles() throws {
        let fixture = try ImportFixture()
        let file = try fixture.geoJSON(
            "xa.geojson",
            [
                (
                    geometry: #"{"type":"Point","coordinates":[108,14]}"#,
                    properties: #"{"TEN":"a","ten":"b","Tên":"c","ten_2":"d","feature_id":7,"":"e","bbox":1}"#
                )
            ])
        let report = try fixture.load(file)
        let properties = try fixture.collection("xa").schema.properties
        #expect(properties.map(\.name) == ["TEN", "ten_2", "Ten_3", "ten_2_2", "feature_id_", "column", "bbox_"])
        #expect(properties.map(\.title) == ["TEN", "ten", "Tên", "ten_2", "feature_id", "", "bbox"])
        #expect(try fixture.features("xa")[0].values.prefix(4) == [.text("a"), .text("b"), .text("c"), .text("d")])
        #expect(report.text(in: .en).contains("column 'Tên' is called Ten_3"))
        #expect(try fixture.problems() == [])
    }
}
