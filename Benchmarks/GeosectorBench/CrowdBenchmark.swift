import Foundation
import SimpleFeatures

/// Does one client that asks without pause slow the others down? Few requests a second of a polite client, alone and
/// beside an abusive one from another address, with the limits as they are and without any.
struct CrowdBenchmark {
    let bench: Workbench

    private static let seconds = 10.0
    private static let politeRate = 20.0
    private static let abusers = 64

    private static let limited = ["RATE_ADDRESS": "100"]
    /// Places for everybody.
    private static let unlimited = [
        "RATE_ADDRESS": "1000000", "WORK_TILES": "1000", "WORK_FEATURES": "1000", "WORK_SHARE": "100",
    ]

    func run() throws {
        let centre = bench.grid.centre
        let tile = try bench.tile(of: centre, zoom: 15)
        // Never the same tile twice, so that each is built; every other request is a page.
        func wishes(_ pass: Int) -> [String] {
            (0..<200).flatMap { number in
                [
                    "/tiles/parcels/16/\(tile.x * 2 - 10 + number % 20)/\(tile.y * 2 - 10 + number / 20 + pass * 10)",
                    "/collections/parcels/items?limit=100&offset=\(number * 1000)",
                ]
            }
        }
        let large = (0..<300).map { "/collections/parcels/items?limit=1000&offset=\($0 * 1000)" }
        for (name, settings) in [("with limits", Self.limited), ("without limits", Self.unlimited)] {
            let server = try BenchServer(bench, store: bench.storePath, settings: settings)
            let polite = (0..<2).map { LoadClient(port: server.port, paths: wishes($0), connections: 8, host: 2) }
            let idle = measure(polite[0])
            let abusive = LoadClient(port: server.port, paths: large, connections: Self.abusers, host: 3)
            let group = DispatchGroup()
            nonisolated(unsafe) var flood = LoadClient.Result()
            group.enter()
            Thread {
                flood = abusive.requests(for: Self.seconds + 1)
                group.leave()
            }.start()
            usleep(500_000)
            let busy = measure(polite[1])
            group.wait()
            server.stop()
            print(
                "crowd   \(name), \(Int(Self.politeRate)) requests/s of a polite client: alone \(text(idle));"
                    + " beside \(Self.abusers) connections without pause: \(text(busy));"
                    + " those got \(flood.latencies.count - flood.failures) answers and \(flood.failures) refusals")
        }
    }

    private func measure(_ client: LoadClient) -> LoadClient.Result {
        let end = ContinuousClock.now + .seconds(Self.seconds)
        return client.run(rate: Self.politeRate) { ContinuousClock.now >= end }
    }

    private func text(_ result: LoadClient.Result) -> String {
        let figures = [0.5, 0.95, 0.99].map { (result.percentile($0) * 1e3).text(1) }
        return "p50 \(figures[0]) p95 \(figures[1]) p99 \(figures[2]) ms, \(result.failures) refused"
    }
}
