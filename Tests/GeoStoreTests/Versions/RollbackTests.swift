import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

@Suite struct RollbackTests {
    private let id: CollectionID

    init() throws { id = try CollectionID("stations") }

    private static let polygon = Geometry.polygon(
        Geometry.Polygon(rings: [CoordinateSequence(values: [4e5, 1.5e6, 4.1e5, 1.5e6, 4.1e5, 1.6e6, 4e5, 1.5e6])]))

    private func features(_ fixture: StoreFixture, at version: Int) throws -> [Feature] {
        var features: [Feature] = []
        try fixture.store.forEachFeature(of: id, atVersion: version) { features.append($0) }
        return features
    }

    @Test("a rollback brings back what was, under its ids, as a new version; rolling forward again too")
    func thereAndBack() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(50))
        let first = try fixture.features()
        try fixture.load(SamplePoints.random(30, seed: 9), mode: .replace, values: 1000)
        let second = try fixture.features()
        let outcome = try fixture.store.rollBack(id, to: 1)
        #expect(outcome.version?.number == 3 && outcome.version?.rolledBackTo == 1)
        #expect(outcome.changes == VersionChanges(added: 50, removed: 30))
        #expect(try fixture.features() == first)
        #expect(try fixture.store.rollBack(id, to: 2).version?.number == 4)
        #expect(try fixture.features() == second)
        #expect(try features(fixture, at: 3) == first)
        try fixture.load(SamplePoints.random(1, seed: 77), mode: .append)
        #expect(try fixture.ids().last == 81)
        #expect(try fixture.problems() == [])
    }

    @Test("rolling back to the same, and rehearsing, publish nothing")
    func nothing() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(5))
        let before = try Snapshot(of: fixture)
        #expect(try fixture.store.rollBack(id, to: 1).version == nil)
        let rehearsal = try fixture.store.load(try StoreFixture.definition(), mode: .replace, isRehearsal: true) { _ in
            Provenance()
        }
        #expect(rehearsal.changes == VersionChanges(removed: 5) && rehearsal.version?.number == 2)
        #expect(try Snapshot(of: fixture) == before)
    }

    @Test("columns, geometry type, heights and CRS come back with an old version")
    func layouts() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(4))
        func load(_ schema: FeatureSchema, _ geometry: Geometry?, crs: CRS = .epsg(9218)) throws -> LoadOutcome {
            try fixture.store.load(try StoreFixture.definition(crs: crs, schema: schema), mode: .replace) { writer in
                try writer.append(
                    geometry: geometry,
                    values: schema.properties.map { $0.type == .text ? .text("x") : .integer(1) })
                return Provenance()
            }
        }
        var schema = StoreFixture.schema
        schema.geometryType = .polygon
        schema.properties = [FeatureSchema.Property(name: "TEN", type: .integer)]
        _ = try load(schema, Self.polygon)
        schema.geometryType = .multiPolygon
        // The same area in its Multi form is the same feature.
        #expect(try load(schema, Self.polygon.promotedToMulti).changes == VersionChanges(unchanged: 1))
        schema.geometryType = .point
        schema.hasZ = true
        _ = try load(schema, .point(CoordinateSequence(hasZ: true, values: [4e5, 1.5e6, 700])))
        // The same numbers in another CRS are another place, of the same feature.
        #expect(
            try load(schema, .point(CoordinateSequence(hasZ: true, values: [4e5, 1.5e6, 700])), crs: .epsg(9217))
                .changes
                == VersionChanges(changed: 1))
        var states: [(FeatureSchema, CRS, [Feature])] = []
        for version in 1...5 {
            let layout = try #require(
                try fixture.store.versions(of: id).first { $0.number == version }?.layout)
            states.append((layout.schema, layout.storageCRS, try features(fixture, at: version)))
        }
        #expect(states.map(\.2.count) == [4, 1, 1, 1, 1])
        for version in [1, 4, 2, 5, 3] {
            try fixture.store.rollBack(id, to: version)
            let collection = try fixture.collection()
            #expect(collection.schema == states[version - 1].0 && collection.storageCRS == states[version - 1].1)
            #expect(try fixture.features() == states[version - 1].2)
            #expect(try fixture.problems() == [])
        }
    }

    @Test("versions that are not there, or no longer, are refused with what there is")
    func refusals() throws {
        let fixture = try StoreFixture()
        for count in 1...6 { try fixture.load(SamplePoints.random(count), mode: count == 1 ? .create : .replace) }
        let outcome = try fixture.store.prune(id, keeping: 2)
        #expect(outcome.versions == [4, 3, 2, 1])
        #expect(try fixture.store.versions(of: id).map(\.isRestorable) == [true, true, false, false, false, false])
        #expect(throws: GeoStoreError.versionNotRestorable(3, collection: "stations", oldest: 5)) {
            try fixture.store.rollBack(id, to: 3)
        }
        #expect(throws: GeoStoreError.versionNotFound(9, collection: "stations", known: [6, 5, 4, 3, 2, 1])) {
            try fixture.store.changes(of: id, from: 9, to: 5)
        }
        #expect(throws: GeoStoreError.pruneKeepsNothing(collection: "stations")) {
            try fixture.store.prune(id, keeping: 0)
        }
        #expect(throws: GeoStoreError.collectionNotFound("ga", known: ["stations"])) {
            try fixture.store.prune(CollectionID("ga"), keeping: 1)
        }
        #expect(try fixture.store.prune(id, keeping: 2).versions == [])
        try fixture.store.rollBack(id, to: 5)
        #expect(try fixture.ids() == [1, 2, 3, 4, 5])
        #expect(try fixture.problems() == [])
    }

    @Test("history grows with the change, not with the versions, and goes with the collection")
    func space() throws {
        let fixture = try StoreFixture()
        var points = SamplePoints.random(300)
        try fixture.load(points)
        for version in 0..<10 {
            points[version] = Coordinate(x: 4.5e5 + Double(version), y: 1.55e6)
            try fixture.load(points, mode: .replace)
        }
        #expect(try fixture.store.historySpace(of: id).entries == 10)
        try fixture.load(SamplePoints.random(1000, seed: 5), mode: .append)
        #expect(try fixture.store.historySpace(of: id).entries == 10)
        try fixture.store.drop(id)
        try fixture.load([])
        #expect(try fixture.store.historySpace(of: id).entries == 0)
        #expect(try fixture.store.versions(of: id).filter(\.isRestorable).count == 1)
        #expect(try fixture.problems() == [])
    }

    @Test("the differences come in the order of ids, each side with its own columns")
    func differences() throws {
        let fixture = try StoreFixture()
        let points = SamplePoints.random(3)
        try fixture.load(points)
        var schema = StoreFixture.schema
        schema.properties.removeLast()
        try fixture.store.load(try StoreFixture.definition(schema: schema), mode: .replace) { writer in
            try writer.append(geometry: .point(points[2]), values: [.text("ba"), .null])
            try writer.append(geometry: .point(Coordinate(x: 5e5, y: 1.6e6)), values: [.text("mới"), .null])
            return Provenance()
        }
        var changes: [FeatureChange] = []
        try fixture.store.forEachChange(of: id, from: 1, to: 2) { changes.append($0) }
        #expect(changes.map(\.id.value) == [1, 2, 3, 4])
        #expect(changes.map(\.kind) == [.removed, .removed, .changed, .added])
        #expect(changes[2].before?.values == StoreFixture.values(2))
        #expect(changes[2].after?.values == [.text("ba"), .null])
        var reverse: [FeatureChange.Kind] = []
        try fixture.store.forEachChange(of: id, from: 2, to: 1) { reverse.append($0.kind) }
        #expect(reverse == [.added, .added, .changed, .removed])
    }
}
