import SimpleFeatures
import Tiling

/// Where a tile's units lie in Web Mercator: origin at the north-west corner, y pointing down.
///
/// ```
///   (low, low)┌───────────────┐
///             │ (0, 0)┌─────┐ │   inner square: the tile, 0…tileUnits
///             │       │     │ │   outer square: the clip box, −buffer…tileUnits + buffer
///             │       └─────┘ │
///             └───────────────┘(high, high)
/// ```
struct TileGrid {
    /// Tile units; about 500 worlds at the deepest zoom. Beyond it (or NaN) a position is refused.
    static let farthestTileUnits = 0x1p45

    /// Metres: the north-west corner of the whole scheme.
    let worldWest: Double
    let worldNorth: Double
    let unitsPerMetre: Double
    /// The tile's own corner in tile units from there, whole numbers. Positions are measured from the corner of the
    /// scheme first: so neighbouring tiles agree to the last bit about a position on their shared edge.
    let originX: Double
    let originY: Double
    /// The clip box is `low...high` both ways.
    let low: Double
    let high: Double

    init(tile: TileIndex, options: TileOptions) {
        let scheme = TileMatrixSet.webMercatorQuad
        worldWest = scheme.topLeft.x
        worldNorth = scheme.topLeft.y
        unitsPerMetre = Double(options.tileUnits) / scheme.matrices[tile.matrix].tileSpan
        originX = Double(tile.column * options.tileUnits)
        originY = Double(tile.row * options.tileUnits)
        low = -Double(options.buffer)
        high = Double(options.tileUnits + options.buffer)
    }

    /// The nearest grid line; halves go up everywhere, so that neighbouring tiles round a shared position alike.
    /// - Precondition: `position` lies in the clip box.
    @inline(__always)
    static func rounded(_ position: Double) -> Int32 {
        // Truncation of a positive number is floor: no library call, no trap inside the clip box.
        let shift = 1_048_576.0
        return Int32(position + (shift + 0.5)) &- 1_048_576
    }
}
