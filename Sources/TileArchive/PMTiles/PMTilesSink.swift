internal import SimpleFeatures

/// A PMTiles archive in the making. Tile data begin behind the 16 kB that clients fetch at first and grow as tiles
/// come; metadata and leaf directories follow them, root directory and header go to the front.
final class PMTilesSink: TileSink {
    private static let dataStart = UInt64(PMTilesHeader.headByteCount)

    private let file: ArchiveFile

    init(path: String) throws(TileArchiveError) { file = try ArchiveFile(writing: path) }

    var nextOffset: UInt64 { file.end - Self.dataStart }

    func resume(_ journal: EntryJournal, end: UInt64) throws(TileArchiveError) -> Bool {
        let isWhole = journal.count == 0 || file.end >= Self.dataStart + end
        try file.truncate(to: Self.dataStart + (isWhole ? end : 0))
        return isWhole
    }

    func holds(_ bytes: [UInt8], at place: ContentIndex.Place) throws(TileArchiveError) -> Bool {
        guard bytes.count == Int(place.length) else { return false }
        return try file.read(bytes.count, at: Self.dataStart + place.offset) == bytes
    }

    func add(content: [UInt8]) throws(TileArchiveError) { try file.append(content) }

    /// The journal is the list of tiles.
    func add(_ id: TileID, at place: ContentIndex.Place) {}

    func synchronize() throws(TileArchiveError) { try file.synchronize() }

    func finish(_ metadata: ArchiveMetadata, journal: EntryJournal) throws(TileArchiveError) {
        var header = PMTilesHeader()
        header.tiles = PMTilesHeader.Section(offset: Self.dataStart, length: nextOffset)
        let document = try PMTilesIndexWriter.compressed(Self.json(metadata), path: file.path)
        header.metadata = PMTilesHeader.Section(offset: file.end, length: UInt64(document.count))
        try file.append(document)

        var index = PMTilesIndexWriter(file: file, journal: journal)
        let root = try index.write()
        header.leaves = PMTilesHeader.Section(
            offset: header.metadata.offset + header.metadata.length, length: index.leafByteCount)
        header.root = PMTilesHeader.Section(offset: UInt64(PMTilesHeader.byteCount), length: UInt64(root.count))
        header.addressedTiles = UInt64(journal.count)
        header.entries = index.entryCount
        header.contents = index.contentCount
        header.isClustered = true
        header.tileCompression = metadata.kind == .vector ? 2 : 1
        header.tileType = Self.type(metadata.kind)
        header.minimumZoom = UInt8(metadata.zooms.lowerBound)
        header.maximumZoom = UInt8(metadata.zooms.upperBound)
        let bounds = metadata.widenedBounds
        header.bounds = [bounds.minX, bounds.minY, bounds.maxX, bounds.maxY].map(Self.degrees)
        let centre = metadata.centreOrMiddle
        header.centreZoom = UInt8(centre.zoom)
        header.centre = [Self.degrees(centre.longitude), Self.degrees(centre.latitude)]
        // The header last: until then the file is no archive.
        try file.flush()
        let head = header.bytes + root
        try file.write(head + [UInt8](repeating: 0, count: PMTilesHeader.headByteCount - head.count), at: 0)
        try file.synchronize()
    }

    private static func json(_ metadata: ArchiveMetadata) -> [UInt8] {
        var members: JSONObject = ["name": .string(metadata.name)]
        members["description"] = metadata.description.map(JSONValue.string)
        members["attribution"] = metadata.attribution.map(JSONValue.string)
        members["version"] = metadata.version.map(JSONValue.string)
        members["type"] = .string(metadata.isBaseMap ? "baselayer" : "overlay")
        // Needed for vector tiles (PMTiles 3, section 5).
        if metadata.kind == .vector { members["vector_layers"] = metadata.vectorLayers ?? [] }
        return JSONValue.object(members).serialized
    }

    private static func degrees(_ value: Double) -> Int32 { Int32((value * 1e7).rounded()) }

    private static func type(_ kind: TileKind) -> UInt8 {
        switch kind {
        case .unknown: 0
        case .vector: 1
        case .png: 2
        case .jpeg: 3
        case .webp: 4
        case .avif: 5
        }
    }
}
