/// A min/max box with its CRS. `minX <= maxX` and `minY <= maxY` always; an antimeridian box is two envelopes.
public struct Envelope: Hashable, Sendable {
    public var minX: Double
    public var minY: Double
    public var maxX: Double
    public var maxY: Double
    public var crs: CRS

    /// - Precondition: `minX <= maxX`, `minY <= maxY`, no NaN.
    public init(minX: Double, minY: Double, maxX: Double, maxY: Double, crs: CRS) {
        precondition(minX <= maxX && minY <= maxY, "an envelope's minimum is above its maximum")
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
        self.crs = crs
    }

    public var width: Double { maxX - minX }
    public var height: Double { maxY - minY }
    public var centre: Coordinate { Coordinate(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }

    /// Whether the two boxes share a point. Both must be in the same CRS.
    public func intersects(_ other: Envelope) -> Bool {
        precondition(crs == other.crs, "envelopes of different CRS are not comparable")
        return minX <= other.maxX && maxX >= other.minX && minY <= other.maxY && maxY >= other.minY
    }

    public func contains(_ coordinate: Coordinate) -> Bool {
        coordinate.x >= minX && coordinate.x <= maxX && coordinate.y >= minY && coordinate.y <= maxY
    }

    /// The smallest box that holds both. Both must be in the same CRS.
    public func union(_ other: Envelope) -> Envelope {
        precondition(crs == other.crs, "envelopes of different CRS have no union")
        return Envelope(
            minX: min(minX, other.minX), minY: min(minY, other.minY),
            maxX: max(maxX, other.maxX), maxY: max(maxY, other.maxY), crs: crs)
    }

    /// Grown by `margin` (units of the CRS) on each side.
    public func expanded(by margin: Double) -> Envelope {
        Envelope(minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin, crs: crs)
    }
}
