public import SimpleFeatures
internal import Tiling

#if canImport(Glibc)
internal import Glibc
#endif

/// The grid of overviews: the square of Web Mercator, 2^31 units a side (1.9 cm at the equator), as whole numbers.
///
/// ```
///   (0, 0) ─────────── x ──► 2^31        x from the west edge eastwards,
///     │                                  y from the north edge southwards, as in a tile;
///     y        zoom z: a tile is         every tile of every zoom starts on a whole number,
///     ▼        2^(31 − z) units          so neighbours agree on a shared edge to the bit
///    2^31
/// ```
public enum World {
    /// Units along a side, as a power of two.
    public static let sizeExponent = 31
    /// Units along a side. Positions lie in 0…`size` − 1: the east and the south edge fall on the last unit.
    public static let size: Int64 = 1 << 31
    static let lastUnit: Int64 = size - 1
    static let unitsPerMetre = 0x1p30 / WebMercator.halfWorld

    /// Units from the west edge, not rounded and not brought into the square.
    @inline(__always)
    static func x(metres: Double) -> Double { metres * unitsPerMetre + 0x1p30 }

    /// Units from the north edge, not rounded and not brought into the square.
    @inline(__always)
    static func y(metres: Double) -> Double { 0x1p30 - metres * unitsPerMetre }

    @inline(__always)
    static func x(longitude: Double) -> Double { (longitude / 360 + 0.5) * 0x1p31 }

    /// The formula of `WebMercator.project`; latitudes beyond the square are brought to its edge.
    @inline(__always)
    static func y(latitude: Double) -> Double {
        let clamped = min(max(latitude, -WebMercator.maximumLatitude), WebMercator.maximumLatitude)
        let sine = sin(clamped * .pi / 180)
        return (0.5 - log((1 + sine) / (1 - sine)) / (4 * .pi)) * 0x1p31
    }

    /// The nearest unit inside the square.
    /// - Precondition: `position` is a number.
    @inline(__always)
    static func unit(_ position: Double) -> Int32 {
        Int32(truncatingIfNeeded: Int64(min(max(position + 0.5, 0), Double(lastUnit))))
    }
}

/// A position on the grid of overviews.
@frozen public struct WorldPoint: Hashable, Sendable {
    public var x: Int32
    public var y: Int32

    @inlinable
    public init(x: Int32, y: Int32) {
        self.x = x
        self.y = y
    }
}

extension WorldPoint {
    /// The grid position nearest to EPSG:3857 metres; what lies outside the square is brought to its edge.
    public init(metres coordinate: Coordinate) {
        self.init(x: World.unit(World.x(metres: coordinate.x)), y: World.unit(World.y(metres: coordinate.y)))
    }
}

/// What the numbers of a geometry are when it is added to an overview.
public enum OverviewCoordinates: Hashable, Sendable {
    /// EPSG:3857.
    case metres
    /// CRS84: longitude, latitude.
    case degrees
}

/// The three kinds of geometry that a tile knows, with their numbers in MVT 2.1, 4.3.4.
@frozen public enum GeometryKind: UInt8, Hashable, Sendable, CaseIterable {
    case points = 1
    case lines = 2
    case polygons = 3
}
