import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

/// Names of units as tables write them.
struct UnitNameTests {
    @Test(arguments: ["Quy Nhơn", "QUY NHƠN", "Qui Nhon", "quy-nhơn", "Quy  Nhơn "])
    func spellingsOfOneNameAreOneKey(name: String) {
        #expect(UnitName.key(name) == "quinhon")
    }

    @Test(arguments: [
        ("Xã Ia Khươl", UnitName.Level.commune, "iakhuol"), ("TT. Phú Hòa", .commune, "phuhoa"),
        ("Thị trấn Phú Hòa", .commune, "phuhoa"), ("P. Diên Hồng", .commune, "dienhong"),
        ("Đặc khu Lý Sơn", .commune, "lison"), ("H. Chư Păh", .district, "chupah"), ("TX An Khê", .district, "ankhe"),
        ("Thị xã An Khê", .district, "ankhe"), ("TP Pleiku", .district, "pleiku"),
        ("TỈNH GIA LAI", .province, "gialai"),
        ("Phường 01", .commune, "1"),
    ])
    func aKindSaysTheLevel(text: String, level: UnitName.Level, key: String) throws {
        let mention = try #require(UnitName.mentions(in: text).first)
        #expect(mention.levels?.contains(level) == true)
        #expect(mention.keys.contains(key))
    }

    @Test func anAddressNamesSeveralUnits() {
        let mentions = UnitName.mentions(in: "Thôn 3, xã Ia Ka, huyện Chư Păh, tỉnh Gia Lai")
        #expect(mentions.compactMap(\.levels) == [[.commune], [.district], [.province]])
        #expect(mentions[0].keys.contains("iaka") && mentions[1].keys.contains("chupah"))
    }

    @Test func aTitleNamesItsUnitAtTheEnd() {
        let mentions = UnitName.mentions(in: "Chợ số 2 phường Hoài Nhơn Đông")
        #expect(mentions.first?.keys.contains("hoainhondong") == true)
    }

    @Test(arguments: ["", "14", "  ", "…", "12/5"])
    func whatNamesNothingIsNoMention(text: String) {
        #expect(UnitName.mentions(in: text).isEmpty)
    }

    @Test func theListsOfTheCountryAreWhole() throws {
        let table = try ImportFixture.units().table()
        let communes = table.units.count { $0.level == .commune }
        #expect(communes == 3321 + 9741)
        #expect(table.units.count { $0.level == .province } == 34 + 63)
        let inCountry = Envelope(minX: 102, minY: 6, maxX: 118, maxY: 23.5, crs: .crs84)
        #expect(table.units.allSatisfy { inCountry.contains($0.centre) && $0.radius > 0 && !$0.name.isEmpty })
        #expect(table.units.allSatisfy { $0.level == .province || !$0.parents.isEmpty })
    }

    @Test(arguments: [
        ("Gia Lai", 108.03, 13.975), ("Gia Lai", 109.24, 13.77), ("Gia Lai", 109.35, 13.61), ("Đà Nẵng", 112.33, 16.53),
        ("Khánh Hoà", 111.92, 8.64), ("An Giang", 103.96, 10.22), ("Hồ Chí Minh", 106.6, 8.69),
        ("Hà Nội", 105.85, 21.03),
    ])
    func islandsAreInTheirProvinces(name: String, longitude: Double, latitude: Double) throws {
        let province = try ImportFixture.units().provinces().province(at: Coordinate(x: longitude, y: latitude))
        #expect(province?.name == name)
    }

    @Test(arguments: [(106.0, 13.97), (111.2, 13.9), (7.4, 43.7), (104.9, 11.55), (0.0, 0.0), (1e9, -1e9)])
    func elsewhereIsNoProvince(longitude: Double, latitude: Double) throws {
        #expect(try ImportFixture.units().provinces().province(at: Coordinate(x: longitude, y: latitude)) == nil)
    }
}
