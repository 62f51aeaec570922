internal import Foundation
internal import GRDB
internal import SimpleFeatures
public import Tiling

/// An MBTiles archive (MBTiles 1.3): an SQLite file with a table or view `tiles`, rows counted from the south.
public final class MBTilesReader: ArchiveReader {
    public let path: String
    public let metadata: ArchiveMetadata
    private let queue: DatabaseQueue

    /// - Throws: `TileArchiveError`.
    public init(path: String) throws(TileArchiveError) {
        self.path = path
        try Self.checkLength(path)
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(MBTilesSchema.busyTimeoutInSeconds)
            configuration.prepareDatabase { database in
                // The file may come from anywhere: its views and triggers get no function with side effects.
                try database.execute(sql: "PRAGMA trusted_schema = OFF")
            }
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            self.queue = queue
            metadata = try queue.read { try MBTilesMetadata.read($0, path: path) }
        } catch { throw TileArchiveError.wrapping(error, attempted: "opening", path: path) }
    }

    /// SQLite itself fills the last page of a cut file with zeros, and takes them for tiles.
    private static func checkLength(_ path: String) throws(TileArchiveError) {
        let file = try ArchiveFile(reading: path)
        guard let size = try file.read(2, at: 16) else { throw TileArchiveError.notAnArchive(path: path) }
        // Two bytes, big endian; 1 stands for 65,536 (sqlite.org/fileformat.html, 1.3.2).
        let bytes = UInt64(size[0]) << 8 | UInt64(size[1])
        guard file.end.isMultiple(of: bytes == 1 ? 65_536 : max(bytes, 512)) else {
            throw TileArchiveError.damaged(path: path, .truncated)
        }
    }

    public func tile(_ index: TileIndex) throws(TileArchiveError) -> ArchivedTile? {
        do {
            return try queue.read { database in
                let statement = try database.cachedStatement(sql: MBTilesSchema.tile)
                let row = try Row.fetchOne(
                    statement, arguments: [index.matrix, index.column, MBTilesSchema.flipped(index)])
                return try row.map { try tile($0, column: 0) }
            }
        } catch { throw TileArchiveError.wrapping(error, attempted: "reading a tile", path: path) }
    }

    public func forEachTile(_ body: (TileIndex, ArchivedTile) throws -> Void) throws {
        try queue.read { database in
            let rows = try Row.fetchCursor(database, sql: MBTilesSchema.allTiles)
            while let row = try rows.next() {
                guard let zoom = Int.fromDatabaseValue(row[0]), let column = Int.fromDatabaseValue(row[1]),
                    let row32 = Int.fromDatabaseValue(row[2]),
                    let index = MBTilesSchema.index(zoom: zoom, column: column, flippedRow: row32)
                else { continue }
                try body(index, tile(row, column: 3))
            }
        }
    }

    private func tile(_ row: Row, column: Int) throws -> ArchivedTile {
        let value: DatabaseValue = row[column]
        guard case .blob(let data) = value.storage else {
            throw TileArchiveError.damaged(path: path, .tileNotBytes)
        }
        let bytes = [UInt8](data)
        return ArchivedTile(bytes: bytes, coding: bytes.starts(with: [0x1F, 0x8B]) ? .gzip : .identity)
    }
}

extension TileArchiveError {
    /// Wraps what SQLite or GRDB threw, once; our own errors pass through.
    static func wrapping(_ error: any Error, attempted: String, path: String) -> TileArchiveError {
        if let error = error as? TileArchiveError { return error }
        guard let error = error as? DatabaseError else {
            return .sqlite(attempted: attempted, path: path, code: 0, message: String(describing: error))
        }
        switch error.resultCode {
        case .SQLITE_FULL: return .diskFull(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return .busy(path: path)
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: return .notAnArchive(path: path)
        default:
            return .sqlite(
                attempted: attempted, path: path, code: error.extendedResultCode.rawValue,
                message: error.message ?? "no message")
        }
    }
}
