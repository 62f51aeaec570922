import CQL2
import Foundation
import Reprojection
import SimpleFeatures
import Testing

@testable import GeoStore

@Suite struct SpatialFilterTests {
    @Test(
        "predicates in degrees find the same in every storage CRS; what has no geometry is unknown",
        arguments: [CRS.crs84, .epsg(9218), .epsg(3857), .epsg(4756)])
    func storageSystems(crs: CRS) throws {
        let fixture = try FilterFixture(crs: crs)
        let cases: [(text: String, ids: [Int64])] = [
            ("S_INTERSECTS(geometry, POLYGON((107.9 13.9,108.15 13.9,108.15 14.15,107.9 14.15,107.9 13.9)))", [1, 2]),
            ("NOT S_INTERSECTS(geometry, BBOX(107.9,13.9,108.15,14.15))", [3, 4]),
            ("S_DISJOINT(geometry, BBOX(107.9,13.9,108.15,14.15))", [3, 4]),
            ("NOT S_DISJOINT(geometry, BBOX(107.9,13.9,108.15,14.15))", [1, 2]),
            ("S_WITHIN(geometry, BBOX(107.9,13.9,-99,108.15,14.15,99))", [1, 2]),
            ("S_CONTAINS(BBOX(107.9,13.9,108.15,14.15), geometry)", [1, 2]),
            ("S_CONTAINS(geometry, BBOX(107.9,13.9,108.15,14.15))", []),
            ("S_INTERSECTS(geometry, BBOX(-180,-90,180,90))", [1, 2, 3, 4]),
            ("S_DISJOINT(geometry, BBOX(-180,-90,180,90))", []),
            ("S_WITHIN(geometry, POLYGON((-170 -80,170 -80,170 80,-170 80,-170 -80)))", [1, 2, 3, 4]),
            ("NOT S_WITHIN(geometry, BBOX(-10,-10,10,10))", [1, 2, 3, 4]),
            ("S_DISJOINT(geometry, POINT(0 0))", [1, 2, 3, 4]), ("S_EQUALS(geometry, POINT(0 0))", []),
            ("S_INTERSECTS(geometry, BBOX(108.15,14.15,-170,15))", [3, 4]),
            ("S_INTERSECTS(geometry, BBOX(108.05,14.05,108.25,14.25)) OR so = 0", [2, 3, 5]),
            (
                "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(0 0), POLYGON((107.9 13,108.05 13,108 14.05,107.9 13))))",
                [1]
            ),
            ("geometry IS NULL", [5]), ("geometry IS NOT NULL AND so > 0", [1, 2]),
            ("S_INTERSECTS(geometry, geometry)", [1, 2, 3, 4]), ("NOT S_EQUALS(geometry, geometry)", []),
            ("S_CROSSES(LINESTRING(0 0,2 2), BBOX(1,1,3,3)) AND id = 1", [1]),
            ("distance(geometry, POINT(108 14)) < 20000", [1, 2]),
            ("area(geometry) = 0 AND length(geometry) = 0", [1, 2, 3, 4]),
        ]
        for (text, ids) in cases {
            #expect(try fixture.ids(text) == ids, "\(text)")
        }
    }

    @Test("a literal is in the CRS that the query names")
    func filterSystem() throws {
        let fixture = try FilterFixture()
        let place = try FilterFixture.transform(to: .epsg(9218))(Coordinate(x: 108.1, y: 14.1))
        let box = "BBOX(\(place.x - 10),\(place.y - 10),\(place.x + 10),\(place.y + 10))"
        #expect(try fixture.ids("S_INTERSECTS(geometry, \(box))", crs: .epsg(9218)) == [2])
        let stored = try FilterFixture(crs: .epsg(9218))
        #expect(try stored.ids("S_INTERSECTS(geometry, \(box))", crs: .epsg(9218)) == [2])
        #expect(try stored.ids("S_EQUALS(geometry, POINT(\(place.x) \(place.y)))", crs: .epsg(9218)) == [2])
        #expect(throws: FilterError.self) {
            try stored.ids("S_INTERSECTS(geometry, BBOX(500000,1,400000,2))", crs: .epsg(9218))
        }
    }

    @Test("the sides of a literal stay straight where it is drawn: points beside a long parallel are told apart")
    func longSides() throws {
        let fixture = try StoreFixture()
        let onStorage = try FilterFixture.transform(to: .epsg(9218))
        // A metre is 9e-6 degrees: points half a metre to either side of the parallel.
        let offsets = [-5e-6, 5e-6]
        let points = try (0..<20).flatMap { step in
            try offsets.map { try onStorage(Coordinate(x: 107.2 + Double(step) / 10, y: 14 + $0)) }
        }
        try fixture.load(points)
        var query = FeatureQuery()
        query.filter = try Filter(text: "S_INTERSECTS(geometry, POLYGON((107 13,109.5 13,109.5 14,107 14,107 13)))")
        #expect(try fixture.ids { $0 = query } == (0..<20).map { Int64($0 * 2 + 1) })
    }

    @Test("so do they when they are straight in metres and stored in degrees")
    func longSidesInMetres() throws {
        let fixture = try StoreFixture()
        let transform = try CoordinateTransform(from: .epsg(4756), to: .epsg(9218))
        let points = try (0..<20).flatMap { step in
            try [-0.5, 0.5].map { offset in
                try transform.transform(
                    Coordinate(x: 405_000 + Double(step) * 5500, y: 1_550_000 + offset), direction: .inverse)
            }
        }
        try fixture.load(points, crs: .epsg(4756))
        var query = FeatureQuery()
        query.filter = try Filter(text: "S_INTERSECTS(geometry, BBOX(400000,1500000,520000,1550000))")
        query.filterCRS = .epsg(9218)
        #expect(try fixture.ids { $0 = query } == (0..<20).map { Int64($0 * 2 + 1) })
    }

    @Test("all eight predicates on lines and polygons", arguments: [CRS.crs84, .epsg(9218)])
    func relations(crs: CRS) throws {
        let fixture = try StoreFixture()
        let schema = FeatureSchema(properties: [], geometryType: .geometry)
        let place = try FilterFixture.transform(to: crs)
        func positions(_ pairs: [(Double, Double)]) throws -> CoordinateSequence {
            CoordinateSequence(try pairs.map { try place(Coordinate(x: 108 + $0.0 / 100, y: 14 + $0.1 / 100)) })
        }
        func square(_ low: Double, _ high: Double) throws -> Geometry {
            .polygon(.init(rings: [try positions([(low, low), (high, low), (high, high), (low, high), (low, low)])]))
        }
        let shapes: [Geometry] = [
            try square(0, 2), try square(1, 3), try square(5, 6), .lineString(try positions([(-1, 1), (3, 1)])),
            .lineString(try positions([(0.5, 0.5), (1.5, 1.5)])), .point(try positions([(1, 1)])),
            .multiPoint([try positions([(1, 1)]), try positions([(9, 9)])]),
        ]
        try fixture.store.load(try StoreFixture.definition("shapes", crs: crs, schema: schema), mode: .create) {
            writer in
            for shape in shapes { try writer.append(geometry: shape, values: []) }
            return Provenance(source: "test.shp", sourceCRS: crs)
        }
        // The first square, one beside it, and lines through it.
        let square = "POLYGON((108 14,108.02 14,108.02 14.02,108 14.02,108 14))"
        var cases: [(text: String, ids: [Int64])] = [
            ("S_INTERSECTS(geometry, \(square))", [1, 2, 4, 5, 6, 7]), ("S_DISJOINT(geometry, \(square))", [3]),
            ("S_CROSSES(geometry, \(square))", [4, 7]),
            ("S_CROSSES(\(square), geometry)", [4, 7]), ("S_CONTAINS(geometry, POINT(108.015 14.015))", [1, 2]),
            ("S_WITHIN(POINT(108.015 14.015), geometry)", [1, 2]),
            ("S_WITHIN(geometry, BBOX(107.9,13.9,108.035,14.035))", [1, 2, 4, 5, 6]),
            ("S_OVERLAPS(geometry, BBOX(-179,-80,108.015,80))", [1, 2]),
        ]
        if crs == .crs84 {
            // A side drawn in degrees and one drawn in metres are not the same line.
            cases += [
                ("S_OVERLAPS(geometry, \(square))", [2]),
                ("S_EQUALS(geometry, \(square))", [1]),
                ("S_EQUALS(geometry, LINESTRING(108.03 14.01,107.99 14.01))", [4]),
                ("S_TOUCHES(geometry, BBOX(108.02,14,108.05,14.02))", [1]),
                ("S_INTERSECTS(geometry, LINESTRING Z(108.05 14.05 7,108.06 14.06 8))", [3]),
            ]
        } else {
            #expect(throws: FilterError.self) {
                try fixture.ids(of: "shapes") {
                    $0.filter = .spatial(
                        .crosses, .property("geometry"),
                        .geometry(
                            .multiPoint([CoordinateSequence(values: [108, 14]), CoordinateSequence(values: [0, 0])])))
                }
            }
        }
        for (text, ids) in cases {
            let filter = try Filter(text: text)
            #expect(try fixture.ids(of: "shapes") { $0.filter = filter } == ids, "\(text)")
        }
    }

    @Test("areas and lengths in metres", arguments: [CRS.crs84, .epsg(9218), .epsg(3857)])
    func measures(crs: CRS) throws {
        let fixture = try StoreFixture()
        let place = try FilterFixture.transform(to: crs)
        let corners = try [(0.0, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.01), (0.0, 0.0)].map {
            try place(Coordinate(x: 108.5 + $0.0, y: 14 + $0.1))
        }
        let schema = FeatureSchema(properties: [], geometryType: .multiPolygon)
        try fixture.store.load(try StoreFixture.definition("shapes", crs: crs, schema: schema), mode: .create) {
            writer in
            try writer.append(
                geometry: .multiPolygon([.init(rings: [CoordinateSequence(corners)])]), values: [])
            return Provenance(source: "test.shp", sourceCRS: crs)
        }
        // 0.01° by 0.01° at 14° north: 1080.3 m by 1106.3 m on the ellipsoid (a cos φ / sqrt(1 - e² sin² φ) and M(φ)).
        for text in [
            "area(geometry) BETWEEN 1194300 AND 1195800", "perimeter(geometry) BETWEEN 4371 AND 4375",
            "distance(geometry, POINT(108.52 14.005)) BETWEEN 1079.7 AND 1081", "length(geometry) = 0",
        ] {
            let filter = try Filter(text: text)
            #expect(try fixture.ids(of: "shapes") { $0.filter = filter } == [1], "\(text)")
        }
    }
}
