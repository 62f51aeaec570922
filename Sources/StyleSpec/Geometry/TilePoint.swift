/// A point, in units of a tile (y down) or in degrees (x is the longitude).
public struct TilePoint: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
