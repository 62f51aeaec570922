/// How tile requests were answered since the start.
public struct TileStatistics: Hashable, Sendable {
    /// Seconds; what builds took falls under the first bound it does not exceed.
    public static let buildBounds = [0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]

    public internal(set) var hits = 0
    /// Requests that waited for another request's build of the same tile.
    public internal(set) var joins = 0
    public internal(set) var misses = 0
    /// Requests for tiles outside the data, answered without a look into the cache.
    public internal(set) var outside = 0
    /// Builds before anyone asked.
    public internal(set) var prebuilt = 0
    /// Tiles compressed again while there was nothing else to do.
    public internal(set) var recompressed = 0
    public internal(set) var failures = 0
    public internal(set) var evictions = 0
    public internal(set) var entries = 0
    public internal(set) var usedBytes = 0
    public internal(set) var limitInBytes = 0
    /// One more than `buildBounds`: the last for what took longer.
    public internal(set) var builds = [Int](repeating: 0, count: buildBounds.count + 1)
    public internal(set) var buildSeconds = 0.0

    public init() {}

    mutating func countBuild(seconds: Double) {
        builds[Self.buildBounds.firstIndex { seconds <= $0 } ?? Self.buildBounds.count] += 1
        buildSeconds += seconds
    }

    mutating func add(_ other: TileStatistics) {
        hits += other.hits
        joins += other.joins
        misses += other.misses
        outside += other.outside
        prebuilt += other.prebuilt
        recompressed += other.recompressed
        failures += other.failures
        evictions += other.evictions
        entries += other.entries
        usedBytes += other.usedBytes
        limitInBytes += other.limitInBytes
        for place in builds.indices { builds[place] += other.builds[place] }
        buildSeconds += other.buildSeconds
    }
}
