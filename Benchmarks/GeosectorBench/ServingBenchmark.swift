import Foundation
import SimpleFeatures

/// Does an import slow the server down? Tiles at half the rate the idle server can give, without and with a
/// `geoimport load --replace` beside it that changes every row: tiles of the collection that is imported, and of
/// another one of the same size.
struct ServingBenchmark {
    let bench: Workbench

    /// Seconds of each measurement without an import.
    private static let idleSeconds = 5.0
    private static let connections = 8
    private static let imported = "parcels"
    private static let other = "neighbours"

    private var store: String { bench.path("serving.sqlite") }

    func run() throws {
        for collection in [Self.imported, Self.other] {
            _ = try Timing.run(geoimport, loading(bench.shapefilePath, into: collection))
        }
        let server = try BenchServer(bench, store: store)
        defer { server.stop() }
        // Each import changes every row of what the one before has left.
        try measure(Self.other, port: server.port, importing: try bench.movedShapefile())
        try measure(Self.imported, port: server.port, importing: bench.shapefilePath)
    }

    private func measure(_ collection: String, port: Int, importing shapefile: String) throws {
        let client = LoadClient(port: port, paths: try paths(collection), connections: Self.connections)
        // Tiles that are asked for the first time are built; what is measured is a server that has met its users.
        _ = client.requestsPerSecond(for: Self.idleSeconds)
        let capacity = client.requestsPerSecond(for: Self.idleSeconds)
        let rate = capacity / 2
        let idleEnd = ContinuousClock.now + .seconds(Self.idleSeconds)
        let idle = client.run(rate: rate) { ContinuousClock.now >= idleEnd }

        let importer = Process()
        importer.executableURL = URL(filePath: geoimport)
        importer.arguments = loading(shapefile, into: Self.imported)
        importer.standardOutput = FileHandle.nullDevice
        importer.standardError = FileHandle.nullDevice
        let start = ContinuousClock.now
        try importer.run()
        let busy = client.run(rate: rate) { !importer.isRunning }
        let seconds = Timing.seconds(start.duration(to: .now))
        let limit = max(2 * idle.percentile(0.99), 0.01)
        let name = collection == Self.imported ? "the collection imported" : "another collection"
        print(
            "serving \(name), \(Int(rate)) tiles/s (half of \(Int(capacity))): idle \(text(idle));"
                + " during an import of \(bench.grid.count) (\(seconds.text(1)) s): \(text(busy));"
                + " p99 may be \((limit * 1e3).text(1)) ms; \(busy.latencies.count) requests,"
                + " \(idle.failures + busy.failures) errors; exit status \(importer.terminationStatus);"
                + " load \(Timing.loadAverage.text(1))")
    }

    private var geoimport: String { bench.binaries.appending(path: "geoimport").path }

    private func loading(_ shapefile: String, into collection: String) -> [String] {
        ["load", shapefile, "--store", store, "--sector", "land", "--collection", collection, "--replace"]
    }

    private func text(_ result: LoadClient.Result) -> String {
        let figures = [0.5, 0.99, 0.999].map { (result.percentile($0) * 1e3).text(1) }
        return "p50 \(figures[0]) p99 \(figures[1]) p99.9 \(figures[2]) ms"
    }

    /// Tiles around the middle of the grid, z13 to z15.
    private func paths(_ collection: String) throws -> [String] {
        try (13...15).flatMap { zoom -> [String] in
            let (x, y) = try bench.tile(of: bench.grid.centre, zoom: zoom)
            return (-2...2).flatMap { dx in (-2...2).map { dy in "/tiles/\(collection)/\(zoom)/\(x + dx)/\(y + dy)" } }
        }
    }
}
