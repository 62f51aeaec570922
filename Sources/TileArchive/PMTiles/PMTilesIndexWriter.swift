internal import Compression

/// Directories out of the journal, which is read and not kept: memory does not grow with the number of tiles.
struct PMTilesIndexWriter {
    /// What a root directory may have beside the header.
    static let rootLimit = PMTilesHeader.headByteCount - PMTilesHeader.byteCount
    /// Entries tried in a root without leaves: more never fit.
    private static let mostRootEntries = rootLimit
    private static let smallestLeaf = 4096
    /// Leaves a root holds for certain, at some 8 bytes each.
    private static let comfortableLeafCount = 1600

    let file: ArchiveFile
    let journal: EntryJournal
    private(set) var leafByteCount: UInt64 = 0
    private(set) var entryCount: UInt64 = 0
    private(set) var contentCount: UInt64 = 0

    init(file: ArchiveFile, journal: EntryJournal) {
        self.file = file
        self.journal = journal
    }

    /// Appends the leaf directories to the file.
    /// - Returns: the root directory, compressed.
    mutating func write() throws(TileArchiveError) -> [UInt8] {
        let alone = try entriesOfRootAlone()
        if let alone {
            let root = try Self.compressed(PMTilesDirectory(alone).bytes, path: file.path)
            if root.count <= Self.rootLimit { return root }
        }
        let start = file.end
        var leafSize = max(Self.smallestLeaf, Int(entryCount) / Self.comfortableLeafCount + 1)
        while true {
            let root = try writeLeaves(of: leafSize)
            if root.count <= Self.rootLimit { return root }
            try file.truncate(to: start)
            leafSize += leafSize / 4
        }
    }

    /// Counts entries and contents.
    /// - Returns: all entries, unless they are too many for a root.
    private mutating func entriesOfRootAlone() throws(TileArchiveError) -> [PMTilesDirectory.Entry]? {
        var entries: [PMTilesDirectory.Entry] = []
        var count = 0
        var contents = 0
        var contentEnd: UInt64 = 0
        try forEachEntry { entry throws(TileArchiveError) in
            count += 1
            // New contents lie behind all former ones.
            if entry.offset >= contentEnd {
                contents += 1
                contentEnd = entry.offset + UInt64(entry.length)
            }
            if count <= Self.mostRootEntries { entries.append(entry) } else { entries = [] }
        }
        entryCount = UInt64(count)
        contentCount = UInt64(contents)
        return count <= Self.mostRootEntries ? entries : nil
    }

    private mutating func writeLeaves(of leafSize: Int) throws(TileArchiveError) -> [UInt8] {
        var leaf: [PMTilesDirectory.Entry] = []
        var root: [PMTilesDirectory.Entry] = []
        var offset: UInt64 = 0
        func write() throws(TileArchiveError) {
            guard let first = leaf.first else { return }
            let bytes = try Self.compressed(PMTilesDirectory(leaf).bytes, path: file.path)
            try file.append(bytes)
            root.append(
                PMTilesDirectory.Entry(id: first.id, offset: offset, length: UInt32(bytes.count), runLength: 0))
            offset += UInt64(bytes.count)
            leaf.removeAll(keepingCapacity: true)
        }
        try forEachEntry { entry throws(TileArchiveError) in
            leaf.append(entry)
            if leaf.count == leafSize { try write() }
        }
        try write()
        leafByteCount = offset
        return try Self.compressed(PMTilesDirectory(root).bytes, path: file.path)
    }

    /// Tiles that follow each other with the same content are one entry.
    private func forEachEntry(
        _ body: (PMTilesDirectory.Entry) throws(TileArchiveError) -> Void
    ) throws(TileArchiveError) {
        var current: PMTilesDirectory.Entry?
        try journal.forEachRecord { record throws(TileArchiveError) in
            guard let record else { throw TileArchiveError.damaged(path: file.path, .directoryMalformed) }
            if let entry = current, entry.offset == record.offset, entry.id + UInt64(entry.runLength) == record.id {
                current?.runLength += 1
                return true
            }
            if let entry = current { try body(entry) }
            current = PMTilesDirectory.Entry(
                id: record.id, offset: record.offset, length: record.length, runLength: 1)
            return true
        }
        if let current { try body(current) }
    }

    static func compressed(_ bytes: [UInt8], path: String) throws(TileArchiveError) -> [UInt8] {
        do { return try Gzip.compress(bytes, level: .balanced) } catch {
            throw TileArchiveError.system(attempted: "compressing", path: path, errno: 12)  // ENOMEM
        }
    }
}
