internal import Foundation
public import SimpleFeatures
public import Tiling

/// Makes the tiles of a pyramid. Called from several threads at once.
public struct TileMaker: Sendable {
    /// Whether anything lies in a tile's box with its buffer. Where nothing does, nothing lies in the tiles below it
    /// either: half a buffer of a tile is the whole buffer of the tiles below it.
    public let hasFeatures: @Sendable (TileIndex) throws -> Bool
    /// The tile as it will lie in the archive; empty for a tile in which nothing is left to show.
    public let tile: @Sendable (TileIndex) throws -> [UInt8]

    public init(
        hasFeatures: @escaping @Sendable (TileIndex) throws -> Bool,
        tile: @escaping @Sendable (TileIndex) throws -> [UInt8]
    ) {
        self.hasFeatures = hasFeatures
        self.tile = tile
    }
}

/// Every tile of some zooms that has features, written to an archive.
public struct PyramidExport: Sendable {
    /// How far an export is.
    public struct Progress: Hashable, Sendable {
        /// Tiles visited, those of earlier runs included.
        public var visited: Int
        public var total: Int
        /// Tiles in the archive.
        public var written: Int
    }

    public var zooms: ClosedRange<Int>
    /// In CRS84; nil for the world. Tiles that touch it are whole.
    public var bounds: Envelope?
    public var threads: Int

    /// Tiles a thread makes at a time: enough to hide the hand-over, few enough to keep memory small.
    private static let tilesPerPiece: UInt64 = 4
    private static let parentsPerPiece: UInt64 = 64

    public init(zooms: ClosedRange<Int>, bounds: Envelope? = nil, threads: Int) {
        self.zooms = zooms
        self.bounds = bounds
        self.threads = max(1, threads)
    }

    /// Adds the tiles behind the writer's last one. The archive is then complete, and not yet finished.
    /// - Parameter checkpoint: called between tiles on the calling thread; what it throws stops the export with
    ///   everything before it kept.
    /// - Throws: `TileArchiveError`, what the maker throws, what `checkpoint` throws.
    public func run(
        _ maker: TileMaker, into writer: TileArchiveWriter, checkpoint: (Progress) throws -> Void
    ) throws {
        do {
            let levels = try survey(maker) {
                try checkpoint(Progress(visited: 0, total: 0, written: writer.tileCount))
            }
            try write(levels, maker, into: writer, checkpoint: checkpoint)
        } catch {
            // The first reason is what a person must read: on a full disk keeping more fails for the same one.
            do { try writer.makeSafe() } catch _ {}
            throw error
        }
    }

    /// The inhabited tiles of every zoom, from the top: what lies below an empty tile is never looked at.
    func survey(_ maker: TileMaker, checkpoint: () throws -> Void = {}) throws -> [TileRuns] {
        var levels: [TileRuns] = []
        var parents = TileRuns(zoom: 0)
        if try maker.hasFeatures(TileID(zoom: 0, position: 0).index) { parents.append(0) }
        if zooms.contains(0) { levels.append(parents) }
        for zoom in 1..<zooms.upperBound + 1 {
            let area = Area(bounds: bounds, zoom: zoom)
            var runs = TileRuns(zoom: zoom)
            try OrderedWork.run(
                parents.pieces(of: Self.parentsPerPiece), threads: threads,
                work: { piece in
                    try (piece.lowerBound * 4..<piece.upperBound * 4).filter { position in
                        let index = TileID(zoom: zoom, position: position).index
                        return try area.contains(index) && maker.hasFeatures(index)
                    }
                },
                take: { positions in
                    try checkpoint()
                    for position in positions { runs.append(position) }
                })
            parents = runs
            if zooms.contains(zoom) { levels.append(runs) }
        }
        return levels
    }

    private func write(
        _ levels: [TileRuns], _ maker: TileMaker, into writer: TileArchiveWriter,
        checkpoint: (Progress) throws -> Void
    ) throws {
        let last = writer.lastID
        var progress = Progress(
            visited: 0, total: Int(levels.reduce(0) { $0 + $1.count }), written: writer.tileCount)
        for level in levels {
            let zoom = level.zoom
            if let last, zoom < last.zoom {
                progress.visited += Int(level.count)
                continue
            }
            let position = last.flatMap { $0.zoom == zoom ? $0.position : nil }
            if let position {
                progress.visited += level.ranges.reduce(0) { $0 + $1.clamped(to: 0..<position + 1).count }
            }
            try OrderedWork.run(
                level.pieces(of: Self.tilesPerPiece, after: position), threads: threads,
                work: { piece in
                    try piece.map { position in
                        let id = TileID(zoom: zoom, position: position)
                        return (id: id, bytes: try maker.tile(id.index))
                    }
                },
                take: { tiles in
                    for tile in tiles where !tile.bytes.isEmpty { try writer.append(tile.id, tile.bytes) }
                    progress.visited += tiles.count
                    progress.written = writer.tileCount
                    try checkpoint(progress)
                })
        }
    }
}

/// Rows and columns of one zoom that touch a box.
private struct Area: Sendable {
    private let rows: ClosedRange<Int>
    private let columns: ClosedRange<Int>

    init(bounds: Envelope?, zoom: Int) {
        let world = TileMatrixSet.webMercatorQuad.envelope(
            of: TileID(zoom: 0, position: 0).index)
        let box = bounds.map(WebMercator.project) ?? world
        (rows, columns) = TileMatrixSet.webMercatorQuad.tiles(touching: box, matrix: zoom)
    }

    func contains(_ index: TileIndex) -> Bool { rows.contains(index.row) && columns.contains(index.column) }
}
