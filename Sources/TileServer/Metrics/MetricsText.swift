import Foundation
import TileEngine

/// Metrics in the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/, 0.0.4).
struct MetricsText {
    private(set) var text = ""

    init(
        requests: RequestMetrics, tiles: TileStatistics, recalled: Int, overviews: OverviewLibrary.Statistics,
        listeners: Int,
        memory: ProcessMemory
    ) {
        begin("geosector_http_requests_total", "counter", "Requests answered, by route and status.")
        for (kind, count) in requests.snapshot {
            line(#"geosector_http_requests_total{route="\#(kind.route)",status="\#(kind.status)"}"#, "\(count)")
        }
        addTiles(tiles)
        add("geosector_tile_requests_recalled_total", "counter", "Tile requests answered as before.", recalled)
        addBuilds(tiles)
        add("geosector_overviews_opened_total", "counter", "Overviews opened or built and served.", overviews.opened)
        add("geosector_overview_builds_total", "counter", "Overviews that the server had to build.", overviews.built)
        add("geosector_overview_failures_total", "counter", "Overviews that could not be made.", overviews.failed)
        begin("geosector_overview_build_seconds_total", "counter", "Time spent building overviews.")
        line("geosector_overview_build_seconds_total", "\(overviews.buildSeconds)")
        add("geosector_event_listeners", "gauge", "Clients of /events.", listeners)
        add("process_resident_memory_bytes", "gauge", "Memory of the process, mapped files among it.", memory.resident)
        add("geosector_private_memory_bytes", "gauge", "Memory of the process without mapped files.", memory.anonymous)
    }

    private mutating func addTiles(_ tiles: TileStatistics) {
        begin("geosector_tile_requests_total", "counter", "Tile requests, by how they were answered.")
        let answers = [
            ("hit", tiles.hits), ("join", tiles.joins), ("miss", tiles.misses), ("outside", tiles.outside),
        ]
        for (answer, count) in answers { line(#"geosector_tile_requests_total{answer="\#(answer)"}"#, "\(count)") }
        add("geosector_tile_evictions_total", "counter", "Tiles that had to leave the cache.", tiles.evictions)
        add("geosector_tiles_prebuilt_total", "counter", "Tiles built before anyone asked.", tiles.prebuilt)
        add("geosector_tiles_recompressed_total", "counter", "Tiles made smaller when idle.", tiles.recompressed)
        add("geosector_tile_failures_total", "counter", "Tiles that could not be built.", tiles.failures)
        add("geosector_tile_cache_entries", "gauge", "Tiles in the cache.", tiles.entries)
        add("geosector_tile_cache_bytes", "gauge", "Memory of the cache.", tiles.usedBytes)
        add("geosector_tile_cache_limit_bytes", "gauge", "Memory that the cache may take.", tiles.limitInBytes)
    }

    private mutating func addBuilds(_ tiles: TileStatistics) {
        begin("geosector_tile_build_seconds", "histogram", "Time to build a tile.")
        var sum = 0
        for (place, bound) in TileStatistics.buildBounds.enumerated() {
            sum += tiles.builds[place]
            line(#"geosector_tile_build_seconds_bucket{le="\#(bound)"}"#, "\(sum)")
        }
        sum += tiles.builds[TileStatistics.buildBounds.count]
        line(#"geosector_tile_build_seconds_bucket{le="+Inf"}"#, "\(sum)")
        line("geosector_tile_build_seconds_sum", "\(tiles.buildSeconds)")
        line("geosector_tile_build_seconds_count", "\(sum)")
    }

    private mutating func add(_ name: String, _ type: String, _ help: String, _ value: Int) {
        begin(name, type, help)
        line(name, "\(value)")
    }

    private mutating func begin(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private mutating func line(_ name: String, _ value: String) { text += "\(name) \(value)\n" }
}

/// What the process takes of the machine, in bytes.
struct ProcessMemory: Hashable, Sendable {
    var resident = 0
    /// Without pages of files, which the system takes back at will.
    var anonymous = 0
    /// Pages of files.
    var mapped: Int { resident - anonymous }

    /// Of this process, from `/proc/self/status`; zeros where there is none.
    static var current: ProcessMemory {
        var memory = ProcessMemory()
        guard let bytes = FileManager.default.contents(atPath: "/proc/self/status") else { return memory }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard words.count == 3, let kilobytes = Int(words[1]) else { continue }
            switch words[0] {
            case "VmRSS:": memory.resident = kilobytes << 10
            case "RssAnon:": memory.anonymous = kilobytes << 10
            default: break
            }
        }
        return memory
    }
}
