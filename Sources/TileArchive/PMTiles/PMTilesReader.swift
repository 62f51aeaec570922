internal import Synchronization
public import Tiling

/// A PMTiles archive, version 3. Nothing the file says is believed before it is checked against the file.
public final class PMTilesReader: ArchiveReader {
    /// Root, and three levels of leaves: what the format's own readers follow.
    static let deepestDirectory = 4
    /// Expanded; real directories stay under 1 MB.
    static let directoryLimitInBytes = 16 << 20
    static let metadataLimitInBytes = 32 << 20
    static let tileLimitInBytes: UInt64 = 64 << 20
    /// Entries of leaf directories kept, 24 bytes each.
    private static let keptEntries = 1 << 18

    private struct Kept {
        var directories: [UInt64: PMTilesDirectory] = [:]
        var entryCount = 0
    }

    public let path: String
    public let metadata: ArchiveMetadata
    let header: PMTilesHeader
    private let file: SharedFile
    private let root: PMTilesDirectory
    private let kept = Mutex(Kept())

    /// `pread` needs no lock, and a file open for reading has no state of ours that changes.
    private struct SharedFile: @unchecked Sendable {
        let file: ArchiveFile
    }

    /// - Throws: `TileArchiveError`.
    public init(path: String) throws(TileArchiveError) {
        self.path = path
        let file = try ArchiveFile(reading: path)
        guard let start = try file.read(Int(min(file.end, UInt64(PMTilesHeader.byteCount))), at: 0),
            start.starts(with: PMTilesHeader.magic), start.count > PMTilesHeader.magic.count
        else { throw TileArchiveError.notAnArchive(path: path) }
        let version = start[PMTilesHeader.magic.count]
        guard version == PMTilesHeader.version else {
            throw TileArchiveError.unsupported(path: path, feature: "PMTiles \(version)")
        }
        guard start.count == PMTilesHeader.byteCount else {
            throw TileArchiveError.damaged(path: path, .truncated)
        }
        let header = PMTilesHeader(start)
        for (name, section) in [
            ("root directory", header.root), ("metadata", header.metadata), ("leaf directories", header.leaves),
            ("tile data", header.tiles),
        ] {
            guard let end = section.end, end <= file.end else {
                throw TileArchiveError.damaged(path: path, .sectionOutsideFile(name))
            }
        }
        self.header = header
        self.file = SharedFile(file: file)
        let content = PMTilesContent(file: file, header: header)
        root = try content.directory(at: header.root.offset, length: header.root.length)
        metadata = try content.metadata()
    }

    /// Of the whole file.
    public var byteCount: UInt64 { file.file.end }

    /// A part of the file as it is.
    /// - Throws: `TileArchiveError`, also when the file has become shorter since it was opened.
    public func bytes(_ range: Range<UInt64>) throws(TileArchiveError) -> [UInt8] {
        guard let bytes = try file.file.read(range.count, at: range.lowerBound) else {
            throw TileArchiveError.damaged(path: path, .truncated)
        }
        return bytes
    }

    public func tile(_ index: TileIndex) throws(TileArchiveError) -> ArchivedTile? {
        let id = TileID(index).value
        var directory = root
        for _ in 0..<Self.deepestDirectory {
            guard let entry = directory.entry(for: id) else { return nil }
            guard entry.runLength == 0 else { return try tile(entry) }
            directory = try leaf(entry)
        }
        throw TileArchiveError.damaged(path: path, .directoriesTooDeep)
    }

    public func forEachTile(_ body: (TileIndex, ArchivedTile) throws -> Void) throws {
        try forEachEntry { entry in
            let tile = try tile(entry)
            for place in 0..<UInt64(entry.runLength) {
                guard let id = TileID(value: entry.id + place) else { return }
                try body(id.index, tile)
            }
        }
    }

    /// Every entry that is a tile, in the order of ids. A directory holds only ids between the entry that names it
    /// and the next, so that no loop can go on.
    func forEachEntry(_ body: (PMTilesDirectory.Entry) throws -> Void) throws {
        try visit(root, ids: 0..<TileID.end, depth: 1, body)
    }

    private func visit(
        _ directory: PMTilesDirectory, ids: Range<UInt64>, depth: Int,
        _ body: (PMTilesDirectory.Entry) throws -> Void
    ) throws {
        guard depth <= Self.deepestDirectory else {
            throw TileArchiveError.damaged(path: path, .directoriesTooDeep)
        }
        for (place, entry) in directory.entries.enumerated() {
            let isLast = place + 1 == directory.entries.count
            let end = isLast ? ids.upperBound : directory.entries[place + 1].id
            guard ids.contains(entry.id), entry.id + UInt64(entry.runLength) <= end else {
                throw TileArchiveError.damaged(path: path, .directoryMalformed)
            }
            if entry.runLength > 0 {
                try body(entry)
            } else {
                try visit(try leaf(entry), ids: entry.id..<end, depth: depth + 1, body)
            }
        }
    }

    private func tile(_ entry: PMTilesDirectory.Entry) throws(TileArchiveError) -> ArchivedTile {
        let length = UInt64(entry.length)
        guard length <= Self.tileLimitInBytes else {
            throw TileArchiveError.damaged(path: path, .tileTooLarge(bytes: length))
        }
        guard entry.offset <= header.tiles.length, length <= header.tiles.length - entry.offset,
            let bytes = try file.file.read(Int(length), at: header.tiles.offset + entry.offset)
        else { throw TileArchiveError.damaged(path: path, .tileOutsideFile) }
        return ArchivedTile(bytes: bytes, coding: coding(of: bytes))
    }

    /// As the header says; where it does not, by the first bytes.
    private func coding(of bytes: [UInt8]) -> ArchivedTile.Coding {
        switch header.tileCompression {
        case 1: .identity
        case 2: .gzip
        case 3: .brotli
        case 4: .zstandard
        default: bytes.starts(with: [0x1F, 0x8B]) ? .gzip : .identity
        }
    }

    private func leaf(_ entry: PMTilesDirectory.Entry) throws(TileArchiveError) -> PMTilesDirectory {
        if let known = kept.withLock({ $0.directories[entry.offset] }) { return known }
        guard entry.offset <= header.leaves.length, UInt64(entry.length) <= header.leaves.length - entry.offset else {
            throw TileArchiveError.damaged(path: path, .sectionOutsideFile("leaf directory"))
        }
        let directory = try PMTilesContent(file: file.file, header: header)
            .directory(at: header.leaves.offset + entry.offset, length: UInt64(entry.length))
        kept.withLock { kept in
            if kept.entryCount + directory.entries.count > Self.keptEntries { kept = Kept() }
            guard kept.directories.updateValue(directory, forKey: entry.offset) == nil else { return }
            kept.entryCount += directory.entries.count
        }
        return directory
    }
}
