import SimpleFeatures
import TileEngine

/// The state of the tile cache, for `tileserver cache stats`.
enum CacheStatsDocument {
    static func document(_ statistics: TileStatistics) -> JSONValue {
        [
            "entries": JSONValue(statistics.entries),
            "bytes": JSONValue(statistics.usedBytes),
            "limitBytes": JSONValue(statistics.limitInBytes),
            "hits": JSONValue(statistics.hits),
            "joins": JSONValue(statistics.joins),
            "misses": JSONValue(statistics.misses),
            "outside": JSONValue(statistics.outside),
            "evictions": JSONValue(statistics.evictions),
            "failures": JSONValue(statistics.failures),
            "prebuilt": JSONValue(statistics.prebuilt),
            "recompressed": JSONValue(statistics.recompressed),
            "builds": JSONValue(statistics.builds.reduce(0, +)),
            "buildSeconds": .real(statistics.buildSeconds),
        ]
    }
}
