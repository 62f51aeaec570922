import Foundation
import GRDB
import Reprojection
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

@Suite struct FeatureTextTests {
    @Test(
        "rows give the text of their features, whatever other programs wrote into them",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence), arguments: [CRS.crs84, .epsg(9218)])
    func sameText(crs: CRS) throws {
        let fixture = try StoreFixture()
        try fixture.store.load(StoreFixture.definition(crs: crs, schema: Self.schema), mode: .create) { writer in
            for index in 0..<60 {
                let geometry = Self.geometries[index % Self.geometries.count]
                try writer.append(
                    geometry: geometry.map { crs == .crs84 ? $0 : Self.inMetres($0) },
                    values: Self.values[index % Self.values.count])
            }
            return Provenance(source: "test.gpkg", sourceCRS: crs)
        }
        try OtherPrograms.spatialite(
            fixture.path,
            """
            UPDATE stations SET so = 'chữ', "co ""hieu" = 2.5, cao = x'00FF', TEN = CAST(x'41FF42' AS TEXT) WHERE feature_id = 3;
            UPDATE stations SET cao = 9e999, so = 9007199254740993, TEN = char(1, 34, 92, 10) WHERE feature_id = 4;
            UPDATE stations SET cao = 12, TEN = 12.5, anh = 'chữ' WHERE feature_id = 5;
            """)
        _ = try fixture.store.adoptOutsideEdits()
        try expectSame(fixture)
    }

    @Test(
        "a feature whose geometry cannot be read is left out, at the end of a page too",
        .enabled(if: OtherPrograms.sqliteIsInstalled, OtherPrograms.absence))
    func unreadable() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(12))
        for id in [1, 5, 6, 12] {
            // The triggers of SpatiaLite need its functions: they would keep a program without them from writing this.
            try OtherPrograms.sqlite3(
                fixture.path,
                """
                DROP TRIGGER IF EXISTS "ggu_stations_geometry"; DROP TRIGGER IF EXISTS "tmu_stations_geometry";
                DROP TRIGGER IF EXISTS "giu_stations_geometry";
                UPDATE stations SET geometry = substr(geometry, 1, 44) || x'FE' WHERE feature_id = \(id)
                """)
        }
        let collection = try fixture.collection()
        var query = FeatureQuery()
        #expect(try pages(of: collection, in: fixture, query, limit: 3) == [[2, 3, 4], [7, 8, 9], [10, 11]])
        #expect(try pages(of: collection, in: fixture, query, limit: 4) == [[2, 3, 4, 7], [8, 9, 10, 11]])
        query.offset = 4
        #expect(try pages(of: collection, in: fixture, query, limit: 9) == [[7, 8, 9, 10, 11]])
    }

    @Test("pages of every size give all features once, and say whether there are more")
    func pagesAreComplete() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        let collection = try fixture.collection()
        for limit in 1...11 {
            let found = try pages(of: collection, in: fixture, FeatureQuery(), limit: limit)
            #expect(found.flatMap { $0 } == Array(1...10))
            #expect(found.count == (10 + limit - 1) / limit)
        }
        var query = FeatureQuery()
        query.envelopes = [Envelope(minX: 0, minY: 0, maxX: 1, maxY: 1, crs: .crs84)]
        #expect(try pages(of: collection, in: fixture, query, limit: 5) == [[]])
    }

    @Test("a query by value keeps its statement, which no cache holds, until the page is written")
    func equality() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(40))
        var query = FeatureQuery()
        query.equalities = [FeatureQuery.Equality(property: "so", value: .integer(7))]
        let found = try pages(of: try fixture.collection(), in: fixture, query, limit: 3)
        #expect(found == [[8, 18, 28], [38]])
    }

    @Test("a box finds and counts what an exact test of every feature finds", arguments: [CRS.crs84, .epsg(9218)])
    func boxes(crs: CRS) throws {
        let fixture = try StoreFixture()
        var random = SplitMix(seed: 11)
        let schema = FeatureSchema(properties: [], geometryType: .geometry)
        try fixture.store.load(StoreFixture.definition(crs: crs, schema: schema), mode: .create) { writer in
            for _ in 0..<1_500 {
                let geometry = Self.shape(&random)
                try writer.append(geometry: crs == .crs84 ? geometry : Self.inMetres(geometry), values: [])
            }
            return Provenance(source: "test.gpkg", sourceCRS: crs)
        }
        let collection = try fixture.collection()
        for _ in 0..<25 {
            let side = Double.random(in: 0.001...0.2, using: &random)
            let west = Double.random(in: 107.9...108.1, using: &random)
            let south = Double.random(in: 13.9...14.1, using: &random)
            var query = FeatureQuery()
            query.envelopes = [Envelope(minX: west, minY: south, maxX: west + side, maxY: south + side, crs: .crs84)]
            let statement = try #require(try fixture.store.statement(for: query, in: collection))
            let box = try #require(statement.boxes.first)
            let outline = box.outline ?? SpatiaLiteBlob.write(Geometry(boxOutline: box.envelope), srid: 4326)
            let exact = try fixture.store.read("testing") { database in
                let data = Data(outline)
                let ids = "SELECT feature_id FROM stations WHERE ST_Intersects(geometry, ?) = 1 ORDER BY 1"
                return try Int64.fetchAll(database, sql: ids, arguments: [data])
            }
            #expect(try fixture.ids { $0 = query } == exact)
            #expect(try fixture.store.count(of: collection, matching: query) == exact.count)
            #expect(try pages(of: collection, in: fixture, query, limit: 10_000) == [exact])
            #expect(try pages(of: collection, in: fixture, query, limit: 7).flatMap { $0 } == exact)
            let inner = try #require(box.inner)
            let isWithin = try fixture.store.read("testing") { database in
                let blobs = [outline, SpatiaLiteBlob.write(Geometry(boxOutline: inner), srid: 4326)].map { Data($0) }
                return try Bool.fetchOne(
                    database, sql: "SELECT ST_Covers(?, SetSRID(?, ?)) = 1",
                    arguments: [blobs[0], blobs[1], crs == .crs84 ? 4326 : 9218])
            }
            #expect(isWithin == true)
        }
    }

    @Test("a count of one box reads the R-tree, not the table")
    func countPlan() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20), crs: .epsg(9218))
        var query = FeatureQuery()
        query.envelopes = [SamplePoints.box]
        let statement = try #require(try fixture.store.statement(for: query, in: try fixture.collection()))
        #expect(statement.count.sql.hasPrefix("SELECT count(*) FROM \"idx_stations_geometry\" WHERE"))
        #expect(try fixture.store.count(of: fixture.collection(), matching: query) == 20)
    }

    /// The ids of each page, read one after the other; each page is what features give.
    private func pages(
        of collection: PublishedCollection, in fixture: StoreFixture, _ query: FeatureQuery, limit: Int
    ) throws -> [[Int64]] {
        var query = query
        var pages: [[Int64]] = []
        while true {
            var writer = GeoJSONWriter(schema: collection.schema)
            writer.append(raw: "[")
            let written = try fixture.store.write(query, of: collection, limit: limit, to: &writer)
            writer.append(raw: "]")
            let features = try JSONReader.read(writer.take()).array ?? []
            let ids = features.compactMap { $0["id"]?.number.map { Int64($0) } }
            #expect(ids.count == written.count && ids.last == written.lastID?.value)
            pages.append(ids)
            guard written.hasMore, pages.count < 1000 else { return pages }
            query.after = written.lastID
            query.offset = 0
        }
    }

    private func expectSame(_ fixture: StoreFixture) throws {
        let collection = try fixture.collection()
        var rows = GeoJSONWriter(schema: collection.schema)
        let written = try fixture.store.write(FeatureQuery(), of: collection, limit: 1000, to: &rows)
        var features = GeoJSONWriter(schema: collection.schema)
        let transform = try CoordinateTransform(from: collection.storageCRS, to: .crs84)
        var count = 0
        try fixture.store.forEachFeature(of: collection, matching: FeatureQuery()) { feature in
            if count > 0 { features.append(raw: ",") }
            count += 1
            var feature = feature
            do { feature.geometry = try feature.geometry.map { try transform.transform($0) } } catch ProjError
                .outsideDomain
            { feature.geometry = nil }
            features.append(feature)
        }
        #expect(written.count == count && count >= 60)
        #expect(String(decoding: rows.take(), as: UTF8.self) == String(decoding: features.take(), as: UTF8.self))
    }

    private static let schema = FeatureSchema(
        properties: [
            FeatureSchema.Property(name: "TEN", type: .text), FeatureSchema.Property(name: "so", type: .integer),
            FeatureSchema.Property(name: "cao", type: .real), FeatureSchema.Property(name: "mo", type: .boolean),
            FeatureSchema.Property(name: "ngay", type: .date), FeatureSchema.Property(name: "anh", type: .binary),
            FeatureSchema.Property(name: "co \"hieu", type: .text),
            FeatureSchema.Property(name: "geometry_1", type: .text),
        ], geometryType: .geometry)

    private static let values: [[PropertyValue]] = [
        Array(repeating: .null, count: 8),
        [
            .text("Chư Sê \"\\\n"), .integer(.max), .real(0.1), .boolean(true), .text("2026-07-01"),
            .binary([0, 1, 255]), .text(""),
            .text("😀 đất ở tại đô thị"),
        ],
        [
            .text("x"), .integer(-9_007_199_254_740_993), .real(-1e-9), .boolean(false), .null, .binary([]),
            .text("\u{1}\u{7F}"),
            .text("ngắn"),
        ],
        [.text("a"), .integer(0), .real(1e300), .null, .null, .null, .text("b"), .text("c")],
        [.text("a"), .integer(0), .real(571.3), .null, .null, .null, .text("b"), .text("c")],
    ]

    private static let geometries: [Geometry?] = [
        nil, .point(Coordinate(x: 108, y: 13.98)), .lineString(CoordinateSequence(values: [108, 14, 108.1, 14.1])),
        .polygon(Geometry.Polygon(rings: [square(108, 14, 0.1), square(108.02, 14.02, 0.01)])),
        .multiPoint([CoordinateSequence(values: [108, 14]), CoordinateSequence(values: [108.5, 14.5])]),
        .multiPolygon([
            Geometry.Polygon(rings: [square(108, 14, 0.1)]), Geometry.Polygon(rings: [square(109, 14, 0.1)]),
        ]),
        .geometryCollection([.point(Coordinate(x: 108, y: 14))]), .multiLineString([]),
        .point(CoordinateSequence()),
    ]

    private static func square(_ x: Double, _ y: Double, _ side: Double) -> CoordinateSequence {
        CoordinateSequence(values: [x, y, x, y + side, x + side, y + side, x + side, y, x, y])
    }

    private static func shape(_ random: inout SplitMix) -> Geometry {
        let (x, y) = (Double.random(in: 107.9...108.2, using: &random), Double.random(in: 13.9...14.2, using: &random))
        let side = Double.random(in: 0.0001...0.03, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return .point(Coordinate(x: x, y: y))
        case 1: return .lineString(CoordinateSequence(values: [x, y, x + side, y + side / 3, x - side, y + side]))
        case 2:
            return .polygon(
                Geometry.Polygon(rings: [square(x, y, side), square(x + side / 4, y + side / 4, side / 2)]))
        case _:
            return .multiPolygon([
                Geometry.Polygon(rings: [square(x, y, side / 4)]),
                Geometry.Polygon(rings: [square(x + side, y, side / 4)]),
            ])
        }
    }

    private static func inMetres(_ geometry: Geometry) -> Geometry {
        do {
            return try CoordinateTransform(from: .crs84, to: .epsg(9218)).transform(geometry)
        } catch { preconditionFailure("\(error)") }
    }
}
