public import SimpleFeatures
public import Tiling

/// A box on the grid of overviews, all four sides included. `minX <= maxX`, `minY <= maxY`; y grows southwards.
@frozen public struct WorldBox: Hashable, Sendable {
    public var minX: Int32
    public var minY: Int32
    public var maxX: Int32
    public var maxY: Int32

    @inlinable
    public init(minX: Int32, minY: Int32, maxX: Int32, maxY: Int32) {
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    @inlinable
    public init(_ point: WorldPoint) {
        self.init(minX: point.x, minY: point.y, maxX: point.x, maxY: point.y)
    }

    /// The whole square.
    public static let world = WorldBox(minX: 0, minY: 0, maxX: .max, maxY: .max)

    /// A tile of `TileMatrixSet.webMercatorQuad` with its buffer: every position that could be rounded into
    /// −buffer…tileUnits + buffer. It may reach beyond the square.
    public init(tile: TileIndex, buffer: Int, tileUnits: Int = 4096) {
        let span = World.size >> Int64(tile.matrix)
        // Rounded up, and half a tile unit more: what lies there is rounded onto the rim.
        let margin = (span * Int64(2 * buffer + 1) + Int64(2 * tileUnits) - 1) / Int64(2 * tileUnits)
        func clamped(_ position: Int64) -> Int32 { Int32(clamping: position) }
        minX = clamped(Int64(tile.column) * span - margin)
        minY = clamped(Int64(tile.row) * span - margin)
        maxX = clamped(Int64(tile.column + 1) * span + margin)
        maxY = clamped(Int64(tile.row + 1) * span + margin)
    }

    /// In degrees (CRS84): longitudes, then latitudes.
    public var envelope: Envelope {
        let unit = 2 * WebMercator.halfWorld / Double(World.size)
        func east(_ x: Int32) -> Double { Double(x) * unit - WebMercator.halfWorld }
        func north(_ y: Int32) -> Double { WebMercator.halfWorld - Double(y) * unit }
        return WebMercator.unproject(
            Envelope(minX: east(minX), minY: north(maxY), maxX: east(maxX), maxY: north(minY), crs: .epsg(3857)))
    }

    @inlinable @inline(__always)
    public func intersects(_ other: WorldBox) -> Bool {
        minX <= other.maxX && maxX >= other.minX && minY <= other.maxY && maxY >= other.minY
    }

    @inlinable @inline(__always)
    public func contains(_ other: WorldBox) -> Bool {
        minX <= other.minX && maxX >= other.maxX && minY <= other.minY && maxY >= other.maxY
    }

    @inlinable @inline(__always)
    public func contains(_ point: WorldPoint) -> Bool {
        minX <= point.x && maxX >= point.x && minY <= point.y && maxY >= point.y
    }

    /// The smallest box that holds both.
    @inlinable
    public func union(_ other: WorldBox) -> WorldBox {
        WorldBox(
            minX: min(minX, other.minX), minY: min(minY, other.minY),
            maxX: max(maxX, other.maxX), maxY: max(maxY, other.maxY))
    }

    /// Where the box is found along the curve that orders an overview: at its middle.
    @inlinable
    public var curvePosition: UInt64 {
        HilbertCurve.position(
            x: UInt32(clamping: (Int64(minX) + Int64(maxX)) / 2), y: UInt32(clamping: (Int64(minY) + Int64(maxY)) / 2))
    }
}
