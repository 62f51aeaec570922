import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Edits by other programs make versions that can be compared and taken back.
@Suite(.enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
struct OutsideHistoryTests {
    private let id: CollectionID

    init() throws { id = try CollectionID("stations") }

    @Test(
        "whatever another program does to a row can be taken back",
        arguments: [
            "DELETE FROM stations;", "UPDATE stations SET TEN = upper(TEN), geometry = NULL;",
            "UPDATE stations SET feature_id = feature_id + 100 WHERE feature_id < 4;",
            "UPDATE OR REPLACE stations SET feature_id = 5 WHERE feature_id = 2;",
            "INSERT OR REPLACE INTO stations (feature_id, TEN) VALUES (2, 'x'), (50, 'y');",
            "REPLACE INTO stations (feature_id) SELECT feature_id FROM stations;",
            "INSERT INTO stations (feature_id, TEN) VALUES (3, 'u') ON CONFLICT (feature_id) DO UPDATE SET TEN = excluded.TEN;",
            "UPDATE stations SET so = 1; UPDATE stations SET so = 2; DELETE FROM stations WHERE feature_id = 1; INSERT INTO stations (feature_id) VALUES (1);",
            "UPDATE stations SET cao = 0.1 + 0.2; UPDATE stations SET cao = 1e-300 WHERE feature_id = 2;",
            "ALTER TABLE stations ADD COLUMN moi TEXT DEFAULT 'q'; UPDATE stations SET moi = 'r' WHERE feature_id = 4; DELETE FROM stations WHERE feature_id = 5;",
        ])
    func takenBack(sql: String) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(8))
        let before = try fixture.features()
        try OtherPrograms.spatialite(fixture.path, sql)
        let after = try fixture.features()
        // Before it is adopted too.
        var seen: [Feature] = []
        try fixture.store.forEachFeature(of: id, atVersion: 1) { seen.append($0) }
        #expect(seen == before)
        let adopted = try #require(try fixture.store.adoptOutsideEdits().first)
        #expect(adopted.isRestorable)
        try fixture.store.rollBack(id, to: 1)
        #expect(try fixture.features() == before)
        #expect(try fixture.collection().schema == StoreFixture.schema)
        try fixture.store.rollBack(id, to: 2)
        #expect(try fixture.features() == after)
        #expect(try fixture.problems() == [])
    }

    @Test("a statement that fails or is taken back leaves nothing behind")
    func nothingHappened() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(3))
        _ = try? OtherPrograms.spatialite(fixture.path, "UPDATE OR IGNORE stations SET feature_id = 1;")
        try OtherPrograms.spatialite(fixture.path, "INSERT OR IGNORE INTO stations (feature_id) VALUES (2);")
        try OtherPrograms.spatialite(fixture.path, "BEGIN; DELETE FROM stations; ROLLBACK;")
        try fixture.load(SamplePoints.random(4), mode: .replace)
        #expect(try fixture.ids() == [1, 2, 3, 4])
        try fixture.store.rollBack(id, to: 1)
        #expect(try fixture.ids() == [1, 2, 3])
        #expect(try fixture.problems() == [])
    }

    @Test("a column that another program dropped took its values along: what was before cannot be restored")
    func droppedColumn() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(3))
        try OtherPrograms.spatialite(
            fixture.path,
            "ALTER TABLE stations DROP COLUMN so; UPDATE stations SET TEN = 'sửa' WHERE feature_id = 1;")
        #expect(try fixture.store.adoptOutsideEdits().count == 1)
        #expect(try fixture.store.versions(of: id).map(\.isRestorable) == [true, false])
        try OtherPrograms.spatialite(fixture.path, "UPDATE stations SET TEN = 'lại' WHERE feature_id = 1;")
        #expect(
            try fixture.store.adoptOutsideEdits().first?.changes == VersionChanges(changed: 1, unchanged: 2))
        try fixture.store.rollBack(id, to: 2)
        #expect(try fixture.features()[0].values[0] == .text("sửa"))
        #expect(try fixture.problems() == [])
    }

    @Test("edits that nobody recorded, because the triggers were taken away, end the history")
    func withoutTriggers() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(3))
        try fixture.load(SamplePoints.random(4), mode: .replace)
        try OtherPrograms.spatialite(
            fixture.path,
            "DROP TRIGGER gs_edit_before_update_stations; DROP TRIGGER gs_edit_update_stations; UPDATE stations SET so = 77;"
        )
        try fixture.load(SamplePoints.random(2), mode: .replace)
        #expect(try fixture.store.versions(of: id).map(\.isRestorable) == [true, true, false])
        try fixture.store.rollBack(id, to: 2)
        #expect(try fixture.features().map { $0.values[1] } == Array(repeating: .integer(77), count: 4))
        #expect(try fixture.problems() == [])
    }
}
