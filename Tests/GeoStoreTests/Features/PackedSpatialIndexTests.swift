import Foundation
import GRDB
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

@Suite struct PackedSpatialIndexTests {
    @Test(
        "the packed index is whole at every size about the limits of its nodes",
        arguments: [0, 1, 2, 47, 48, 49, 50, 51, 52, 96, 97, 2303, 2304, 2305, 2600, 2601, 2602])
    func sizes(count: Int) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(count))
        #expect(try fixture.problems() == [])
        let box = Envelope(minX: 430_000, minY: 1_530_000, maxX: 470_000, maxY: 1_580_000, crs: .epsg(9218))
        let expected = SamplePoints.random(count).enumerated()
            .filter { box.contains($0.element) }.map { Int64($0.offset + 1) }
        #expect(try fixture.ids { $0.envelopes = [box] } == expected)
    }

    @Test("points that all lie in one place, at 0, or far out, are found")
    func degenerate() throws {
        for place in [Coordinate(x: 0, y: 0), Coordinate(x: -0.1, y: 16_777_217), Coordinate(x: 123_456.789, y: -5e8)] {
            let fixture = try StoreFixture()
            try fixture.load(Array(repeating: place, count: 120))
            #expect(try fixture.problems() == [])
            let box = Envelope(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y, crs: .epsg(9218))
            #expect(try fixture.ids { $0.envelopes = [box] }.count == 120)
        }
    }

    @Test(
        "numbers are rounded outwards as SQLite rounds them",
        arguments: [0, -0.0, 0.1, -0.1, 16_777_217, -16_777_217, 1e-40, 3.4e38, -3.4e38, 1_549_999.123456789])
    func rounding(value: Double) throws {
        let queue = try DatabaseQueue()
        try queue.write { database in
            try database.execute(sql: "CREATE VIRTUAL TABLE r USING rtree(id, a, b)")
            try database.execute(sql: "INSERT INTO r VALUES (1, ?, ?)", arguments: [value, value])
            let row = try #require(try Row.fetchOne(database, sql: "SELECT a, b FROM r"))
            #expect(row["a"] as Double == Double(SpatialIndexBoxes.roundedDown(value)))
            #expect(row["b"] as Double == Double(SpatialIndexBoxes.roundedUp(value)))
        }
    }

    @Test(
        "thousands of edits by another program on a packed index leave it whole and exact",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence), arguments: [0, 1, 60, 3000])
    func edits(count: Int) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(count))
        var random = SplitMix(seed: UInt64(count) + 7)
        var points = Dictionary(
            uniqueKeysWithValues: SamplePoints.random(count).enumerated().map { (Int64($0.offset + 1), $0.element) })
        var statements = ["BEGIN;"]
        var nextID = Int64(count) + 1
        for point in SamplePoints.random(4000, seed: 99) {
            let ids = points.isEmpty ? [] : [points.keys.sorted()[Int.random(in: 0..<points.count, using: &random)]]
            switch (Int.random(in: 0...2, using: &random), ids.first) {
            case (0, let id?):
                statements.append("DELETE FROM stations WHERE feature_id = \(id);")
                points[id] = nil
            case (1, let id?):
                statements.append(
                    "UPDATE stations SET geometry = MakePoint(\(point.x), \(point.y), 9218) WHERE feature_id = \(id);")
                points[id] = point
            case _:
                statements.append("INSERT INTO stations (geometry) VALUES (MakePoint(\(point.x), \(point.y), 9218));")
                points[nextID] = point
                nextID += 1
            }
        }
        let script = fixture.folder.path("edits.sql")
        try Data((statements + ["COMMIT;"]).joined(separator: "\n").utf8).write(to: URL(filePath: script))
        try OtherPrograms.spatialite(fixture.path, ".read \(script) UTF-8")
        #expect(try fixture.problems() == [])
        for step in 0..<12 {
            let box = Envelope(
                minX: 400_000 + Double(step) * 9_000, minY: 1_500_000 + Double(step) * 8_000,
                maxX: 430_000 + Double(step) * 9_000, maxY: 1_540_000 + Double(step) * 8_000, crs: .epsg(9218))
            let expected = points.filter { box.contains($0.value) }.keys.sorted()
            #expect(try fixture.ids { $0.envelopes = [box] } == expected)
        }
        _ = try fixture.store.adoptOutsideEdits()
        #expect(try fixture.problems() == [])
    }
}

extension Envelope {
    fileprivate func contains(_ point: Coordinate) -> Bool {
        minX <= point.x && point.x <= maxX && minY <= point.y && point.y <= maxY
    }
}
