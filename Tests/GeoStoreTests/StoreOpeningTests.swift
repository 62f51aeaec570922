import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import GeoStore

@Suite struct StoreOpeningTests {
    @Test("a new store has its sectors in order, no collection, an id of its own, and one file")
    func newStore() throws {
        let folder = try TemporaryFolder()
        let store = try Store.create(path: folder.path("a.sqlite"), sectors: StoreFixture.sectors)
        let catalog = try store.catalog()
        #expect(catalog.sectors == StoreFixture.sectors)
        #expect(catalog.collections.isEmpty)
        #expect(!catalog.storeID.isEmpty)
        let other = try Store.create(path: folder.path("b.sqlite"), sectors: [])
        #expect(try other.catalog().storeID != catalog.storeID)
        try store.close()
        try other.close()
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        #expect(files == ["a.sqlite", "b.sqlite"])
    }

    @Test("making a store where a file is refuses and leaves the file")
    func createOverAFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("notes.txt")
        try Data("mine".utf8).write(to: URL(filePath: path))
        #expect(throws: GeoStoreError.storeExists(path: path)) { try Store.create(path: path, sectors: []) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
    }

    @Test("making a store in a folder that is not there throws and leaves nothing")
    func createWithoutFolder() throws {
        let folder = try TemporaryFolder()
        #expect(throws: GeoStoreError.self) { try Store.create(path: folder.path("no/such/a.sqlite"), sectors: []) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test("a missing file is not found, and is not made", arguments: [Store.Access.readOnly, .readWrite])
    func missing(access: Store.Access) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("none.sqlite")
        #expect(throws: GeoStoreError.storeNotFound(path: path)) { try Store(path: path, access: access) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test("a folder, an empty file and a text are no stores, and the reason says which")
    func notSQLite() throws {
        let folder = try TemporaryFolder()
        #expect(throws: GeoStoreError.notAStore(path: folder.url.path, reason: "it is a folder")) {
            try Store(path: folder.url.path, access: .readOnly)
        }
        let empty = folder.path("empty.sqlite")
        try Data().write(to: URL(filePath: empty))
        #expect(throws: GeoStoreError.notAStore(path: empty, reason: "the file is empty")) {
            try Store(path: empty, access: .readWrite)
        }
        let text = folder.path("text.sqlite")
        try Data("SQLite format 2, not 3".utf8).write(to: URL(filePath: text))
        #expect(throws: GeoStoreError.notAStore(path: text, reason: "it is not an SQLite file")) {
            try Store(path: text, access: .readWrite)
        }
    }

    @Test("a file that only begins like SQLite is no store", arguments: [Store.Access.readOnly, .readWrite])
    func damaged(access: Store.Access) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("damaged.sqlite")
        try (Data("SQLite format 3\0".utf8) + Data(repeating: 7, count: 8192)).write(to: URL(filePath: path))
        #expect { try Store(path: path, access: access) } throws: { error in
            guard case GeoStoreError.notAStore = error else { return false }
            return true
        }
    }

    @Test(
        "another program's SQLite file is no store, and nothing is written to it",
        .enabled(if: OtherPrograms.sqliteIsInstalled, OtherPrograms.absence),
        arguments: [Store.Access.readOnly, .readWrite])
    func strangersDatabase(access: Store.Access) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("other.sqlite")
        try OtherPrograms.sqlite3(path, "CREATE TABLE roads (id INTEGER); INSERT INTO roads VALUES (1);")
        #expect { try Store(path: path, access: access) } throws: { error in
            guard case GeoStoreError.notAStore(_, let reason) = error else { return false }
            return reason.contains("catalogue")
        }
        #expect(try OtherPrograms.sqlite3(path, "SELECT group_concat(name) FROM sqlite_master") == ["roads"])
    }

    @Test(
        "a store of a newer schema is refused with both numbers",
        .enabled(if: OtherPrograms.sqliteIsInstalled, OtherPrograms.absence),
        arguments: [Store.Access.readOnly, .readWrite])
    func newerSchema(access: Store.Access) throws {
        let fixture = try StoreFixture()
        try fixture.store.close()
        try OtherPrograms.sqlite3(fixture.path, "INSERT INTO gs_migration VALUES (99, 'of tomorrow', 'then')")
        #expect(throws: GeoStoreError.newerSchema(path: fixture.path, found: 99, supported: Migration.latest)) {
            try Store(path: fixture.path, access: access)
        }
    }

    @Test("a store opened to read reads and refuses to write")
    func readOnly() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(5))
        let reader = try Store(path: fixture.path, access: .readOnly)
        #expect(try reader.catalog() == fixture.store.catalog())
        #expect(throws: GeoStoreError.readOnly(path: fixture.path)) { try reader.update(sectors: []) }
        #expect(throws: GeoStoreError.readOnly(path: fixture.path)) { try reader.drop(CollectionID("stations")) }
        #expect(throws: GeoStoreError.readOnly(path: fixture.path)) {
            try reader.load(try StoreFixture.definition(), mode: .replace) { _ in Provenance() }
        }
    }

    @Test(
        "a store that cannot be written is read, without its folder as unchanging, and never opened to write",
        .disabled(if: geteuid() == 0, "root writes everywhere"),
        arguments: [(file: 0o444, folder: 0o755), (0o444, 0o555), (0o644, 0o555)])
    func withoutPermission(file: Int, folder: Int) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(5))
        try fixture.store.close()
        let manager = FileManager.default
        try manager.setAttributes([.posixPermissions: file], ofItemAtPath: fixture.path)
        try manager.setAttributes([.posixPermissions: folder], ofItemAtPath: fixture.folder.url.path)
        defer { try? manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fixture.folder.url.path) }
        let reader = try Store(path: fixture.path, access: .readOnly)
        #expect(reader.notes == (folder == 0o555 ? [.openedAsUnchanging] : []))
        #expect(try reader.catalog().collection("stations").featureCount == 5)
        #expect(try reader.dataVersion() == reader.dataVersion())
        #expect(throws: GeoStoreError.readOnly(path: fixture.path)) {
            try Store(path: fixture.path, access: .readWrite)
        }
    }

    @Test(
        "while another program holds the lock a store opens and reads; a load says busy",
        .enabled(if: OtherPrograms.sqliteIsInstalled, OtherPrograms.absence),
        arguments: [Store.Access.readOnly, .readWrite])
    func lockedByAnother(access: Store.Access) throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(5))
        let lock = try ForeignLock(on: fixture.path)
        defer { lock.release() }
        let second = try Store(path: fixture.path, access: access)
        #expect(try second.catalog().collection("stations").featureCount == 5)
        #expect(try second.dataVersion() == second.dataVersion())
        guard access == .readWrite else { return }
        #expect(try second.adoptOutsideEdits() == [])
        #expect(throws: GeoStoreError.busy(path: fixture.path)) {
            try second.load(try StoreFixture.definition(), mode: .replace) { _ in Provenance() }
        }
        #expect(try second.catalog().collection("stations").featureCount == 5)
    }

    @Test(
        "a store at rest that another program has locked opens to read, and is busy to who would write",
        .enabled(if: OtherPrograms.sqliteIsInstalled, OtherPrograms.absence))
    func atRestLockedByAnother() throws {
        let fixture = try StoreFixture()
        try fixture.load(SamplePoints.random(5))
        // Now there is no write-ahead log, and whoever opens the store to write begins one, which needs the lock.
        try fixture.store.close()
        let lock = try ForeignLock(on: fixture.path)
        defer { lock.release() }
        #expect(try Store(path: fixture.path, access: .readOnly).catalog().collections.count == 1)
        #expect(throws: GeoStoreError.busy(path: fixture.path)) { try Store(path: fixture.path, access: .readWrite) }
    }

    @Test("the file system of a folder is that of the deepest mount above it")
    func mounts() {
        let mounts = """
            overlay / overlay rw 0 0
            server:/gis /data nfs4 rw 0 0
            /dev/sda1 /data/local ext4 rw 0 0
            //host/share /mnt/a\\040b cifs rw 0 0
            """
        #expect(StoreFile.fileSystem(of: "/data/x", mounts: mounts) == "nfs4")
        #expect(StoreFile.fileSystem(of: "/data", mounts: mounts) == "nfs4")
        #expect(StoreFile.fileSystem(of: "/data/local/y", mounts: mounts) == "ext4")
        #expect(StoreFile.fileSystem(of: "/database", mounts: mounts) == "overlay")
        #expect(StoreFile.fileSystem(of: "/mnt/a b/c", mounts: mounts) == "cifs")
    }

    @Test("sectors are updated in place and none is lost")
    func updateSectors() throws {
        let fixture = try StoreFixture()
        var renamed = StoreFixture.sectors[1]
        renamed = Sector(
            id: renamed.id, title: LocalizedText(vi: "Sức khỏe", en: "Health"), department: renamed.department,
            colour: "#000000", icon: "heart")
        try fixture.store.update(sectors: [renamed])
        let sectors = try fixture.store.catalog().sectors
        #expect(sectors.count == 2)
        #expect(sectors.first { $0.id == "health" } == renamed)
    }
}
