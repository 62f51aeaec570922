import CQL2
import Foundation
import Reprojection
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// A layer in which every kind of column has something to be asked for.
///
/// ```
/// id  ten            so    cao   mo     ngay        luc                         ds             where
/// 1   Đường Lê Lợi   10    1.5   true   2020-01-01  2020-01-01T00:00:00Z        ["a","b"]      108.0 14.0
/// 2   Duong Le Loi   7     -2.5  false  2020-06-30  2020-06-30T06:30:00+07:00   ["b","a"]      108.1 14.1
/// 3   ĐƯỜNG SỐ 100%  nil   0     true   nil         nil                         [1,2]          108.2 14.2
/// 4   nil            -7    8     nil    2021-12-31  2021-12-31T23:59:59.5       text           108.3 14.3
/// 5   Straße         0     nil   false  2019-03-01  2019-03-01T12:00:00Z        []             none
/// ```
struct FilterFixture {
    static let schema = FeatureSchema(
        properties: [
            .init(name: "ten", type: .text), .init(name: "so", type: .integer), .init(name: "cao", type: .real),
            .init(name: "mo", type: .boolean), .init(name: "ngay", type: .date), .init(name: "luc", type: .dateTime),
            .init(name: "ds", type: .text), .init(name: "b\"'; DROP TABLE \"x", type: .integer),
        ], geometryType: .point)

    let store: StoreFixture

    init(crs: CRS = .crs84) throws {
        store = try StoreFixture()
        let texts: [String?] = ["Đường Lê Lợi", "Duong Le Loi", "ĐƯỜNG SỐ 100%", nil, "Straße"]
        let numbers: [Int64?] = [10, 7, nil, -7, 0]
        let heights: [Double?] = [1.5, -2.5, 0, 8, nil]
        let flags: [Bool?] = [true, false, true, nil, false]
        let days: [String?] = ["2020-01-01", "2020-06-30", nil, "2021-12-31", "2019-03-01"]
        let times: [String?] = [
            "2020-01-01T00:00:00Z", "2020-06-30T06:30:00+07:00", nil, "2021-12-31T23:59:59.500", "2019-03-01T12:00:00Z",
        ]
        let lists: [String?] = [#"["a","b"]"#, #"["b","a"]"#, "[1,2]", "text", "[]"]
        let definition = try StoreFixture.definition("places", crs: crs, schema: Self.schema)
        let transform = try Self.transform(to: crs)
        try store.store.load(definition, mode: .create) { writer in
            for index in 0..<5 {
                let degrees = Coordinate(x: 108 + Double(index) / 10, y: 14 + Double(index) / 10)
                let geometry = index == 4 ? nil : Geometry.point(try transform(degrees))
                try writer.append(
                    geometry: geometry,
                    values: [
                        texts[index].map(PropertyValue.text) ?? .null,
                        numbers[index].map(PropertyValue.integer) ?? .null,
                        heights[index].map(PropertyValue.real) ?? .null,
                        flags[index].map(PropertyValue.boolean) ?? .null,
                        days[index].map(PropertyValue.text) ?? .null,
                        times[index].map(PropertyValue.text) ?? .null,
                        lists[index].map(PropertyValue.text) ?? .null, .integer(Int64(index)),
                    ])
            }
            return Provenance(source: "test.shp", sourceCRS: crs)
        }
    }

    static func transform(to crs: CRS) throws -> (Coordinate) throws -> Coordinate {
        let transform = try CoordinateTransform(from: crs, to: .crs84)
        return { try transform.transform($0, direction: .inverse) }
    }

    func ids(_ text: String, crs: CRS = .crs84) throws -> [Int64] {
        var query = FeatureQuery()
        query.filter = try Filter(text: text)
        query.filterCRS = crs
        let found = try store.ids(of: "places") { $0 = query }
        #expect(try store.store.count(of: store.collection("places"), matching: query) == found.count)
        return found
    }

    func plan(_ text: String) throws -> [String] {
        var query = FeatureQuery()
        query.filter = try Filter(text: text)
        return try store.store.queryPlan(of: store.collection("places"), matching: query)
    }
}
