public import Tiling
public import VectorTile

/// Tiles of one zoom, a rectangle of them.
public struct TileRange: Hashable, Sendable {
    public let matrix: Int
    public let columns: ClosedRange<Int>
    public let rows: ClosedRange<Int>

    public init(matrix: Int, columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
        self.matrix = matrix
        self.columns = columns
        self.rows = rows
    }

    /// The tiles whose content a box belongs to, buffer included.
    public init(touching box: WorldBox, matrix: Int, buffer: Int) {
        let span = Int(1) << (31 - matrix)
        // As `WorldBox(tile:buffer:)` has it, so that both agree on every tile.
        let margin = (span * (2 * buffer + 1) + 8191) / 8192
        let end = (1 << matrix) - 1
        func range(_ low: Int32, _ high: Int32) -> ClosedRange<Int> {
            // A tile's last unit is part of it: a box that begins there touches it.
            let first = min(max(0, (Int(low) - margin - 1) >> (31 - matrix)), end)
            return first...min(max(first, (Int(high) + margin) >> (31 - matrix)), end)
        }
        self.init(matrix: matrix, columns: range(box.minX, box.maxX), rows: range(box.minY, box.maxY))
    }

    public var count: Int { columns.count * rows.count }

    /// Row by row.
    /// - Throws: `TilingError.outsideMatrix` for a range that reaches beyond its matrix.
    public func tiles() throws(TilingError) -> [TileIndex] {
        var tiles: [TileIndex] = []
        for row in rows {
            for column in columns {
                tiles.append(try TileIndex(matrix: matrix, row: row, column: column, in: .webMercatorQuad))
            }
        }
        return tiles
    }

    func union(_ other: TileRange) -> TileRange {
        TileRange(
            matrix: matrix,
            columns: min(
                columns.lowerBound, other.columns.lowerBound)...max(
                    columns.upperBound, other.columns.upperBound),
            rows: min(rows.lowerBound, other.rows.lowerBound)...max(rows.upperBound, other.rows.upperBound))
    }

    /// The tiles that boxes touch; when they are more rectangles than `most`, one that holds them all.
    public static func touching(_ boxes: [WorldBox], matrix: Int, buffer: Int, most: Int) -> [TileRange] {
        var ranges: [TileRange] = []
        var known: Set<TileRange> = []
        var whole: TileRange?
        for box in boxes {
            let range = TileRange(touching: box, matrix: matrix, buffer: buffer)
            whole = whole?.union(range) ?? range
            if known.count <= most, known.insert(range).inserted { ranges.append(range) }
        }
        return known.count <= most ? ranges : [whole].compactMap { $0 }
    }
}

extension TileSelection {
    /// The tiles of a zoom where something lies; none when they are more than `most`.
    /// - Throws: `TilingError` when `matrix` is none.
    public func tiles(matrix: Int, most: Int) throws(TilingError) -> [TileIndex] {
        guard let bounds else { return [] }
        let range = TileRange(touching: bounds, matrix: matrix, buffer: 0)
        return range.count > most ? [] : try range.tiles()
    }

    /// The tiles of a zoom that may show something, buffers included: every other one is empty. Nil when no feature has
    /// a geometry.
    public func limits(matrix: Int) -> TileRange? {
        bounds.map { TileRange(touching: $0, matrix: matrix, buffer: largestBuffer) }
    }
}
