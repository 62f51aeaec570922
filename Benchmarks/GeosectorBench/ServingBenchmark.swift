import Foundation
import Reprojection
import SimpleFeatures

/// Does an import slow the server down? Tiles at half the rate the idle server can give, without and with a
/// `geoimport load --replace` of the same layer beside it.
struct ServingBenchmark {
    let bench: Workbench

    private struct ServerDidNotStart: Error {}

    /// Seconds of each measurement without an import.
    private static let idleSeconds = 5.0
    private static let connections = 8

    func run() throws {
        let store = bench.path("serving.sqlite")
        let shapefile = bench.shapefilePath
        let geoimport = bench.binaries.appending(path: "geoimport").path
        let loading = [
            "load", shapefile, "--store", store, "--sector", "land", "--collection", "parcels", "--replace",
        ]
        _ = try Timing.run(geoimport, loading)
        let port = 19_900 + Int(ProcessInfo.processInfo.processIdentifier) % 1000
        let server = Process()
        server.executableURL = bench.binaries.appending(path: "tileserver")
        server.arguments = ["serve", "--store", store, "--port", "\(port)"]
        server.standardError = FileHandle.nullDevice
        try server.run()
        defer {
            server.terminate()
            server.waitUntilExit()
        }
        let client = LoadClient(port: port, paths: try paths(), connections: Self.connections)
        try waitUntilReady(LoadClient(port: port, paths: ["/ready"], connections: 1))
        let capacity = client.requestsPerSecond(for: Self.idleSeconds)
        let rate = capacity / 2
        let idleEnd = ContinuousClock.now + .seconds(Self.idleSeconds)
        let idle = client.run(rate: rate) { ContinuousClock.now >= idleEnd }

        // Other features than before: every row changes.
        let importing = Process()
        importing.executableURL = URL(filePath: geoimport)
        importing.arguments = [loading[0], try bench.changedShapefile()] + loading.dropFirst(2)
        importing.standardOutput = FileHandle.nullDevice
        importing.standardError = FileHandle.nullDevice
        try importing.run()
        let busy = client.run(rate: rate) { !importing.isRunning }
        print(
            "serving \(Int(rate)) tiles/s (half of \(Int(capacity))): idle p50 \(text(idle, 0.5)) p99 \(text(idle, 0.99))"
                + " ms; during an import of \(bench.grid.count): p50 \(text(busy, 0.5)) p99 \(text(busy, 0.99)) ms,"
                + " \(busy.latencies.count) requests, \(idle.failures + busy.failures) errors")
    }

    private func text(_ result: LoadClient.Result, _ share: Double) -> String {
        (result.percentile(share) * 1e3).text(1)
    }

    /// Tiles around the middle of the grid, z13 to z15.
    private func paths() throws -> [String] {
        let place = try CoordinateTransform(from: .epsg(9218), to: .crs84).transform(bench.grid.centre)
        return (13...15).flatMap { zoom -> [String] in
            let count = Double(1 << zoom)
            let x = Int((place.x + 180) / 360 * count)
            let latitude = place.y * .pi / 180
            let y = Int((1 - log(tan(latitude) + 1 / cos(latitude)) / .pi) / 2 * count)
            return (-2...2).flatMap { dx in (-2...2).map { dy in "/tiles/parcels/\(zoom)/\(x + dx)/\(y + dy)" } }
        }
    }

    private func waitUntilReady(_ client: LoadClient) throws {
        for _ in 0..<100 {
            if client.requestsPerSecond(for: 0.1) > 0 { return }
            usleep(100_000)
        }
        throw ServerDidNotStart()
    }
}
