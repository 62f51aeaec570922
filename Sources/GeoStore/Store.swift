internal import Foundation
internal import GRDB
internal import Reprojection
internal import SimpleFeatures

/// A province's layers in one SpatiaLite file: the façade through which the server reads and the importer writes.
///
/// Calls block their thread; a server runs them on a thread pool. Readers are never blocked by a writer.
public final class Store: Sendable {
    public enum Access: Hashable, Sendable {
        case readOnly
        case readWrite
    }

    public let path: String
    public let access: Access
    /// What a person should know of how the file was opened.
    public let notes: [StoreNote]
    let pool: DatabasePool
    /// A connection that only looks whether something was committed: it never waits behind a load or a reader.
    let watch: DatabaseQueue
    let transforms = TransformPool()

    /// Opens an existing store. A store with an older schema is brought up to date when opened for writing, after a
    /// copy of it was put beside it.
    /// - Parameters:
    ///   - readers: connections that may read at the same time.
    ///   - patience: how long to wait for another program's lock before saying busy; 5 s when nil.
    /// - Throws: `GeoStoreError`.
    public init(
        path: String, access: Access, readers: Int = 4, patience: Duration? = nil
    ) throws(GeoStoreError) {
        // What was restored gets its place first, should that have been interrupted.
        try FileReplacement.finish(at: path)
        let file = StoreFile(path: path)
        try file.checkCanBeAStore()
        if access == .readWrite, !file.isWritable { throw GeoStoreError.readOnly(path: path) }
        var notes: [StoreNote] = []
        if let fileSystem = file.networkFileSystem { notes.append(.onNetworkShare(fileSystem)) }
        do {
            let (pool, isImmutable) = try Self.open(
                file, access: access, readers: readers, patience: patience ?? Connections.patience)
            if isImmutable { notes.append(.openedAsUnchanging) }
            self.pool = pool
            let schema = try Self.checkedSchema(of: pool, path: path)
            // Only then: the lock may be held by an import that takes minutes.
            if access == .readWrite, schema < Migration.latest {
                if let upgrade = try StoreUpgrade.run(on: pool, path: path) { notes.append(.upgraded(upgrade)) }
            }
            // The writer reads whole tables to compare them: mapped, they would count as its memory.
            if access == .readWrite {
                try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA mmap_size = 0") }
            }
            watch = try DatabaseQueue(
                path: isImmutable ? file.immutableURI : path, configuration: Connections.watchConfiguration)
        } catch {
            throw GeoStoreError.wrapping(error, attempted: "opening the store", path: path)
        }
        self.path = path
        self.access = access
        self.notes = notes
    }

    /// Makes a new, empty store with the sectors given.
    /// - Throws: `GeoStoreError.storeExists` when there is a file already.
    public static func create(path: String, sectors: [Sector]) throws(GeoStoreError) -> Store {
        guard !FileManager.default.fileExists(atPath: path) else { throw GeoStoreError.storeExists(path: path) }
        let draft = path + ".new"
        do {
            try? FileManager.default.removeItem(atPath: draft)
            let queue = try DatabaseQueue(
                path: draft, configuration: Connections.configuration(readOnly: false, readers: 1))
            try queue.writeWithoutTransaction { database in
                // Not the "Full" form: its metadata and style tables would stand among the layers in every GIS.
                if try Int.fetchOne(database, sql: "SELECT InitSpatialMetaData(1)") != 1 {
                    // SpatiaLite keeps the reason to itself; asking for the space it needs brings it out.
                    try database.execute(sql: "CREATE TABLE gs_probe AS SELECT zeroblob(8000000) AS space")
                    throw GeoStoreError.sqlite(
                        attempted: "setting up SpatiaLite's tables", code: 0, message: "SpatiaLite gives no reason")
                }
                try database.inTransaction {
                    try Migration.apply(to: database, now: Timestamp.now)
                    try database.execute(
                        sql: "INSERT INTO gs_store (key, value) VALUES ('id', ?), ('created_at', ?)",
                        arguments: [UUID().uuidString.lowercased(), Timestamp.now])
                    try CatalogSQL.write(sectors, to: database)
                    return .commit
                }
                try database.execute(sql: "PRAGMA journal_mode = WAL")
            }
            try queue.close()
            // The file appears under its name only when it is whole.
            guard rename(draft, path) == 0 else {
                throw GeoStoreError.sqlite(
                    attempted: "creating the store", code: errno, message: String(cString: strerror(errno)))
            }
        } catch {
            for leftover in [draft, draft + "-journal"] { try? FileManager.default.removeItem(atPath: leftover) }
            throw GeoStoreError.wrapping(error, attempted: "creating the store", path: path)
        }
        return try Store(path: path, access: .readWrite)
    }

    private static func open(
        _ file: StoreFile, access: Access, readers: Int, patience: Duration
    ) throws -> (pool: DatabasePool, isImmutable: Bool) {
        let configuration = Connections.configuration(
            readOnly: access == .readOnly, readers: readers, patience: patience)
        do {
            let pool = try DatabasePool(path: file.path, configuration: configuration)
            // The first read is what fails when the files beside the store cannot be made.
            _ = try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
            return (pool, false)
        } catch let error as DatabaseError
            where access == .readOnly && !file.isWritable && !file.hasUnmergedLog
            && [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode)
        {
            return (try DatabasePool(path: file.immutableURI, configuration: configuration), true)
        }
    }

    /// Whether a store is of an earlier release, and would be brought up to date when opened for writing.
    /// - Throws: `GeoStoreError`.
    public static func isOutdated(_ path: String) throws(GeoStoreError) -> Bool {
        let store = try Store(path: path, access: .readOnly, readers: 1)
        let schema = try store.read("reading the schema") { try Migration.applied(in: $0) }
        try store.close()
        return schema < Migration.latest
    }

    private static func checkedSchema(of pool: DatabasePool, path: String) throws -> Int {
        let applied = try pool.read { try Migration.applied(in: $0) }
        guard applied > 0 else {
            throw GeoStoreError.notAStore(path: path, reason: "it is an SQLite file without GeoSector's catalogue")
        }
        guard applied <= Migration.latest else {
            throw GeoStoreError.newerSchema(path: path, found: applied, supported: Migration.latest)
        }
        return applied
    }

    /// Runs a read in one snapshot, errors wrapped.
    func read<Result>(_ attempted: String, _ body: (Database) throws -> Result) throws(GeoStoreError) -> Result {
        do { return try pool.read(body) } catch {
            throw GeoStoreError.wrapping(error, attempted: attempted, path: path)
        }
    }

    /// Runs a write in one transaction, errors wrapped.
    func write<Result>(_ attempted: String, _ body: (Database) throws -> Result) throws(GeoStoreError) -> Result {
        guard access == .readWrite else { throw GeoStoreError.readOnly(path: path) }
        do { return try pool.write(body) } catch {
            throw GeoStoreError.wrapping(error, attempted: attempted, path: path)
        }
    }

    /// Closes the connections; a store that is closed by its last user leaves no files beside it.
    public func close() throws(GeoStoreError) {
        do {
            // The writer last: only it can merge the write-ahead log and take it away, and GRDB would close it first.
            try watch.close()
            pool.invalidateReadOnlyConnections()
            try pool.close()
        } catch {
            throw GeoStoreError.wrapping(error, attempted: "closing the store", path: path)
        }
    }
}

/// What a person should know of how a store was opened.
public enum StoreNote: Hashable, Sendable {
    /// Several machines must not write to it: the write-ahead log needs memory they do not share.
    case onNetworkShare(String)
    /// Neither file nor folder can be written: the file is taken for unchanging, and changes are not noticed.
    case openedAsUnchanging
    /// It was of an older schema, and is of this program's now.
    case upgraded(StoreUpgrade)
}
