import Foundation
import Reprojection
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

@Suite struct FeatureQueryTests {
    @Test("a box is answered through the spatial index", arguments: [CRS.crs84, .epsg(9218), .epsg(3857)])
    func planUsesTheIndex(crs: CRS) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(100))
        var query = FeatureQuery()
        query.envelopes = [try envelope(around: fixture, in: crs)]
        for precision in [FeatureQuery.Precision.envelope, .exact] {
            query.precision = precision
            let plan = try fixture.store.queryPlan(of: fixture.collection(), matching: query)
            #expect(plan.contains { $0.contains("VIRTUAL TABLE INDEX") }, "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN t") || $0.contains("TEMP B-TREE") }, "\(plan)")
            #expect(try fixture.ids { $0 = query }.count == 100)
        }
    }

    @Test("an id, or the key of a page, is looked up in the primary key")
    func planUsesTheKey() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        var query = FeatureQuery()
        query.id = FeatureID(3)
        #expect(
            try fixture.store.queryPlan(of: fixture.collection(), matching: query).allSatisfy {
                $0.contains("INTEGER PRIMARY KEY")
            })
        query.id = nil
        query.after = FeatureID(3)
        query.limit = 2
        #expect(
            try fixture.store.queryPlan(of: fixture.collection(), matching: query).allSatisfy {
                $0.contains("INTEGER PRIMARY KEY")
            })
    }

    @Test("a box in degrees finds in a VN-2000 layer what transforming every point finds")
    func boxesInDegrees() throws {
        let fixture = try StoreFixture()
        let points = SamplePoints.random(20_000, seed: 42)
        try fixture.load(points)
        let collection = try fixture.collection()
        let transform = try CoordinateTransform(from: .epsg(9218), to: .crs84)
        let positions = try points.map { try transform.transform($0) }
        var random = SplitMix(seed: 8)
        for _ in 0..<40 {
            let side = Double.random(in: 0.001...0.5, using: &random)
            let west = Double.random(in: 107.6...108.6, using: &random)
            let south = Double.random(in: 13.5...14.6, using: &random)
            let box = Envelope(minX: west, minY: south, maxX: west + side, maxY: south + side, crs: .crs84)
            var query = FeatureQuery()
            query.envelopes = [box]
            var found: Set<Int64> = []
            try fixture.store.forEachFeature(of: collection, matching: query) { found.insert($0.id.value) }
            #expect(try fixture.store.count(of: collection, matching: query) == found.count)
            // The sides of a box bend in metres; the outline follows them to a quarter of a metre at the widest.
            let tolerance = side < 0.05 ? 1e-9 : 2.5e-6
            let surely = box.expanded(by: -tolerance)
            let possibly = box.expanded(by: tolerance)
            let wronglyFound = positions.indices.filter {
                found.contains(Int64($0 + 1)) && !possibly.contains(positions[$0])
            }
            let missed = positions.indices.filter { !found.contains(Int64($0 + 1)) && surely.contains(positions[$0]) }
            #expect(wronglyFound.isEmpty && missed.isEmpty, "\(box)")
        }
    }

    @Test("a box over the antimeridian is two boxes; a feature in both is found once")
    func twoBoxes() throws {
        let fixture = try StoreFixture()
        try fixture.load(
            [
                Coordinate(x: 179.5, y: 0), Coordinate(x: -179.5, y: 0), Coordinate(x: 0, y: 0),
                Coordinate(x: 180, y: 1),
            ],
            crs: .crs84)
        let east = Envelope(minX: 179, minY: -5, maxX: 180, maxY: 5, crs: .crs84)
        let west = Envelope(minX: -180, minY: -5, maxX: -179, maxY: 5, crs: .crs84)
        #expect(try fixture.ids { $0.envelopes = [east, west] } == [1, 2, 4])
        #expect(try fixture.ids { $0.envelopes = [east, east] } == [1, 4])
        var query = FeatureQuery()
        query.envelopes = [east, west]
        #expect(try fixture.store.count(of: fixture.collection(), matching: query) == 3)
        let plan = try fixture.store.queryPlan(of: fixture.collection(), matching: query)
        #expect(plan.contains { $0.contains("VIRTUAL TABLE INDEX") }, "\(plan)")
        #expect(!plan.contains { $0.hasPrefix("SCAN t") || $0.contains("TEMP B-TREE") }, "\(plan)")
    }

    @Test("the whole world, a box that only touches, and a box without area")
    func specialBoxes() throws {
        let fixture = try StoreFixture()
        try fixture.load([Coordinate(x: 108, y: 14), Coordinate(x: 108.5, y: 14.5)], into: "degrees", crs: .crs84)
        try fixture.load(SamplePoints.random(20))
        let world = Envelope(minX: -180, minY: -90, maxX: 180, maxY: 90, crs: .crs84)
        #expect(try fixture.ids(of: "degrees") { $0.envelopes = [world] } == [1, 2])
        #expect(try fixture.ids { $0.envelopes = [world] }.count == 20)
        let touching = Envelope(minX: 107, minY: 13, maxX: 108, maxY: 14, crs: .crs84)
        #expect(try fixture.ids(of: "degrees") { $0.envelopes = [touching] } == [1])
        let point = Envelope(minX: 108.5, minY: 14.5, maxX: 108.5, maxY: 14.5, crs: .crs84)
        #expect(try fixture.ids(of: "degrees") { $0.envelopes = [point] } == [2])
        let line = Envelope(minX: 107, minY: 14, maxX: 109, maxY: 14, crs: .crs84)
        #expect(try fixture.ids(of: "degrees") { $0.envelopes = [line] } == [1])
        let elsewhere = Envelope(minX: 10, minY: 50, maxX: 11, maxY: 51, crs: .crs84)
        #expect(try fixture.ids { $0.envelopes = [elsewhere] } == [])
        #expect(try fixture.ids(of: "degrees") { $0.envelopes = [elsewhere] } == [])
    }

    @Test("what only the 32-bit box of the index holds is not found by an exact query")
    func exactBeyondTheIndex() throws {
        let fixture = try StoreFixture()
        // A thousandth of a metre outside: the index rounds to an eighth of a metre.
        try fixture.load([Coordinate(x: 450_000.001, y: 1_550_000.001)])
        let box = Envelope(minX: 449_000, minY: 1_549_000, maxX: 450_000, maxY: 1_550_000, crs: .epsg(9218))
        #expect(try fixture.ids { $0.envelopes = [box] } == [])
        #expect(
            try fixture.ids {
                $0.envelopes = [box]
                $0.precision = .envelope
            } == [1])
    }

    @Test("a shape whose box meets the query but which itself does not is not found by an exact query")
    func exactShape() throws {
        let fixture = try StoreFixture()
        let schema = FeatureSchema(properties: [], geometryType: .multiLineString)
        try fixture.store.load(try StoreFixture.definition(crs: .crs84, schema: schema), mode: .create) { writer in
            try writer.append(geometry: .multiLineString([CoordinateSequence(values: [108, 14, 109, 15])]), values: [])
            return Provenance()
        }
        let corner = Envelope(minX: 108.8, minY: 14.0, maxX: 109, maxY: 14.2, crs: .crs84)
        #expect(try fixture.ids { $0.envelopes = [corner] } == [])
        #expect(
            try fixture.ids {
                $0.envelopes = [corner]
                $0.precision = .envelope
            } == [1])
        let middle = Envelope(minX: 108.4, minY: 14.4, maxX: 108.6, maxY: 14.6, crs: .crs84)
        #expect(try fixture.ids { $0.envelopes = [middle] } == [1])
    }

    @Test("features without a geometry match every box, unless the caller has no use for them")
    func nullGeometries() throws {
        let fixture = try StoreFixture()
        try fixture.load([Coordinate(x: 4.5e5, y: 1.55e6), nil, Coordinate(x: 5.1e5, y: 1.55e6), nil])
        #expect(try fixture.collection().nullGeometryCount == 2)
        let box = Envelope(minX: 449_000, minY: 1_549_000, maxX: 451_000, maxY: 1_551_000, crs: .epsg(9218))
        let elsewhere = Envelope(minX: 10, minY: 50, maxX: 11, maxY: 51, crs: .crs84)
        #expect(try fixture.ids { $0.envelopes = [box] } == [1, 2, 4])
        #expect(try fixture.ids { $0.envelopes = [elsewhere] } == [2, 4])
        #expect(
            try fixture.ids {
                $0.envelopes = [box]
                $0.matchesFeaturesWithoutGeometry = false
            } == [1])
        #expect(
            try fixture.ids {
                $0.envelopes = [elsewhere]
                $0.matchesFeaturesWithoutGeometry = false
            } == [])
        var query = FeatureQuery()
        query.envelopes = [elsewhere]
        #expect(try fixture.store.count(of: fixture.collection(), matching: query) == 2)
    }

    @Test("a layer of nothing but features without a geometry answers a box with all of them")
    func onlyNullGeometries() throws {
        let fixture = try StoreFixture()
        try fixture.load([nil, nil])
        #expect(
            try fixture.ids { $0.envelopes = [Envelope(minX: 1, minY: 2, maxX: 3, maxY: 4, crs: .crs84)] } == [1, 2])
        #expect(try fixture.collection().envelope == nil)
    }

    @Test("an empty layer answers everything with nothing")
    func emptyLayer() throws {
        let fixture = try StoreFixture()
        try fixture.load([])
        #expect(try fixture.ids() == [])
        #expect(try fixture.ids { $0.envelopes = [SamplePoints.box] } == [])
        #expect(try fixture.store.feature(try #require(FeatureID(1)), of: fixture.collection()) == nil)
    }

    @Test("equality is exact, of any type, and null is a value")
    func equalities() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(30))
        func ids(_ property: String, _ value: PropertyValue) throws -> [Int64] {
            try fixture.ids { $0.equalities = [FeatureQuery.Equality(property: property, value: value)] }
        }
        #expect(try ids("TEN", .text("điểm 7")) == [8])
        #expect(try ids("TEN", .text("ĐIỂM 7")) == [])
        #expect(try ids("so", .integer(3)) == [14, 24])
        #expect(try ids("so", .text("3")) == [14, 24])
        #expect(try ids("so", .null) == [4])
        #expect(try ids("cao", .real(0.25)) == [2])
        #expect(try ids("TEN", .text("' OR 1=1 --")) == [])
        let both = try fixture.ids {
            $0.equalities = [
                FeatureQuery.Equality(property: "so", value: .integer(5)),
                FeatureQuery.Equality(property: "TEN", value: .text("điểm 15")),
            ]
            $0.envelopes = [SamplePoints.box]
        }
        #expect(both == [16])
    }

    @Test("an unknown property is refused with those there are, never dropped")
    func unknownProperty() throws {
        let fixture = try StoreFixture()
        try fixture.load([])
        let expected = GeoStoreError.propertyNotFound("ten", collection: "stations", known: ["TEN", "so", "cao"])
        #expect(throws: expected) {
            try fixture.ids { $0.equalities = [FeatureQuery.Equality(property: "ten", value: .null)] }
        }
    }

    @Test("pages by key see each feature once, in order, while others insert and delete")
    func pagesByKey() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(100))
        let first = try fixture.collection()
        let other = try Store(path: fixture.path, access: .readWrite)
        var seen: [Int64] = []
        var query = FeatureQuery()
        query.limit = 7
        query.envelopes = [SamplePoints.box]
        while true {
            let before = seen.count
            let collection = try fixture.collection()
            try fixture.store.forEachFeature(of: collection, matching: query) { seen.append($0.id.value) }
            if seen.count == before { break }
            query.after = seen.last.flatMap { FeatureID($0) }
            if seen.count < 50 {
                try other.load(try StoreFixture.definition(), mode: .append) { writer in
                    try writer.append(geometry: .point(Coordinate(x: 4.5e5, y: 1.55e6)), values: StoreFixture.values(0))
                    return Provenance()
                }
            }
        }
        #expect(Set(seen).count == seen.count && seen == seen.sorted())
        #expect(Set(seen).isSuperset(of: 1...100))
        #expect(throws: GeoStoreError.collectionChanged("stations")) {
            try fixture.store.forEachFeature(of: first, matching: FeatureQuery()) { _ in }
        }
        #expect(throws: GeoStoreError.collectionChanged("stations")) {
            var filtered = FeatureQuery()
            filtered.envelopes = [SamplePoints.box]
            _ = try fixture.store.count(of: first, matching: filtered)
        }
    }

    @Test("offset and limit cut the answer and leave the count alone")
    func offsetAndLimit() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20))
        #expect(
            try fixture.ids {
                $0.offset = 5
                $0.limit = 3
            } == [6, 7, 8])
        #expect(try fixture.ids { $0.offset = 18 } == [19, 20])
        #expect(
            try fixture.ids {
                $0.offset = 20
                $0.limit = 1
            } == [])
        #expect(
            try fixture.ids {
                $0.after = FeatureID(18)
                $0.limit = 10
            } == [19, 20])
        var query = FeatureQuery()
        query.limit = 3
        query.after = FeatureID(10)
        query.envelopes = [SamplePoints.box]
        #expect(try fixture.store.count(of: fixture.collection(), matching: query) == 20)
    }

    @Test("a body that throws ends the read and the store goes on")
    func throwingBody() throws {
        struct Enough: Error {}
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20))
        let collection = try fixture.collection()
        for _ in 0..<20 {
            #expect(throws: Enough.self) {
                try fixture.store.forEachFeature(of: collection, matching: FeatureQuery()) { _ in throw Enough() }
            }
        }
        #expect(try fixture.ids().count == 20)
    }

    @Test("many readers at once see the same")
    func manyReaders() async throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(500))
        let store = fixture.store
        let collection = try fixture.collection()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for worker in 0..<24 {
                group.addTask {
                    var query = FeatureQuery()
                    if worker.isMultiple(of: 2) { query.envelopes = [SamplePoints.boxInDegrees] }
                    return try store.count(of: collection, matching: query)
                }
            }
            for try await count in group { #expect(count == 500) }
        }
    }

    private func envelope(around fixture: StoreFixture, in crs: CRS) throws -> Envelope {
        try CoordinateTransform(from: .epsg(9218), to: crs).transform(SamplePoints.box)
    }
}

extension SamplePoints {
    static let boxInDegrees = Envelope(minX: 107, minY: 13, maxX: 109.5, maxY: 15, crs: .crs84)
}
