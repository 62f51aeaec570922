import Foundation
import FoundationNetworking
import SimpleFeatures

/// How long until an edit of one of many parcels is answered, and until a tile shows it? And what do twenty edits a
/// second cost?
struct EditingBenchmark {
    let bench: Workbench

    private struct Refused: Error {
        let status: Int
    }

    private static let edits = 30
    private static let streamSeconds = 15.0
    private static let streamRate = 20.0
    private static let zoom = 16

    func run() async throws {
        let store = bench.path("edited.sqlite")
        try FileManager.default.copyItem(atPath: bench.storePath, toPath: store)
        let server = try BenchServer(bench, store: store, settings: ["EDITING": "local"])
        defer { server.stop() }
        let base = "http://127.0.0.1:\(server.port)"
        // The overview is made before anything is edited.
        _ = try await tag(of: "\(base)/tiles/parcels/8/205/118")
        let tile = try bench.tile(of: bench.grid.centre, zoom: Self.zoom)
        let address = "\(base)/tiles/parcels/\(Self.zoom)/\(tile.x)/\(tile.y)"
        let ids = try await parcels(in: tile, base)
        var answered: [Double] = []
        var shown: [Double] = []
        let before = server.cpuSeconds
        for number in 0..<Self.edits {
            let former = try await tag(of: address)
            let start = ContinuousClock.now
            try await edit(ids[number % ids.count], note: "sửa \(number)", base)
            let answer = ContinuousClock.now
            answered.append(Timing.seconds(start.duration(to: answer)) * 1e3)
            while try await tag(of: address) == former { try await Task.sleep(for: .milliseconds(5)) }
            shown.append(Timing.seconds(answer.duration(to: .now)) * 1e3)
        }
        let cost = (server.cpuSeconds - before) / Double(Self.edits) * 1e3
        print(
            "editing one of \(bench.grid.count): answered in \(text(answered)), shown by a tile \(text(shown)) later;"
                + " CPU of an edit and all that follows \(cost.text(1)) ms")
        try await stream(ids, server, base, address)
    }

    /// Edits at fixed moments; one that is late delays the next ones.
    private func stream(_ ids: [Int64], _ server: BenchServer, _ base: String, _ address: String) async throws {
        var answered: [Double] = []
        let before = server.cpuSeconds
        let begin = ContinuousClock.now
        let count = Int(Self.streamSeconds * Self.streamRate)
        for number in 0..<count {
            let due = begin + .seconds(Double(number) / Self.streamRate)
            if ContinuousClock.now < due { try await Task.sleep(until: due, clock: .continuous) }
            try await edit(ids[number % ids.count], note: "loạt \(number)", base)
            answered.append(Timing.seconds(due.duration(to: .now)) * 1e3)
        }
        let seconds = Timing.seconds(begin.duration(to: .now))
        let share = (server.cpuSeconds - before) / seconds
        print(
            "editing \(Int(Self.streamRate)) a second for \(Self.streamSeconds.text(0)) s: \(count) edits in"
                + " \(seconds.text(1)) s, answered in \(text(answered)) after they were due; the server takes"
                + " \((share * 100).text(0)) % of a processor")
    }

    private func text(_ values: [Double]) -> String {
        let sorted = values.sorted()
        guard let last = sorted.last else { return "–" }
        return
            "p50 \(Timing.median(values).text(0)) p95 \(sorted[sorted.count * 95 / 100].text(0)) max \(last.text(0)) ms"
    }

    private func parcels(in tile: (x: Int, y: Int), _ base: String) async throws -> [Int64] {
        func degrees(_ x: Int, _ y: Int) -> (Double, Double) {
            let count = Double(1 << Self.zoom)
            return (Double(x) / count * 360 - 180, atan(sinh(.pi * (1 - 2 * Double(y) / count))) * 180 / .pi)
        }
        let (west, north) = degrees(tile.x, tile.y)
        let (east, south) = degrees(tile.x + 1, tile.y + 1)
        let box = [west, south, east, north].map { "\($0)" }.joined(separator: ",")
        let (page, _) = try await send("GET", "\(base)/collections/parcels/items?limit=\(Self.edits)&bbox=\(box)")
        return try JSONReader.read(Array(page))["features"]?.array?.compactMap { $0["id"]?.integer } ?? []
    }

    private func edit(_ id: Int64, note: String, _ base: String) async throws {
        _ = try await send(
            "PATCH", "\(base)/collections/parcels/items/\(id)",
            ["Content-Type": "application/merge-patch+json", "If-Match": "*"],
            body: Data(#"{"properties": {"GHI_CHU": "\#(note)"}}"#.utf8))
    }

    private func tag(of address: String) async throws -> String {
        try await send("GET", address).1.value(forHTTPHeaderField: "ETag") ?? ""
    }

    private func send(
        _ method: String, _ address: String, _ headers: [String: String] = [:], body: Data? = nil
    ) async throws -> (Data, HTTPURLResponse) {
        guard let url = URL(string: address) else { throw URLError(.badURL) }
        var request = URLRequest(url: url, cachePolicy: .reloadIgnoringLocalCacheData)
        request.httpMethod = method
        request.httpBody = body
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (data, response) = try await URLSession.shared.data(for: request)
        guard let answer = response as? HTTPURLResponse, (200..<300).contains(answer.statusCode) else {
            throw Refused(status: (response as? HTTPURLResponse)?.statusCode ?? 0)
        }
        return (data, answer)
    }
}
