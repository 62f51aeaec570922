/// What became of the features offered to a layer, so that a tile can say what it does not show.
public struct TileCounts: Hashable, Sendable {
    /// Features that are in the tile.
    public internal(set) var kept = 0
    /// Polygons too small to draw, whose area is carried by the squares of others.
    public internal(set) var merged = 0
    /// Features without a drawable part: lines below the minimum length, polygons without area, bad coordinates.
    public internal(set) var dropped = 0
    /// Features that do not reach into the clip box, or have no geometry. They are not part of `matched`.
    public internal(set) var outside = 0
    /// The dropped ones whose coordinates were NaN, infinite or absurdly far.
    public internal(set) var refused = 0

    public init() {}

    /// Features that belong to this tile: `kept + merged + dropped`.
    public var matched: Int { kept + merged + dropped }

    mutating func count(_ outcome: TileFeatureOutcome) {
        switch outcome {
        case .kept: kept += 1
        case .merged: merged += 1
        case .dropped: dropped += 1
        case .outside: outside += 1
        case .refused:
            dropped += 1
            refused += 1
        }
    }
}

/// What became of one feature.
public enum TileFeatureOutcome: Hashable, Sendable {
    case kept, merged, dropped, outside
    /// Dropped because a coordinate is NaN, infinite or absurdly far.
    case refused
}
