import Foundation
import GRDB
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

/// Stores as the first release made them.
@Suite struct UpgradeTests {
    private let id: CollectionID

    init() throws { id = try CollectionID("stations") }

    /// Takes everything of the second step of the schema out of a store again.
    private static func downgrade(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { database in
            try database.execute(sql: "DROP TABLE gs_feature_history")
            try database.execute(sql: "DROP TABLE gs_raw_text")
            try database.execute(sql: "DROP TABLE gs_source")
            try database.execute(sql: "DROP TABLE gs_access_policy")
            try database.execute(sql: "DROP TABLE gs_draft")
            for table in ["gs_search", "gs_search_collection", "gs_search_entry", "gs_search_sheet", "gs_search_word"] {
                try database.execute(sql: "DROP TABLE \(table)")
            }
            for name in EditTriggers.names {
                try database.execute(sql: "DROP TRIGGER \"gs_edit_\(name)_stations\"")
            }
            for column in [
                "key_property", "oldest_version", "tile_settings", "search_settings", "metadata", "metadata_changed_at",
                "moderated",
            ] {
                try database.execute(sql: "ALTER TABLE gs_collection DROP COLUMN \(column)")
            }
            for column in [
                "storage_crs", "geometry_type", "has_z", "properties", "last_feature_id", "added", "changed", "removed",
                "unchanged", "rolled_back_to", "token", "author", "comment",
            ] {
                try database.execute(sql: "ALTER TABLE gs_dataset_version DROP COLUMN \(column)")
            }
            for (event, row) in [("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")] {
                let kind = event.lowercased()
                try database.execute(
                    sql: """
                        CREATE TRIGGER "gs_edit_\(kind)_stations" AFTER \(event) ON "stations" BEGIN
                          INSERT INTO gs_edit (collection, feature_id, kind)
                          SELECT 'stations', \(row).feature_id, '\(kind)';
                        END
                        """)
            }
            try database.execute(sql: "DELETE FROM gs_migration WHERE number > 1")
            // What is left is what the first step makes, column by column.
            let fresh = try DatabaseQueue()
            try fresh.write { other in
                for statement in Migration.catalogue.statements { try other.execute(sql: statement) }
                for table in ["gs_collection", "gs_dataset_version", "gs_edit", "gs_store", "gs_dropped_collection"] {
                    let sql = "SELECT name, type, \"notnull\", pk FROM pragma_table_info('\(table)')"
                    #expect(try Row.fetchAll(database, sql: sql) == Row.fetchAll(other, sql: sql))
                }
            }
        }
        try queue.close()
    }

    @Test("a store of the first release is brought up to date, and its current version can be restored from then on")
    func upgrade() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(20))
        try fixture.load(SamplePoints.random(5, seed: 2), mode: .append)
        try fixture.store.close()
        try Self.downgrade(fixture.path)
        let store = try Store(path: fixture.path, access: .readWrite)
        #expect(try store.verify().problems == [])
        #expect(try store.versions(of: id).map(\.isRestorable) == [true, false])
        #expect(try store.versions(of: id).map { $0.layout?.schema } == [StoreFixture.schema, nil])
        let tokens = try store.pool.read { try String.fetchAll($0, sql: "SELECT token FROM gs_dataset_version") }
        #expect(Set(tokens).count == 2 && tokens.allSatisfy { $0.count == 16 })
        #expect(try tokens.contains(store.catalog().collection("stations").token))
        let outcome = try store.load(try StoreFixture.definition(), mode: .replace) { _ in Provenance() }
        #expect(outcome.changes == VersionChanges(removed: 25))
        try store.rollBack(id, to: 2)
        #expect(try store.catalog().collection("stations").featureCount == 25)
        #expect(throws: GeoStoreError.versionNotRestorable(1, collection: "stations", oldest: 2)) {
            try store.rollBack(id, to: 1)
        }
        #expect(try store.verify().problems == [])
        // A second time there is nothing to do.
        try store.close()
        #expect(try Store(path: fixture.path, access: .readWrite).verify().problems == [])
    }

    @Test(
        "edits that the first release's triggers recorded are adopted, without promising what was before them",
        .enabled(if: OtherPrograms.spatialiteIsInstalled, OtherPrograms.absence))
    func pendingEdits() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(5))
        try fixture.store.close()
        try Self.downgrade(fixture.path)
        try OtherPrograms.spatialite(fixture.path, "UPDATE stations SET so = 99 WHERE feature_id = 2;")
        let store = try Store(path: fixture.path, access: .readWrite)
        try OtherPrograms.spatialite(fixture.path, "DELETE FROM stations WHERE feature_id = 3;")
        #expect(try store.adoptOutsideEdits().map(\.number) == [2])
        #expect(try store.versions(of: id).map(\.isRestorable) == [true, false])
        try OtherPrograms.spatialite(fixture.path, "DELETE FROM stations WHERE feature_id = 4;")
        #expect(try store.adoptOutsideEdits().first?.changes == VersionChanges(removed: 1, unchanged: 3))
        try store.rollBack(id, to: 2)
        #expect(try store.catalog().collection("stations").featureCount == 4)
        #expect(try store.verify().problems == [])
    }

    @Test("a read-only reader of an older store is not in its way")
    func readOnlyIsLeftAlone() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(5))
        try fixture.store.close()
        try Self.downgrade(fixture.path)
        let reader = try Store(path: fixture.path, access: .readOnly)
        #expect(try reader.catalog().collection("stations").featureCount == 5)
        #expect(try reader.catalog().collection("stations").token.isEmpty)
        let folder = fixture.folder.path("own")
        try reader.rebuildOverview(of: reader.catalog().collection("stations"), in: folder)
        #expect(try reader.overview(of: reader.catalog().collection("stations"), in: folder) != nil)
        #expect(try reader.versions(of: id).map(\.isRestorable) == [false])
        #expect(try reader.verify().problems == [])
    }
}
