import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Stores of earlier releases, made by taking back what later steps of the schema did.
@Suite(.enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
struct StoreUpgradeTests {
    private static let undoing: [(schema: Int, sql: String)] = [
        (7, "DROP TABLE gs_access_policy; DELETE FROM gs_migration WHERE number = 8;"),
        (
            6,
            """
            DROP TABLE gs_draft; DROP INDEX gs_feature_history_by_version;
            ALTER TABLE gs_dataset_version DROP COLUMN author; ALTER TABLE gs_dataset_version DROP COLUMN comment;
            ALTER TABLE gs_collection DROP COLUMN moderated; DELETE FROM gs_migration WHERE number = 7;
            """
        ),
        (
            5,
            """
            ALTER TABLE gs_collection DROP COLUMN metadata; ALTER TABLE gs_collection DROP COLUMN metadata_changed_at;
            DELETE FROM gs_migration WHERE number = 6;
            """
        ),
    ]

    /// A store of 40 features in two versions, as a release with that schema would have left it.
    private func store(of schema: Int) throws -> StoreFixture {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(40))
        try fixture.load(SamplePoints.random(40, seed: 2), mode: .replace)
        try fixture.store.close()
        for step in Self.undoing where step.schema >= schema { try OtherPrograms.spatialite(fixture.path, step.sql) }
        return fixture
    }

    private func answers(_ store: Store) throws -> [Feature] {
        var features: [Feature] = []
        try store.forEachFeature(of: store.catalog().collection("stations"), matching: FeatureQuery()) {
            features.append($0)
        }
        return features
    }

    @Test("an older store is read as it is, then brought up to date, and answers the same", arguments: [7, 6, 5])
    func upgrade(from schema: Int) throws {
        let fixture = try store(of: schema)
        let reader = try Store(path: fixture.path, access: .readOnly)
        #expect(try Store.isOutdated(fixture.path))
        let before = (try answers(reader), try reader.inventory().collections)
        #expect(before.0.count == 40)
        #expect(try reader.versions(of: CollectionID("stations")).count == 2)
        #expect(try reader.verify().problems == [])

        let writer = try Store(path: fixture.path, access: .readWrite)
        let copy = fixture.path + ".before-schema-\(Migration.latest)"
        #expect(writer.notes == [.upgraded(StoreUpgrade(from: schema, to: Migration.latest, copy: copy))])
        #expect(try answers(writer) == before.0 && writer.inventory().collections == before.1)
        // Who has it open to read goes on, in the new schema.
        #expect(try answers(reader) == before.0)
        #expect(try writer.verify().problems == [])

        let kept = try Store(path: copy, access: .readOnly)
        #expect(try kept.inventory().schema == schema && kept.inventory().collections == before.1)
        #expect(try Store(path: fixture.path, access: .readWrite).notes == [])
        #expect(try !Store.isOutdated(fixture.path))
    }

    @Test("a copy of an earlier attempt is never written over")
    func formerCopy() throws {
        let fixture = try store(of: 7)
        let copy = fixture.path + ".before-schema-\(Migration.latest)"
        try Data("of an earlier attempt".utf8).write(to: URL(filePath: copy))
        let writer = try Store(path: fixture.path, access: .readWrite)
        #expect(writer.notes == [.upgraded(StoreUpgrade(from: 7, to: Migration.latest, copy: copy + "-2"))])
        #expect(try String(contentsOfFile: copy, encoding: .utf8) == "of an earlier attempt")
    }

    @Test("while another program writes, an older store is busy, and nothing of it has changed")
    func busy() throws {
        let fixture = try store(of: 7)
        _ = try Store(path: fixture.path, access: .readOnly)
        let lock = try ForeignLock(on: fixture.path)
        defer { lock.release() }
        #expect(throws: GeoStoreError.busy(path: fixture.path)) {
            try Store(path: fixture.path, access: .readWrite, patience: .milliseconds(50))
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.url.path)
        #expect(!files.contains { $0.contains("before-schema") })
    }

    @Test("two programs that open an older store at once make one copy of it")
    func together() async throws {
        let fixture = try store(of: 6)
        let path = fixture.path
        let notes = try await withThrowingTaskGroup(of: [StoreNote].self) { group in
            for _ in 0..<3 {
                group.addTask { try await offPool { try Store(path: path, access: .readWrite).notes } }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(notes.count == 1)
        let files = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.url.path)
        #expect(files.count { $0.contains("before-schema") } == 1)
    }
}
