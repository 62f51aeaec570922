/// Pixel squares that stand for polygons too small to draw: valid inside the closure they are handed to.
public struct PooledFeature {
    /// The caller's number for the polygon whose id and attributes they take.
    public let index: Int32
    /// How many polygons they stand for, that one included.
    public let weight: UInt32
    /// Twice their area, in square world units.
    public let doubledArea: UInt64
    public let points: UnsafeBufferPointer<WorldPoint>
    /// Exteriors, each followed by its holes; turned as `WorldGeometry` turns them.
    public let parts: UnsafeBufferPointer<WorldGeometry.Part>
}

/// A square to be drawn, and the feature it belongs to.
struct PoolSquare {
    var x: Int32
    var y: Int32
    var feature: Int32
}

/// What squares are drawn as.
struct PoolFeature {
    /// The pixel of its first square: where it is when features are joined.
    var x: Int32
    var y: Int32
    var classID: UInt32
    var weight: UInt32
    var rank: FeatureRank
    var index: Int32

    /// Becomes one with another: the one that goes first gives it its place and identity.
    mutating func take(_ other: PoolFeature) {
        let weight = weight + other.weight
        if other.rank.precedes(rank) { self = other }
        self.weight = weight
    }
}
