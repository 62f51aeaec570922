/// What became of the features offered to a layer, so that a tile can say what it does not show.
public struct TileCounts: Hashable, Sendable {
    /// Features that are in the tile.
    public internal(set) var kept = 0
    /// Features that those in the tile stand for beside themselves.
    public internal(set) var merged = 0
    /// Features without a drawable part, or left out to keep the tile small.
    public internal(set) var dropped = 0
    /// Features that do not reach into the clip box. They are not part of `matched`.
    public internal(set) var outside = 0
    /// The dropped ones whose record is damaged.
    public internal(set) var refused = 0

    public init() {}

    /// Features that belong to this tile: `kept + merged + dropped`.
    public var matched: Int { kept + merged + dropped }

    /// - Parameters:
    ///   - weight: how many features the one offered stands for.
    @inline(__always)
    ///   - sign: −1 takes a feature back.
    mutating func count(_ outcome: TileFeatureOutcome, weight: UInt32, by sign: Int = 1) {
        let weight = max(Int(weight), 1) * sign
        switch outcome {
        case .kept:
            kept += sign
            merged += weight - sign
        case .merged: merged += weight
        case .dropped: dropped += weight
        case .outside: outside += weight
        case .refused:
            dropped += weight
            refused += weight
        }
    }
}

/// What became of one feature.
public enum TileFeatureOutcome: Hashable, Sendable {
    case kept, merged, dropped, outside
    /// Dropped because its record is damaged.
    case refused
}
