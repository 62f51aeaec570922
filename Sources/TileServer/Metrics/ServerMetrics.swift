import Foundation
import GeoStore
import TileEngine

/// What the server tells of itself to Prometheus, as far as whoever asks may know which collections there are.
struct ServerMetrics {
    let services: Services
    /// What whoever asks sees.
    let catalog: Catalog

    var text: String {
        var text = MetricsText()
        addRequests(to: &text)
        addTiles(services.tiles.statistics, to: &text)
        addOverviews(to: &text)
        addWork(to: &text)
        addCollections(to: &text)
        addProcess(to: &text)
        return text.text
    }

    private func addRequests(to text: inout MetricsText) {
        let requests = services.metrics.snapshot
        let kinds = requests.grouped { RouteStatus(route: $0.route, status: $0.status) }
        text.add(
            "geosector_http_requests_total", "counter", "Requests answered, by route and status.",
            kinds.map { ([("route", $0.group.route), ("status", "\($0.group.status)")], Double($0.durations.count)) })
        let name = "geosector_http_request_duration_seconds"
        text.begin(name, "histogram", "Time until an answer began, by route.")
        for (route, durations) in requests.grouped(by: \.route) {
            text.addHistogram(
                name, [("route", route)], bounds: RequestMetrics.Histogram.bounds, counts: durations.counts,
                seconds: durations.seconds)
        }
        let ofCollections = "geosector_collection_request_duration_seconds"
        text.begin(ofCollections, "histogram", "Time until an answer began, by collection.")
        for (collection, durations) in requests.grouped(by: \.collection)
        where catalog.existing(collection) != nil {
            text.addHistogram(
                ofCollections, [("collection", collection)], bounds: RequestMetrics.Histogram.bounds,
                counts: durations.counts, seconds: durations.seconds)
        }
    }

    /// In the order of routes and statuses.
    private struct RouteStatus: Hashable, Comparable {
        let route: String
        let status: Int

        static func < (left: RouteStatus, right: RouteStatus) -> Bool {
            (left.route, left.status) < (right.route, right.status)
        }
    }

    private func addTiles(_ tiles: TileStatistics, to text: inout MetricsText) {
        let answers = [
            ("hit", tiles.hits), ("join", tiles.joins), ("miss", tiles.misses), ("outside", tiles.outside),
        ]
        text.add(
            "geosector_tile_requests_total", "counter", "Tile requests, by how they were answered.",
            answers.map { ([("answer", $0.0)], Double($0.1)) })
        text.add("geosector_tile_evictions_total", "counter", "Tiles that had to leave the cache.", tiles.evictions)
        text.add("geosector_tiles_prebuilt_total", "counter", "Tiles built before anyone asked.", tiles.prebuilt)
        text.add("geosector_tiles_recompressed_total", "counter", "Tiles made smaller when idle.", tiles.recompressed)
        text.add("geosector_tile_failures_total", "counter", "Tiles that could not be built.", tiles.failures)
        text.add("geosector_tile_cache_entries", "gauge", "Tiles in the cache.", tiles.entries)
        text.add("geosector_tile_cache_bytes", "gauge", "Memory of the cache.", tiles.usedBytes)
        text.add("geosector_tile_cache_limit_bytes", "gauge", "Memory that the cache may take.", tiles.limitInBytes)
        text.add(
            "geosector_tile_requests_recalled_total", "counter", "Tile requests answered as before.",
            services.recall.count)
        let name = "geosector_tile_build_seconds"
        text.begin(name, "histogram", "Time to build a tile.")
        text.addHistogram(
            name, [], bounds: TileStatistics.buildBounds, counts: tiles.builds, seconds: tiles.buildSeconds)
    }

    private func addOverviews(to text: inout MetricsText) {
        let overviews = services.overviews.statistics
        text.add(
            "geosector_overviews_opened_total", "counter", "Overviews opened or built and served.", overviews.opened)
        text.add(
            "geosector_overview_builds_total", "counter", "Overviews that the server had to build.", overviews.built)
        text.add("geosector_overview_failures_total", "counter", "Overviews that could not be made.", overviews.failed)
        text.add(
            "geosector_overview_build_seconds_total", "counter", "Time spent building overviews.",
            overviews.buildSeconds)
        text.add(
            "geosector_overview_patches_total", "counter", "Edits laid over overviews until the next one is made.",
            overviews.overlaid)
    }

    private func addWork(to text: inout MetricsText) {
        let pools = [("tiles", services.executor.load), ("queries", services.queries.load)]
        text.add(
            "geosector_pool_work", "gauge", "Reads of the store, by the threads that do them.",
            pools.flatMap { name, load in
                [
                    ([("pool", name), ("state", "waiting")], Double(load.waiting)),
                    ([("pool", name), ("state", "running")], Double(load.running)),
                ]
            })
        text.add(
            "geosector_work", "gauge",
            "Requests that have a place for their kind of work, and those that wait for one.",
            WorkKind.allCases.flatMap { kind -> [([(String, String)], Double)] in
                guard let load = services.limits.gate(kind)?.load else { return [] }
                return [
                    ([("kind", kind.rawValue), ("state", "running")], Double(load.busy)),
                    ([("kind", kind.rawValue), ("state", "waiting")], Double(load.waiting)),
                ]
            })
        text.add("geosector_event_listeners", "gauge", "Clients of /events.", services.events.listenerCount)
    }

    /// How fresh the data are: an alarm on the time of the last change tells of an import that no longer comes.
    private func addCollections(to text: inout MetricsText) {
        func add(_ name: String, _ help: String, _ value: (PublishedCollection) -> Double?) {
            text.add(
                name, "gauge", help,
                catalog.collections.compactMap { collection in
                    value(collection).map { ([("collection", collection.id.name)], $0) }
                })
        }
        add("geosector_collection_version", "The dataset version that is served.") { Double($0.state.version) }
        add("geosector_collection_features", "Features, as whoever asks sees them.") { Double($0.featureCount) }
        add("geosector_collection_updated_timestamp_seconds", "When that version was published.") {
            (try? Date($0.updatedAt, strategy: .iso8601)).map(\.timeIntervalSince1970)
        }
    }

    private func addProcess(to text: inout MetricsText) {
        let process = ProcessUse.current
        text.add(
            "process_resident_memory_bytes", "gauge", "Memory of the process, mapped files among it.",
            process.memory.resident)
        text.add(
            "geosector_private_memory_bytes", "gauge", "Memory of the process without mapped files.",
            process.memory.anonymous)
        text.add("process_cpu_seconds_total", "counter", "Time that processors spent.", process.cpuSeconds)
        text.add("process_open_fds", "gauge", "Files and connections that are open.", process.openFiles)
        text.add("process_start_time_seconds", "gauge", "When the process began.", ProcessUse.start)
        let store = StoreDisk(path: services.store.path)
        text.add("geosector_store_bytes", "gauge", "The store, its write-ahead log among it.", store.usedBytes)
        text.add("geosector_store_disk_free_bytes", "gauge", "What is free on its disk.", store.freeBytes ?? 0)
    }
}
