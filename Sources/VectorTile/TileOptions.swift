/// How one layer of a tile is drawn on its grid. Lengths are tile units unless said otherwise.
public struct TileOptions: Hashable, Sendable {
    /// Far beyond what renderers read, and small enough for 64-bit cross products of clipped positions.
    static let maximumTileUnits = 1 << 16

    /// Grid cells along a side, the layer's `extent` (MVT 2.1, 4.1).
    public var tileUnits: Int
    /// How far geometry is kept beyond each side, so that strokes and fills meet without a seam.
    public var buffer: Int
    /// How far simplification may move a line, before rounding to the grid. 0 turns it off.
    public var tolerance: Double
    /// From this tile matrix on nothing is simplified, so that clients zooming past the last tiles see true shapes.
    public var fullDetailMatrix: Int
    /// Polygons below this area (square tile units) are pooled instead of drawn.
    public var minimumPolygonArea: Double
    /// Side of the square drawn each time the pool has gathered its area.
    public var pooledSquareSide: Int
    /// Lines shorter than this are dropped and counted.
    public var minimumLineLength: Double

    /// - Precondition: `tileUnits` in 1…65,536, `buffer` in 0…65,536, `pooledSquareSide` in 1…`tileUnits`,
    ///   the others not negative.
    public init(
        tileUnits: Int = 4096, buffer: Int = 64, tolerance: Double = 1, fullDetailMatrix: Int = 14,
        minimumPolygonArea: Double = 1, pooledSquareSide: Int = 4, minimumLineLength: Double = 1
    ) {
        precondition((1...Self.maximumTileUnits).contains(tileUnits), "tileUnits is outside 1…65,536")
        precondition((0...Self.maximumTileUnits).contains(buffer), "buffer is outside 0…65,536")
        precondition((1...tileUnits).contains(pooledSquareSide), "pooledSquareSide is outside the tile")
        precondition(tolerance >= 0 && minimumPolygonArea >= 0 && minimumLineLength >= 0, "a threshold is negative")
        self.tileUnits = tileUnits
        self.buffer = buffer
        self.tolerance = tolerance
        self.fullDetailMatrix = fullDetailMatrix
        self.minimumPolygonArea = minimumPolygonArea
        self.pooledSquareSide = pooledSquareSide
        self.minimumLineLength = minimumLineLength
    }
}
