internal import Foundation
public import Tiling

/// An archive of tiles, open for reading by any number of threads.
public protocol ArchiveReader: Sendable {
    var path: String { get }
    var metadata: ArchiveMetadata { get }

    /// - Returns: nil when the archive has no such tile.
    /// - Throws: `TileArchiveError`.
    func tile(_ index: TileIndex) throws(TileArchiveError) -> ArchivedTile?

    /// Every tile with its place, in the order of the archive.
    /// - Throws: `TileArchiveError`, and whatever `body` throws.
    func forEachTile(_ body: (TileIndex, ArchivedTile) throws -> Void) throws
}

/// A tile as it lies in the archive.
public struct ArchivedTile: Hashable, Sendable {
    /// How its bytes are compressed.
    public enum Coding: Hashable, Sendable {
        case identity
        case gzip
        case brotli
        case zstandard
    }

    public let bytes: [UInt8]
    public let coding: Coding
}

/// The formats of archives.
public enum ArchiveFormat: String, Hashable, Sendable, CaseIterable {
    case mbtiles
    case pmtiles

    /// By the end of a file's name.
    public init?(path: String) {
        self.init(rawValue: URL(filePath: path).pathExtension.lowercased())
    }

    /// Opens a file by what its first bytes say, whatever it is called.
    /// - Throws: `TileArchiveError`.
    public static func reader(path: String) throws(TileArchiveError) -> any ArchiveReader {
        let file = try ArchiveFile(reading: path)
        let start = try file.read(Int(min(file.end, 16)), at: 0) ?? []
        if start.starts(with: PMTilesHeader.magic) { return try PMTilesReader(path: path) }
        if start.starts(with: "SQLite format 3\0".utf8) { return try MBTilesReader(path: path) }
        throw TileArchiveError.notAnArchive(path: path)
    }
}
