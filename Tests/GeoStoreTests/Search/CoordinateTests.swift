import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@Suite struct CoordinateTests {
    private func pair(_ text: String) -> CoordinateText.Pair? { CoordinateText(text)?.pairs.first }

    @Test(
        "degrees are read in every notation",
        arguments: [
            "13.975, 108.25", "13.975 108.25", "13.975;108.25", "13,975 108,25", "13,975; 108,25", "13,975, 108,25",
            "13.975,108.25", "lat 13.975 lon 108.25", "lat=13.975, lng=108.25", "13.975N 108.25E", "N13.975 E108.25",
            "13°58'30\"N 108°15'00\"E", "13°58′30″ B, 108°15′00″ Đ", "13 58 30 B 108 15 0 Đ", "13°58.5'N 108°15'E",
            "N 13°58'30\" E 108°15'0\"", "13°58'30\" 108°15'00\"", "13.975° 108.25°",
            "13 độ 58 phút 30 giây B, 108 độ 15 phút Đ",
            "vĩ độ 13.975, kinh độ 108.25", "(13.975, 108.25)", "+13.975 +108.25", "toạ độ 13,975 108,25",
        ])
    func degrees(text: String) throws {
        let pair = try #require(self.pair(text), "\(text)")
        #expect(abs(pair.first - 13.975) < 1e-9 && abs(pair.second - 108.25) < 1e-9, "\(text)")
    }

    @Test("letters say which number is which")
    func axes() {
        #expect(pair("108.25E 13.975N")?.isNorthFirst == false)
        #expect(pair("kinh độ 108.25 vĩ độ 13.975")?.isNorthFirst == false)
        #expect(pair("X=1546367.08 Y=445983.83")?.isNorthFirst == true)
        #expect(pair("13.975 108.25")?.isNorthFirst == nil)
    }

    @Test(
        "what is no position is none",
        arguments: [
            "", "QL19", "tờ 12 thửa 345", "19", "đường 2 tháng 9", "1 2 3", "12a 13b", "số 12, ngõ 3 Lê Lợi", "°",
            "N E", "1,2,3,4,5,6",
        ])
    func strangers(text: String) { #expect(pair(text) == nil, "\(text)") }

    private func found(_ text: String) throws -> [(crs: CRS, point: Coordinate)] {
        let sample = try SearchFixture()
        return try sample.search(text, units: true).compactMap { result in
            guard case .place(let crs, _, _) = result.subject, let point = result.point else { return nil }
            return (crs, point)
        }
    }

    @Test(
        "metres of VN-2000 are placed in the zone of the province, in either order and notation",
        arguments: [
            "445983.828 1546367.084", "1546367.084 445983.828", "X=1546367,084 Y=445983,828",
            "1.546.367,084 445.983,828",
            "1,546,367.084 445,983.828", "E 445983.828 N 1546367.084", "VN-2000 445983.828, 1546367.084",
            "EPSG:9218 445983.828 1546367.084", "445983,828; 1546367,084", "1 546 367,084 445 983,828",
            "X = 1 546 367.084 Y = 445 983.828", "KTT 108°30' 445983.828 1546367.084",
            "1546367.084 445983.828, kinh tuyến trục 108-30",
        ])
    func zones(text: String) throws {
        let places = try found(text)
        let first = try #require(places.first, "\(text)")
        #expect(first.crs == .epsg(9218), "\(text)")
        #expect(abs(first.point.x - 108.001_804_351) < 1e-7 && abs(first.point.y - 13.981_975_373) < 1e-7)
    }

    @Test("where several zones fit, all are named")
    func ambiguity() throws {
        let sample = try SearchFixture()
        let province = LayerDefinition.search("province", "Tỉnh", ["TEN"], .point, .crs84)
        try sample.store.load(province, mode: .create) { writer in
            for corner in [Coordinate(x: 107.4, y: 12.9), Coordinate(x: 109.3, y: 14.7)] {
                try writer.append(geometry: .point(corner), values: [.null])
            }
            return Provenance()
        }
        let found = try sample.search("541000 1530000", units: true)
        let systems = found.prefix(2).compactMap { result -> CRS? in
            if case .place(let crs, _, _) = result.subject { crs } else { nil }
        }
        #expect(Set(systems) == [.epsg(9217), .epsg(9218)])
    }

    @Test("UTM is read in the zone that is named, in WGS 84 and in VN-2000")
    func utm() throws {
        let places = try found("48P 823456 1547012")
        #expect(places.map(\.crs) == [.epsg(32648), .epsg(3405)])
        #expect(try found("UTM 49N 178000 1547012").contains { $0.crs == .epsg(32649) })
    }

    @Test("latitude and longitude in either order are one place")
    func orders() throws {
        for text in ["13.982, 108.002", "108.002, 13.982"] {
            let first = try #require(try found(text).first)
            #expect(abs(first.point.x - 108.002) < 1e-9 && abs(first.point.y - 13.982) < 1e-9)
        }
        let shifted = try found("VN-2000 13.983 108.000")
        #expect(shifted.map(\.crs) == [.epsg(4756), .epsg(4326)])
        #expect(abs(shifted[0].point.x - 108.001_804_351) < 1e-8)
    }

    @Test(
        "numbers without a place are none",
        arguments: ["1e999 1", "999999999999 1", "-500000 1", "1000 2000", "nan nan"])
    func nowhere(text: String) throws { #expect(try found(text).isEmpty, "\(text)") }
}
