import Foundation
import FoundationNetworking
import Reprojection
import SimpleFeatures

/// How long does a client wait for 1,000 features of a bounding box, beside ogr2ogr reading them from the same store?
struct ItemsBenchmark {
    let bench: Workbench

    func run() async throws {
        let place = try CoordinateTransform(from: .epsg(9218), to: .crs84).transform(bench.grid.centre)
        // About 1,400 parcels.
        let box = [place.x - 0.004, place.y - 0.004, place.x + 0.004, place.y + 0.004]
        let server = try BenchServer(bench, store: bench.storePath)
        defer { server.stop() }
        let base = "http://127.0.0.1:\(server.port)"
        let address = "\(base)/collections/parcels/items?limit=1000&bbox=\(box.map { "\($0)" }.joined(separator: ","))"
        var ours: [Double] = []
        var peers: [Double] = []
        var bytes = 0
        for round in 0..<bench.rounds * 4 {
            let start = ContinuousClock.now
            bytes = try await fetch(address).count
            ours.append(Timing.seconds(start.duration(to: .now)) * 1e3)
            guard round.isMultiple(of: 4) else { continue }
            let output = bench.path("items-\(round).geojson")
            let peer = try Timing.run(
                "ogr2ogr",
                ["-f", "GeoJSON", "-t_srs", "OGC:CRS84", "-limit", "1000", "-spat_srs", "OGC:CRS84", "-spat"]
                    + box.map { "\($0)" } + [output, bench.storePath, "parcels"])
            peers.append(peer.wall * 1e3)
        }
        print(
            "items   1,000 by bbox over HTTP: \(Timing.median(ours).text(1)) ms (\(bytes) bytes);"
                + " ogr2ogr, process and all: \(Timing.median(peers).text(1)) ms")
    }

    private func fetch(_ address: String) async throws -> Data {
        guard let url = URL(string: address) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
        let (data, response) = try await URLSession.shared.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 200 else { throw URLError(.badServerResponse) }
        return data
    }
}
