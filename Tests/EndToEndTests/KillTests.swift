import Foundation
import SimpleFeatures
import TestSupport
import Testing

/// An import killed at any moment leaves the old version or the new one, and the next run starts clean.
///
/// A few rounds in `make test`, a hundred in `make soak-imports` (GEOSECTOR_SOAK_ROUNDS).
@Suite(
    .enabled(if: Product.isBuilt, Product.absence),
    .enabled(if: Program("spatialite") != nil, "spatialite is not installed: apt install spatialite-bin"), .serialized)
struct KillTests {
    static let rounds =
        ProcessInfo.processInfo.environment["GEOSECTOR_SOAK_ROUNDS"].flatMap { Int($0) } ?? 5

    /// Two states of one layer: in the second, a tenth of the features have moved and been renamed, another tenth is
    /// gone, and as many are new.
    private struct Deliveries {
        static let count = 20_000
        let folder: TemporaryFolder
        var files: [String] { ["cũ.csv", "mới.csv"].map(folder.path) }
        /// Count of features and sum of `DOT` that a whole version has.
        let sums: [[Int]]

        init() throws {
            folder = try TemporaryFolder()
            let old = (0..<Self.count).map { (key: $0, delivery: 1) }
            let new = (0..<Self.count).map { number in
                number % 10 == 1
                    ? (key: Self.count + number, delivery: 2) : (key: number, delivery: number % 10 == 0 ? 2 : 1)
            }
            sums = [old, new].map { [$0.count, $0.reduce(0) { $0 + $1.delivery }] }
            for (file, rows) in zip(["cũ.csv", "mới.csv"], [old, new]) {
                var text = "KHOA,DOT,TEN,WKT\n"
                for row in rows {
                    let (x, y) = (107.5 + Double(row.key % 200) / 200, 13.2 + Double(row.key / 200) / 200)
                    let side = 0.002 * Double(row.delivery)
                    text += "\(row.key),\(row.delivery),Thửa đất số \(row.key),"
                    text += "\"POLYGON ((\(x) \(y), \(x + side) \(y), \(x + side) \(y + side), \(x) \(y)))\"\n"
                }
                try Data(text.utf8).write(to: folder.url.appending(path: file))
            }
        }
    }

    /// How the next delivery gets into the store.
    enum Way: String, CaseIterable, Sendable {
        case load, sync

        /// A sync is a load and a little more.
        var rounds: Int { self == .load ? KillTests.rounds : max(2, KillTests.rounds / 5) }
    }

    /// Puts the delivery in its place and says what to run.
    private static func arguments(_ way: Way, _ delivery: Int, _ deliveries: Deliveries) throws -> [String] {
        let store = deliveries.folder.path("store.sqlite")
        switch way {
        case .load:
            return [
                "load", deliveries.files[delivery], "--store", store, "--sector", "land", "--collection", "thua",
                "--source-crs", "EPSG:4326", "--key", "KHOA", "--replace",
            ]
        case .sync:
            let place = deliveries.folder.path("giao.csv")
            try? FileManager.default.removeItem(atPath: place)
            try FileManager.default.copyItem(atPath: deliveries.files[delivery], toPath: place)
            let manifest = deliveries.folder.path("lo.yaml")
            let source = "{file: giao.csv, sector: land, collection: thua, source-crs: EPSG:4326, key: KHOA}"
            try Data("store: store.sqlite\nsources:\n  - \(source)\n".utf8).write(to: URL(filePath: manifest))
            return ["sync", manifest]
        }
    }

    @Test("after kill -9 the store has a whole version, is sound, and takes the next import", arguments: Way.allCases)
    func killed(way: Way) async throws {
        let deliveries = try Deliveries()
        let store = deliveries.folder.path("store.sqlite")
        let first = try await Product.run("geoimport", Self.arguments(way, 0, deliveries))
        try #require(first.status == 0, "\(first.said)")
        let start = ContinuousClock.now
        let second = try await Product.run("geoimport", Self.arguments(way, 1, deliveries))
        try #require(second.status == 0, "\(second.said)")
        let whole = ContinuousClock.now - start

        var generator = SystemRandomNumberGenerator()
        var outcomes = [0, 0]
        var running = 0
        for round in 0..<way.rounds {
            let next = try await state(of: store, deliveries) == 0 ? 1 : 0
            let arguments = try Self.arguments(way, next, deliveries)
            // A little beyond the end: the moment of publication is the one that matters most.
            let moment = whole * Double.random(in: 0...1.05, using: &generator)
            let wasKilled = try await kill(arguments, after: moment)
            if wasKilled { running += 1 }
            let after = try await state(of: store, deliveries)
            outcomes[after == next ? 1 : 0] += 1
            #expect(wasKilled || after == next, "round \(round): the import ended by itself and published nothing")
            let verified = try await Product.run("geoimport", ["verify", "--store", store])
            #expect(verified.status == 0, "round \(round), killed after \(moment): \(verified.output)")
            let again = try await Product.run("geoimport", arguments)
            #expect(again.status == 0, "round \(round): \(again.said)")
            #expect(try await state(of: store, deliveries) == next)
        }
        print(
            "\(way.rawValue): killed \(running) times in \(way.rounds) rounds, an import takes \(whole):"
                + " old version \(outcomes[0]), new version \(outcomes[1])")
    }

    /// Which delivery the store holds, seen by another program; fails when it is a mixture.
    private func state(of store: String, _ deliveries: Deliveries) async throws -> Int {
        let program = try #require(Program("spatialite"))
        let text = try await offPool {
            try program.run(["-silent", store, "SELECT count(*) || ' ' || sum(DOT) FROM thua;"])
        }
        let sums = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        return try #require(deliveries.sums.firstIndex(of: sums), "a mixture of versions: \(text)")
    }

    /// - Returns: whether it was still running.
    private func kill(_ arguments: [String], after moment: Duration) async throws -> Bool {
        let process = try Product.process("geoimport", arguments)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try await Task.sleep(for: moment)
        let wasRunning = process.isRunning
        Foundation.kill(process.processIdentifier, SIGKILL)
        try await offPool { process.waitUntilExit() }
        return wasRunning && process.terminationReason == .uncaughtSignal
    }
}
