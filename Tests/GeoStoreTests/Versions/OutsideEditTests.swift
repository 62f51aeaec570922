import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Edits by other programs count: they are seen at once and become versions.
@Suite(.enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
struct OutsideEditTests {
    private static let inside = "MakePoint(450000, 1550000, 9218)"
    private static let farNorth = "MakePoint(450000, 1700000, 9218)"

    private func edited(_ sql: String, points: Int = 10) throws -> (fixture: StoreFixture, before: PublishedCollection)
    {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(points))
        let before = try fixture.collection()
        try OtherPrograms.spatialite(fixture.path, sql)
        return (fixture, before)
    }

    @Test(
        "an edit is visible at once, changes the state, and is adopted with count, extent and index right",
        arguments: [
            (
                "INSERT INTO stations (TEN, so, geometry) VALUES ('mới', 5, \(inside));", "insert",
                Array(1...11) as [Int64]
            ),
            ("INSERT INTO stations (TEN, geometry) VALUES ('xa', \(farNorth));", "insert", Array(1...11)),
            ("INSERT INTO stations (TEN) VALUES ('không có');", "insert", Array(1...11)),
            ("UPDATE stations SET TEN = 'sửa' WHERE feature_id = 3;", "update", Array(1...10)),
            ("UPDATE stations SET geometry = \(farNorth) WHERE feature_id = 3;", "update", Array(1...10)),
            ("UPDATE stations SET geometry = NULL WHERE feature_id = 3;", "update", Array(1...10)),
            ("DELETE FROM stations WHERE feature_id IN (1, 10);", "delete", Array(2...9)),
            ("DELETE FROM stations;", "delete", []),
        ])
    func edits(sql: String, kind: String, ids: [Int64]) throws {
        let (fixture, before) = try edited(sql)
        let pending = try fixture.collection()
        #expect(pending.state.version == 1 && pending.state.pendingEdit > 0)
        #expect(try fixture.ids() == ids)
        #expect(try fixture.store.count(of: pending, matching: FeatureQuery()) == ids.count)
        #expect(try fixture.problems() == [])

        let versions = try fixture.store.adoptOutsideEdits()
        #expect(versions.map(\.number) == [2] && versions.map(\.origin) == [.editedOutside])
        #expect(versions[0].provenance.report["edits"]?[kind]?.integer ?? 0 > 0)
        let adopted = try fixture.collection()
        #expect(adopted.state == CollectionState(version: 2, pendingEdit: 0))
        #expect(adopted.featureCount == ids.count)
        #expect(try adopted.storageEnvelope == bruteForceEnvelope(fixture))
        #expect(adopted.title == before.title && adopted.schema == before.schema)
        #expect(try fixture.store.adoptOutsideEdits() == [])
        #expect(try fixture.problems() == [])
        #expect(
            try OtherPrograms.spatialite(fixture.path, "SELECT CheckSpatialIndex('stations', 'geometry');") == ["1"])
    }

    @Test("a box finds a feature that another program moved out of the old extent, before and after adoption")
    func movedFeature() throws {
        let (fixture, _) = try edited("UPDATE stations SET geometry = \(Self.farNorth) WHERE feature_id = 3;")
        let box = Envelope(minX: 107.5, minY: 15.2, maxX: 108.5, maxY: 15.5, crs: .crs84)
        #expect(try fixture.ids { $0.envelopes = [box] } == [3])
        _ = try fixture.store.adoptOutsideEdits()
        #expect(try fixture.ids { $0.envelopes = [box] } == [3])
    }

    @Test("an update of the key counts as one feature gone and one come")
    func changedKey() throws {
        let (fixture, _) = try edited("UPDATE stations SET feature_id = 77 WHERE feature_id = 3;")
        let version = try #require(try fixture.store.adoptOutsideEdits().first)
        #expect(version.provenance.report["edits"] == ["delete": 1, "update": 1])
        #expect(try fixture.ids() == [1, 2, 4, 5, 6, 7, 8, 9, 10, 77])
        try fixture.load(SamplePoints.random(1), mode: .append)
        #expect(try fixture.ids().last == 78)
        #expect(try fixture.problems() == [])
    }

    @Test(
        "features stay where they were when the edits that a reader saw become a version, not when others come along",
        arguments: [
            ("", false), ("UPDATE stations SET so = 2 WHERE feature_id = 2;", true),
            ("DELETE FROM stations WHERE feature_id = 2;", true), ("ALTER TABLE stations ADD COLUMN cap TEXT;", true),
        ])
    func orderOfPendingEdits(further: String, hasChanged: Bool) throws {
        let (fixture, before) = try edited(
            "ALTER TABLE stations ADD COLUMN ghi_chu TEXT; UPDATE stations SET so = 1000 WHERE feature_id = 1;")
        let seen = try fixture.collection().state
        if !further.isEmpty { try OtherPrograms.spatialite(fixture.path, further) }
        _ = try fixture.store.adoptOutsideEdits()
        #expect(try fixture.store.hasChangedFeatures(of: fixture.collection(), since: seen) == hasChanged)
        #expect(try fixture.store.hasChangedFeatures(of: fixture.collection(), since: before.state))
        try OtherPrograms.spatialite(fixture.path, "UPDATE stations SET so = 3 WHERE feature_id = 3;")
        #expect(try fixture.store.hasChangedFeatures(of: fixture.collection(), since: seen))
        _ = try fixture.store.adoptOutsideEdits()
        #expect(try fixture.store.hasChangedFeatures(of: fixture.collection(), since: seen))
    }

    @Test("each further edit is another state")
    func furtherEdits() throws {
        let (fixture, _) = try edited("DELETE FROM stations WHERE feature_id = 1;")
        let first = try fixture.collection().state
        try OtherPrograms.spatialite(fixture.path, "DELETE FROM stations WHERE feature_id = 2;")
        #expect(try fixture.collection().state != first)
        _ = try fixture.store.adoptOutsideEdits()
        try OtherPrograms.spatialite(fixture.path, "UPDATE stations SET so = 1;")
        #expect(try fixture.collection().state.version == 2)
        #expect(try fixture.collection().state.pendingEdit > 0)
    }

    @Test("a column that another program added is there at once, and in the version made of it")
    func addedColumn() throws {
        let (fixture, before) = try edited("ALTER TABLE stations ADD COLUMN \"Ghi chú\" TEXT;")
        let pending = try fixture.collection()
        #expect(pending.state != before.state)
        #expect(
            pending.schema.properties == before.schema.properties + [
                FeatureSchema.Property(name: "Ghi chú", type: .text)
            ])
        #expect(try fixture.features()[0].values.count == 4)
        try OtherPrograms.spatialite(fixture.path, "UPDATE stations SET \"Ghi chú\" = 'đã sửa' WHERE feature_id = 2;")
        #expect(try fixture.collection().state != pending.state)
        #expect(try fixture.features()[1].values[3] == .text("đã sửa"))
        #expect(try fixture.store.adoptOutsideEdits().count == 1)
        let adopted = try fixture.collection()
        #expect(adopted.state == CollectionState(version: 2, pendingEdit: 0))
        #expect(adopted.schema == pending.schema)
        #expect(try fixture.problems() == [])
    }

    @Test("a column that another program dropped or renamed breaks no read")
    func droppedColumn() throws {
        let (fixture, before) = try edited(
            "ALTER TABLE stations DROP COLUMN so; ALTER TABLE stations RENAME COLUMN cao TO do_cao;")
        let collection = try fixture.collection()
        #expect(collection.schema.properties.map(\.name) == ["TEN", "do_cao"])
        #expect(collection.state != before.state)
        #expect(try fixture.features()[4].values == [.text("điểm 4"), .real(1)])
        _ = try fixture.store.adoptOutsideEdits()
        #expect(try fixture.collection().schema.properties.map(\.name) == ["TEN", "do_cao"])
    }

    @Test(
        "rows that ogr2ogr appends are features like the others",
        .enabled(if: OtherPrograms.gdalIsInstalled, OtherPrograms.absence))
    func ogrAppends() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        let source = fixture.folder.path("more.csv")
        try Data("TEN,so,x,y\nthêm 1,7,450000,1550000\nthêm 2,8,450100,1700000\n".utf8).write(to: URL(filePath: source))
        try #require(OtherPrograms.ogr2ogr).run([
            "-append", "-update", fixture.path, source, "-nln", "stations", "-oo", "X_POSSIBLE_NAMES=x", "-oo",
            "Y_POSSIBLE_NAMES=y", "-oo", "AUTODETECT_TYPE=YES", "-oo", "KEEP_GEOM_COLUMNS=NO", "-a_srs", "EPSG:9218",
        ])
        #expect(try fixture.ids() == Array(1...12))
        #expect(try fixture.features().last?.values[0] == .text("thêm 2"))
        #expect(try fixture.collection().state.pendingEdit > 0)
        _ = try fixture.store.adoptOutsideEdits()
        #expect(try fixture.collection().featureCount == 12)
        #expect(try fixture.collection().storageEnvelope?.maxY == 1_700_000)
        #expect(try fixture.problems() == [])
    }

    @Test(
        "a table dropped by another program hides its collection without an error, and the name is free again",
        arguments: [
            "DROP TABLE stations;", "SELECT DropTable(NULL, 'stations');",
            "DROP TABLE stations; DROP TABLE idx_stations_geometry;",
        ])
    func droppedTable(sql: String) throws {
        let (fixture, _) = try edited(sql)
        #expect(try fixture.store.catalog().collections.isEmpty)
        #expect(try fixture.store.adoptOutsideEdits() == [])
        #expect(throws: GeoStoreError.collectionNotFound("stations", known: [])) { try fixture.collection() }
        for mode in [LoadMode.create, .replace] {
            try fixture.load(SamplePoints.random(2), mode: mode)
            #expect(try fixture.ids().first ?? 0 > 10)
        }
        #expect(try fixture.problems() == [])
        try fixture.store.drop(CollectionID("stations"))
        #expect(try fixture.store.catalog().collections.isEmpty)
    }

    @Test("a collection whose table is gone can be dropped")
    func dropAfterDrop() throws {
        let (fixture, _) = try edited("DROP TABLE stations;")
        try fixture.store.drop(CollectionID("stations"))
        try fixture.load(SamplePoints.random(1))
        #expect(try fixture.ids() == [11])
        #expect(try fixture.problems() == [])
    }

    @Test("a table of another program under the name is neither shown nor touched")
    func strangersTable() throws {
        let (fixture, _) = try edited(
            "SELECT DropTable(NULL, 'stations'); CREATE TABLE stations (mine TEXT); INSERT INTO stations VALUES ('kept');"
        )
        #expect(try fixture.store.catalog().collections.isEmpty)
        for mode in [LoadMode.create, .replace, .append] {
            #expect(throws: GeoStoreError.nameTaken("stations")) { try fixture.load([], mode: mode) }
        }
        #expect(try OtherPrograms.spatialite(fixture.path, "SELECT mine FROM stations;") == ["kept"])
    }

    @Test("edits that are pending when a collection is replaced become a version of their own first")
    func replaceWithPendingEdits() throws {
        let (fixture, _) = try edited(
            "INSERT INTO stations (TEN) VALUES ('a'); ALTER TABLE stations ADD COLUMN x TEXT;")
        let outcome = try fixture.load(SamplePoints.random(2), mode: .replace)
        #expect(outcome.adopted?.changes == VersionChanges(added: 1, unchanged: 10))
        let collection = try fixture.collection()
        #expect(collection.state == CollectionState(version: 3, pendingEdit: 0))
        #expect(collection.schema == StoreFixture.schema)
        #expect(try fixture.ids() == [1, 2])
        #expect(outcome.version?.changes == VersionChanges(removed: 9, unchanged: 2))
        try fixture.store.rollBack(CollectionID("stations"), to: 2)
        #expect(try fixture.ids() == Array(1...11))
        #expect(try fixture.collection().schema.properties.map(\.name) == ["TEN", "so", "cao", "x"])
        #expect(try fixture.problems() == [])
    }

    @Test("a coordinate with no place on the globe does not stop adoption")
    func farOff() throws {
        let (fixture, before) = try edited("INSERT INTO stations (geometry) VALUES (MakePoint(1e12, 1e12, 9218));")
        #expect(try fixture.store.adoptOutsideEdits().count == 1)
        let adopted = try fixture.collection()
        #expect(adopted.storageEnvelope?.maxX == 1e12)
        #expect(adopted.envelope == before.envelope)
    }

    @Test("editing one collection leaves the state of another alone")
    func othersUntouched() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(3), into: "a")
        try fixture.load(SamplePoints.random(3), into: "b")
        try OtherPrograms.spatialite(
            fixture.path, "DELETE FROM a WHERE feature_id = 1; ALTER TABLE a ADD COLUMN z TEXT;")
        #expect(try fixture.collection("b").state == CollectionState(version: 1, pendingEdit: 0))
        #expect(try fixture.store.adoptOutsideEdits().map(\.collection.name) == ["a"])
    }

    private func bruteForceEnvelope(_ fixture: StoreFixture) throws -> Envelope? {
        var accumulator = EnvelopeAccumulator()
        for feature in try fixture.features() {
            for sequence in feature.geometry?.sequences ?? [] { accumulator.add(sequence) }
        }
        return accumulator.envelope(in: .epsg(9218))
    }
}
