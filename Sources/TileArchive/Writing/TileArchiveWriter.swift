internal import Foundation
internal import SimpleFeatures

/// Writes an archive tile by tile, in the order of ids. The file has its name only when it is whole; until then it is
/// `NAME.part`, and a journal beside it lets a later writer of the same state go on.
public final class TileArchiveWriter {
    /// How a writer began.
    public enum Beginning: Hashable, Sendable {
        case new
        /// Behind the last of so many tiles.
        case resumed(tiles: Int)
        /// Tiles that lay there were of another state, or damaged.
        case anew
    }

    /// Between two safe points: what a crash may cost.
    private static let safePointInterval = Duration.seconds(2)
    private static let safePointTiles = 1 << 16

    public let path: String
    public let beginning: Beginning
    /// Tiles in the archive, those of earlier runs included.
    public private(set) var tileCount: Int
    /// The last tile added.
    public private(set) var lastID: TileID?
    private var zooms: ClosedRange<Int>?

    private let sink: any TileSink
    private let journal: EntryJournal
    private var contents = ContentIndex()
    private var unsafe: [EntryJournal.Record] = []
    private var lastSafePoint = ContinuousClock.now

    /// - Parameters:
    ///   - state: text without line ends that names data and arguments; only a writer of the same goes on.
    ///   - overwrites: whether a file that has the name already is replaced in the end.
    /// - Throws: `TileArchiveError`.
    public init(path: String, format: ArchiveFormat, state: String, overwrites: Bool = false) throws(TileArchiveError) {
        guard overwrites || !FileManager.default.fileExists(atPath: path) else {
            throw TileArchiveError.alreadyExists(path: path)
        }
        self.path = path
        let hadPart = FileManager.default.fileExists(atPath: Self.partPath(path))
        let hadRecords: Bool
        do {
            (journal, hadRecords) = try EntryJournal.open(
                path: Self.journalPath(path), state: "\(format.rawValue) \(state)")
        } catch TileArchiveError.busy { throw TileArchiveError.busy(path: path) }
        if !hadPart { try journal.keep(0) }
        let isKnown = journal.count > 0
        if !isKnown { try MBTilesSink.remove(Self.partPath(path)) }
        sink =
            switch format {
            case .pmtiles: try PMTilesSink(path: Self.partPath(path))
            case .mbtiles: try MBTilesSink(path: Self.partPath(path))
            }
        var end: UInt64 = 0
        try journal.forEachRecord { record in
            guard let record else { return false }
            switch format {
            case .pmtiles: end = max(end, record.offset + UInt64(record.length))
            case .mbtiles: end = max(end, record.offset)
            }
            return true
        }
        let isWhole = try sink.resume(journal, end: end)
        if !isWhole { try journal.keep(0) }
        tileCount = journal.count
        if journal.count > 0 {
            beginning = .resumed(tiles: journal.count)
        } else {
            beginning = isKnown || (hadPart && hadRecords) ? .anew : .new
        }
        try remember()
    }

    static func partPath(_ path: String) -> String { path + ".part" }
    static func journalPath(_ path: String) -> String { path + ".part.journal" }

    private func remember() throws(TileArchiveError) {
        var last: UInt64?
        try journal.forEachRecord { record in
            guard let record else { return false }
            contents.note(record.digest, at: ContentIndex.Place(offset: record.offset, length: record.length))
            if last == nil { widenZooms(TileID(value: record.id)) }
            last = record.id
            return true
        }
        lastID = last.flatMap(TileID.init(value:))
        widenZooms(lastID)
    }

    private func widenZooms(_ id: TileID?) {
        guard let zoom = id?.zoom else { return }
        zooms = min(zooms?.lowerBound ?? zoom, zoom)...max(zooms?.upperBound ?? zoom, zoom)
    }

    /// Adds a tile as it will lie in the archive: vector tiles as one gzip member, images as they are.
    /// - Throws: `TileArchiveError`; `.outOfOrder` for a tile that is not behind all former ones.
    public func append(_ id: TileID, _ bytes: [UInt8]) throws(TileArchiveError) {
        if let lastID, id <= lastID { throw TileArchiveError.outOfOrder(id, after: lastID) }
        precondition(!bytes.isEmpty, "a tile without content is not part of an archive")
        let digest = Digest(of: bytes)
        var place = ContentIndex.Place(offset: sink.nextOffset, length: UInt32(bytes.count))
        if let known = contents.place(of: digest), try sink.holds(bytes, at: known) {
            place = known
        } else {
            try sink.add(content: bytes)
        }
        contents.note(digest, at: place)
        try sink.add(id, at: place)
        unsafe.append(
            EntryJournal.Record(id: id.value, offset: place.offset, length: place.length, digest: digest))
        lastID = id
        tileCount += 1
        widenZooms(id)
        if unsafe.count >= Self.safePointTiles || ContinuousClock.now - lastSafePoint >= Self.safePointInterval {
            try makeSafe()
        }
    }

    /// Everything added so far survives a crash when this returns.
    public func makeSafe() throws(TileArchiveError) {
        try sink.synchronize()
        try journal.append(unsafe)
        unsafe.removeAll(keepingCapacity: true)
        lastSafePoint = ContinuousClock.now
    }

    /// Completes the archive and gives it its name. Zooms are those of the tiles, where there are any.
    /// - Returns: what the archive says of itself.
    /// - Throws: `TileArchiveError`.
    @discardableResult
    public func finish(_ metadata: ArchiveMetadata) throws(TileArchiveError) -> ArchiveMetadata {
        try makeSafe()
        var metadata = metadata
        if let zooms { metadata.zooms = zooms }
        try sink.finish(metadata, journal: journal)
        try ArchiveFile.rename(Self.partPath(path), to: path)
        try ArchiveFile.remove(Self.journalPath(path))
        return metadata
    }
}
