public import SimpleFeatures

/// A tiling scheme (OGC 17-083r4): one matrix of equal square tiles per zoom, from the top-left corner.
public struct TileMatrixSet: Hashable, Sendable {
    /// One zoom.
    public struct Matrix: Hashable, Sendable {
        /// CRS units per tile, both ways.
        public let tileSpan: Double
        /// Tiles from west to east.
        public let width: Int
        /// Tiles from north to south.
        public let height: Int
    }

    public let id: String
    /// The definition in the OGC registry.
    public let uri: String
    public let crs: CRS
    /// North-west corner of every matrix, in CRS units.
    public let topLeft: Coordinate
    public let matrices: [Matrix]

    /// The box of a tile without buffer, in the CRS of the set.
    public func envelope(of index: TileIndex) -> Envelope {
        let span = matrices[index.matrix].tileSpan
        // Each side by the same formula as the neighbour's: two tiles share it to the last bit.
        func x(_ column: Int) -> Double { topLeft.x + Double(column) * span }
        func y(_ row: Int) -> Double { topLeft.y - Double(row) * span }
        return Envelope(
            minX: x(index.column), minY: y(index.row + 1), maxX: x(index.column + 1), maxY: y(index.row), crs: crs)
    }

    /// The tiles of one matrix that touch an envelope in the CRS of the set, clamped to the matrix.
    public func tiles(touching envelope: Envelope, matrix: Int) -> (rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        precondition(envelope.crs == crs, "the envelope is not in the CRS of the tile matrix set")
        let size = matrices[matrix]
        func clamp(_ position: Double, _ count: Int) -> Int {
            Int(min(max(position.rounded(.down), 0), Double(count - 1)))
        }
        let west = clamp((envelope.minX - topLeft.x) / size.tileSpan, size.width)
        let east = clamp((envelope.maxX - topLeft.x) / size.tileSpan, size.width)
        let north = clamp((topLeft.y - envelope.maxY) / size.tileSpan, size.height)
        let south = clamp((topLeft.y - envelope.minY) / size.tileSpan, size.height)
        return (north...south, west...east)
    }
}
