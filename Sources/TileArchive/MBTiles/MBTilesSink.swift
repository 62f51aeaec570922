internal import Foundation
internal import GRDB
internal import SimpleFeatures
internal import Tiling

/// An MBTiles archive in the making: one transaction from each safe point to the next.
final class MBTilesSink: TileSink {
    private let path: String
    private let queue: DatabaseQueue
    private var isInTransaction = false
    /// Contents are numbered from 1.
    private(set) var nextOffset: UInt64 = 1

    init(path: String) throws(TileArchiveError) {
        self.path = path
        do {
            queue = try Self.open(path)
        } catch let error as DatabaseError where [.SQLITE_NOTADB, .SQLITE_CORRUPT].contains(error.resultCode) {
            // What is left of an interrupted export cannot be used: begun anew.
            try Self.remove(path)
            do { queue = try Self.open(path) } catch {
                throw TileArchiveError.wrapping(error, attempted: "making", path: path)
            }
        } catch { throw TileArchiveError.wrapping(error, attempted: "making", path: path) }
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(MBTilesSchema.busyTimeoutInSeconds)
        // The transaction reaches over many calls.
        configuration.allowsUnsafeTransactions = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { database in
            // One file, never a log beside it: readers open archives from read-only media.
            try database.execute(sql: "PRAGMA journal_mode = DELETE")
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
        }
        return queue
    }

    /// The file and what SQLite may have left beside it.
    static func remove(_ path: String) throws(TileArchiveError) {
        for suffix in ["", "-journal", "-wal", "-shm"] { try ArchiveFile.remove(path + suffix) }
    }

    func resume(_ journal: EntryJournal, end: UInt64) throws(TileArchiveError) -> Bool {
        do {
            return try queue.inDatabase { database in
                if journal.count > 0, try Self.holds(journal.count, contents: end, database) {
                    try database.execute(sql: MBTilesSchema.removeContentsAfter, arguments: [Int64(end)])
                    try database.execute(sql: MBTilesSchema.removeTilesAfter, arguments: [Int64(end)])
                    nextOffset = end + 1
                    return true
                }
                for row in try Row.fetchAll(database, sql: "SELECT type, name FROM sqlite_master") {
                    let (type, name): (String, String) = (row[0], row[1])
                    guard ["table", "view"].contains(type) else { continue }
                    try database.execute(sql: "DROP \(type) IF EXISTS \(name.quotedDatabaseIdentifier)")
                }
                try database.execute(sql: "PRAGMA application_id = \(MBTilesSchema.applicationID)")
                try database.execute(sql: MBTilesSchema.tables)
                return journal.count == 0
            }
        } catch { throw TileArchiveError.wrapping(error, attempted: "making", path: path) }
    }

    private static func holds(_ tiles: Int, contents: UInt64, _ database: Database) throws -> Bool {
        guard try database.tableExists("map"), try database.tableExists("images") else { return false }
        let tileCount = try Int.fetchOne(database, sql: MBTilesSchema.tileCount) ?? 0
        let contentCount = try Int.fetchOne(database, sql: MBTilesSchema.contentCount) ?? 0
        return tileCount >= tiles && contentCount >= Int(contents)
    }

    func holds(_ bytes: [UInt8], at place: ContentIndex.Place) throws(TileArchiveError) -> Bool {
        guard bytes.count == Int(place.length) else { return false }
        return try write("reading a tile") { database in
            let statement = try database.cachedStatement(sql: MBTilesSchema.content)
            return try Data.fetchOne(statement, arguments: [Int64(place.offset)]) == Data(bytes)
        }
    }

    func add(content: [UInt8]) throws(TileArchiveError) {
        try write("writing a tile") { database in
            let statement = try database.cachedStatement(sql: MBTilesSchema.addContent)
            try statement.execute(arguments: [Int64(nextOffset), Data(content)])
        }
        nextOffset += 1
    }

    func add(_ id: TileID, at place: ContentIndex.Place) throws(TileArchiveError) {
        let index = id.index
        try write("writing a tile") { database in
            let statement = try database.cachedStatement(sql: MBTilesSchema.addTile)
            try statement.execute(
                arguments: [index.matrix, index.column, MBTilesSchema.flipped(index), Int64(place.offset)])
        }
    }

    func synchronize() throws(TileArchiveError) {
        guard isInTransaction else { return }
        isInTransaction = false
        do { try queue.inDatabase { try $0.execute(sql: "COMMIT") } } catch {
            throw TileArchiveError.wrapping(error, attempted: "writing", path: path)
        }
    }

    func finish(_ metadata: ArchiveMetadata, journal: EntryJournal) throws(TileArchiveError) {
        try write("writing the metadata") { database in
            for row in MBTilesMetadata.rows(of: metadata) {
                try database.execute(sql: MBTilesSchema.addMetadata, arguments: [row.name, row.value])
            }
        }
        try synchronize()
        do { try queue.close() } catch {
            throw TileArchiveError.wrapping(error, attempted: "closing", path: path)
        }
        try ArchiveFile(writing: path).synchronize()
    }

    private func write<Result>(
        _ attempted: String, _ body: (Database) throws -> Result
    ) throws(TileArchiveError) -> Result {
        do {
            return try queue.inDatabase { database in
                if !isInTransaction {
                    try database.execute(sql: "BEGIN IMMEDIATE")
                    isInTransaction = true
                }
                return try body(database)
            }
        } catch { throw TileArchiveError.wrapping(error, attempted: attempted, path: path) }
    }
}
