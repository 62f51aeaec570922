/// A position: `x` is east or longitude, `y` north or latitude, always in that order inside GeoSector.
///
/// Units are those of the CRS the coordinate is used with (degrees or metres).
public struct Coordinate: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
