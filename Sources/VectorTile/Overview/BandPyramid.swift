internal import SimpleFeatures

/// Makes the bands of all zooms below the full one in a single walk along the curve: a tile of zoom 11 is drawn when its
/// features were read, any other when its four parts are. Everything is decided inside cells and tiles of a fixed grid.
///
/// ```
///   full band   ─ ─ ─ ─│─ ─ ─ ─│─ ─ ─ ─│─ ─ ─ ─│─ ─         in the order of the curve
///   zoom 11     ▢       ▢       ▢       ▢       …           each hands on what the next can start from
///   zoom 10                             ▢
/// ```
/// Memory is that of one tile of each zoom.
struct BandPyramid {
    static let finestZoom = OverviewLayout.fullBandZoom - 1

    private let source: BandSource
    private var spool: SpoolEnd
    /// By zoom.
    private var levels: [BandLevel]
    private var tools: [BandLevel.Tools]
    private var features: [LevelFeatures]
    private var tiles: [UInt64?]
    private var streams: [BandStream]
    private var entries: BandEntries

    init(_ source: BandSource, _ spool: SpoolEnd) {
        self.source = source
        self.spool = spool
        let zooms = 0...Self.finestZoom
        levels = zooms.map { BandLevel(zoom: $0, source) }
        tools = zooms.map(BandLevel.Tools.init(zoom:))
        features = zooms.map { _ in LevelFeatures() }
        tiles = zooms.map { _ in nil }
        streams = zooms.map { _ in BandStream() }
        entries = BandEntries(source.attributes)
    }

    /// - Returns: by zoom; nil where the full band is shown as it is.
    mutating func make() throws(OverviewError) -> [BandStream?] {
        let shift = Self.bits(Self.finestZoom)
        for index in 0..<source.full.count {
            if index.isMultiple(of: OverviewLayout.releaseInterval) { source.release() }
            let feature = source.full[index]
            try begin(feature.box.curvePosition >> shift, zoom: Self.finestZoom)
            add(feature, Int32(truncatingIfNeeded: index))
        }
        for zoom in (0...Self.finestZoom).reversed() {
            try drawTile(zoom: zoom)
            // The tiles of coarse zooms take their features from all over the file.
            source.release()
        }
        for zoom in streams.indices { try streams[zoom].finish(to: &spool) }
        return levels.indices.map { levels[$0].isChanged ? streams[$0] : nil }
    }

    /// Bits of a position inside a tile.
    private static func bits(_ zoom: Int) -> UInt64 { UInt64(2 * (World.sizeExponent - zoom)) }

    private mutating func add(_ feature: OverviewFeature, _ index: Int32) {
        let zoom = Self.finestZoom
        if feature.minZoom > 0 { features[zoom].hasRules = true }
        switch feature.kind {
        case .polygons:
            features[zoom].polygons.append(
                LevelFeatures.Candidate(
                    index: index, shape: .record, doubledArea: BandSource.doubledArea(of: feature)))
        case .lines:
            features[zoom].lines.append(LevelFeatures.Candidate(index: index, shape: .record))
        case .points:
            features[zoom].pointIndices.append(index)
        }
    }

    /// Goes on to a tile: draws the one before it, when that is another.
    private mutating func begin(_ tile: UInt64, zoom: Int) throws(OverviewError) {
        guard tiles[zoom] != tile else { return }
        try drawTile(zoom: zoom)
        tiles[zoom] = tile
    }

    private mutating func drawTile(zoom: Int) throws(OverviewError) {
        guard let tile = tiles[zoom] else { return }
        tiles[zoom] = nil
        var coarser = LevelFeatures()
        if zoom > 0 {
            try begin(tile >> 2, zoom: zoom - 1)
            swap(&coarser, &features[zoom - 1])
        }
        entries.removeAll()
        var own = LevelFeatures()
        swap(&own, &features[zoom])
        levels[zoom].make(&own, &tools[zoom], &coarser, &entries)
        own.removeAll()
        swap(&own, &features[zoom])
        if zoom > 0 {
            swap(&coarser, &features[zoom - 1])
            if levels[zoom].isChanged { levels[zoom - 1].setChanged() }
        }
        try streams[zoom].append(&entries, tile: tile, bits: Self.bits(zoom), to: &spool)
    }
}
