import Tiling

/// Where a tile's units lie in the integer world: origin at the tile's north-west corner, y pointing down.
///
/// ```
///   (low, low)┌───────────────┐
///             │ (0, 0)┌─────┐ │   inner square: the tile, 0…tileUnits
///             │       │     │ │   outer square: the clip box, −buffer…tileUnits + buffer
///             │       └─────┘ │
///             └───────────────┘(high, high)
/// ```
/// A world position becomes a tile position by whole numbers alone. Tile corners are multiples of the grid's step, so that
/// neighbouring tiles round a shared position to the same grid line, to the bit.
struct TileGrid: Sendable {
    /// Beyond this zoom sums could leave 64 bits.
    static let deepestMatrix = 28

    /// World units.
    let unitsPerTileUnit: Double
    /// `fine` units in a world unit: 1 unless a tile unit is finer than a world unit.
    private let scale: Int
    /// Right shift from `fine` units to tile units.
    private let down: Int
    /// The bits of a tile position that are kept: all of them unless the layer is coarsened.
    private let mask: Int
    /// The tile's north-west corner in `fine` units.
    private let originX: Int
    private let originY: Int
    /// Half a grid line less the corner, in `fine` units: halves are rounded up.
    private let shiftX: Int
    private let shiftY: Int
    /// The clip box is `low...high` both ways, in tile units.
    let low: Int
    let high: Int
    /// The clip box from the tile's corner in `fine` units.
    private let lowFine: Int
    private let highFine: Int
    /// A tile's side in `fine` units.
    private let spanFine: Int

    /// - Parameter coarseness: positions are rounded to multiples of 2^coarseness tile units.
    init(tile: TileIndex, options: TileOptions, coarseness: Int = 0) {
        precondition(tile.matrix <= Self.deepestMatrix, "the tile matrix is too deep for the world's grid")
        let tileBits = World.sizeExponent - tile.matrix
        let shift = tileBits - options.tileUnits.trailingZeroBitCount
        let unit = max(0, shift)
        unitsPerTileUnit = shift >= 0 ? Double(1 << shift) : 1 / Double(1 << -shift)
        scale = 1 << max(0, -shift)
        down = unit
        mask = -1 << coarseness
        originX = (tile.column << tileBits) * scale
        originY = (tile.row << tileBits) * scale
        let half = (1 << (unit + coarseness)) / 2
        shiftX = half - originX
        shiftY = half - originY
        low = -options.buffer
        high = options.tileUnits + options.buffer
        lowFine = low << unit
        highFine = high << unit
        spanFine = options.tileUnits << unit
    }

    /// The tile position nearest to a world position.
    @inline(__always)
    func x(_ world: Int32) -> Int { ((Int(world) &* scale &+ shiftX) &>> down) & mask }
    @inline(__always)
    func y(_ world: Int32) -> Int { ((Int(world) &* scale &+ shiftY) &>> down) & mask }

    /// Whether the clip box has a point: the west and north rim belong to it, the east and south rim do not, so that
    /// without a buffer a point on a shared edge is in one tile only.
    @inline(__always)
    func holds(_ point: WorldPoint) -> Bool {
        let (x, y) = (Int(point.x) &* scale &- originX, Int(point.y) &* scale &- originY)
        return x >= lowFine && x < highFine && y >= lowFine && y < highFine
    }

    /// Whether the tile has a point, likewise without its buffer.
    @inline(__always)
    func holdsWithoutBuffer(_ point: WorldPoint) -> Bool {
        let (x, y) = (Int(point.x) &* scale &- originX, Int(point.y) &* scale &- originY)
        return x >= 0 && x < spanFine && y >= 0 && y < spanFine
    }

    /// The nearest grid line; halves go up everywhere.
    /// - Precondition: `position` lies in the clip box.
    @inline(__always)
    static func rounded(_ position: Double) -> Int32 {
        // Truncation of a positive number is floor: no library call, no trap inside the clip box.
        let shift = 1_048_576.0
        return Int32(position + (shift + 0.5)) &- 1_048_576
    }
}
