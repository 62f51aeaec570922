/// How one layer of a tile is drawn on its grid. Lengths are tile units.
public struct TileOptions: Hashable, Sendable {
    /// Far beyond what renderers read, and small enough for exact repair in 64 bits.
    public static let maximumTileUnits = 1 << 14

    /// Grid cells along a side, the layer's `extent` (MVT 2.1, 4.1).
    public let tileUnits: Int
    /// How far geometry is kept beyond each side, so that strokes and fills meet without a seam.
    public let buffer: Int
    /// A layer that is larger than this when compressed is made coarser until it is not: `EncodedTileLayer`.
    public let byteLimit: Int

    /// - Precondition: `tileUnits` is a power of two up to 16,384, `buffer` in 0…16,384.
    public init(tileUnits: Int = 4096, buffer: Int = 64, byteLimit: Int = 500_000) {
        precondition(
            tileUnits > 0 && tileUnits <= Self.maximumTileUnits && tileUnits.nonzeroBitCount == 1,
            "tileUnits is not a power of two up to 16,384")
        precondition((0...Self.maximumTileUnits).contains(buffer), "buffer is outside 0…16,384")
        self.tileUnits = tileUnits
        self.buffer = buffer
        self.byteLimit = byteLimit
    }
}
