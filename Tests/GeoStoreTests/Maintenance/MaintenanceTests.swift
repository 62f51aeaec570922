import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@Suite struct MaintenanceTests {
    @Test(
        "a planted fault is found and named",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence),
        arguments: [
            ("DELETE FROM idx_stations_geometry WHERE pkid = 4;", "spatial index: 1 features are not in it"),
            (
                "INSERT INTO idx_stations_geometry VALUES (99, 4e5, 4e5, 1.5e6, 1.5e6);",
                "spatial index: 1 entries have no feature"
            ),
            (
                "UPDATE idx_stations_geometry SET xmin = 1, xmax = 2 WHERE pkid = 4;",
                "spatial index: 1 entries do not hold their feature"
            ),
            (
                "UPDATE gs_collection SET feature_count = 9;",
                "feature count: the table has 10 rows, the catalogue says 9"
            ),
            ("DROP TRIGGER gs_edit_delete_stations;", "edit triggers: 5 of 6 are there: edits may go unnoticed"),
            ("INSERT INTO stations (feature_id) VALUES (-1);", "feature ids: 1 are outside 1…2^53−1"),
        ])
    func plantedFaults(sql: String, problem: String) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        #expect(try fixture.problems() == [])
        try OtherPrograms.spatialite(fixture.path, sql)
        #expect(try fixture.problems() == [problem])
    }

    @Test(
        "a version that would not come back whole is named",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
    func plantedGapInTheHistory() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        try fixture.load(SamplePoints.random(8), mode: .replace)
        try fixture.load(SamplePoints.random(30), mode: .replace)
        #expect(try fixture.problems() == [])
        try OtherPrograms.spatialite(
            fixture.path, "DELETE FROM gs_feature_history WHERE version = 2 AND existed = 1 AND feature_id = 9;")
        #expect(try fixture.problems() == ["history: version 1 has 9 features instead of 10"])
    }

    @Test("pages that are damaged are found")
    func damagedPages() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20_000))
        try fixture.store.close()
        let handle = try FileHandle(forUpdating: URL(filePath: fixture.path))
        let length = try handle.seekToEnd()
        try handle.seek(toOffset: length - length / 20)
        try handle.write(contentsOf: Data(repeating: 0xA5, count: 20_000))
        try handle.close()
        let damaged = try Store(path: fixture.path, access: .readOnly)
        do {
            #expect(try !damaged.verify().problems.isEmpty)
        } catch {
            // Some damage stops the check itself: that says enough.
            #expect(String(describing: error).contains("damaged"))
        }
    }

    @Test("every check of a sound store passes and is listed")
    func soundStore() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10) + [nil])
        let report = try fixture.store.verify()
        #expect(report.problems.isEmpty)
        #expect(report.findings.first?.check == "file integrity")
        #expect(Set(report.findings.compactMap(\.collection)) == ["stations"])
    }

    @Test("a backup is one file with the same content, opens as a store, and reports its pages")
    func backup() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(2000))
        let copy = fixture.folder.path("copy.sqlite")
        var last = (done: 0, total: 0)
        try fixture.store.backup(to: copy) { done, total in last = (done, total) }
        #expect(last.done == last.total && last.total > 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.url.path)
        #expect(names.filter { $0.hasPrefix("copy") } == ["copy.sqlite"])
        for access in [Store.Access.readOnly, .readWrite] {
            let opened = try Store(path: copy, access: access)
            let copied = try opened.catalog()
            let original = try fixture.store.catalog()
            #expect(copied.collections == original.collections && copied.sectors == original.sectors)
            // Restored, it counts versions anew: what clients cached of the original must not pass for its own.
            #expect(copied.storeID != original.storeID)
            #expect(try opened.verify().problems == [])
        }
    }

    @Test("a backup never overwrites, and a failed one leaves nothing")
    func backupOverAFile() throws {
        let fixture = try StoreFixture()
        #expect(throws: GeoStoreError.storeExists(path: fixture.path)) {
            try fixture.store.backup(to: fixture.path) { _, _ in }
        }
        let nowhere = fixture.folder.path("no/such/copy.sqlite")
        #expect(throws: GeoStoreError.self) { try fixture.store.backup(to: nowhere) { _, _ in } }
    }

    @Test("a backup during a load is the store before it")
    func backupDuringALoad() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(10))
        let before = try fixture.store.catalog()
        let copy = fixture.folder.path("copy.sqlite")
        let reader = try Store(path: fixture.path, access: .readOnly)
        try fixture.store.load(try StoreFixture.definition(), mode: .replace) { writer in
            for index in 0..<20_000 {
                try writer.append(geometry: .point(Coordinate(x: 4e5, y: 1.5e6)), values: StoreFixture.values(index))
            }
            try reader.backup(to: copy) { _, _ in }
            return Provenance()
        }
        let opened = try Store(path: copy, access: .readOnly)
        #expect(try opened.catalog().collections == before.collections)
        #expect(try opened.verify().problems == [])
    }
}
