import Foundation
import SimpleFeatures
import TestSupport
import Testing

/// A store that was backed up, lost and restored, served by the built server.
@Suite(.enabled(if: Product.isBuilt, Product.absence), .serialized)
struct RestoredStoreTests {
    /// What clients get, without what names the store.
    private func answers(_ client: LoopbackClient, _ source: Source) async throws -> [[UInt8]] {
        let items = try await client.get("/collections/\(source.collection)/items?limit=10000&f=json")
        var answers = [items.body]
        for tile in ["9/408/236", "9/409/235", "8/204/117", "11/1635/943"] {
            // A store that was put in another's place has its overview made first.
            var answer = try await client.get("/tiles/\(source.collection)/\(tile)")
            for _ in 0..<60 where answer.status == 503 {
                try await Task.sleep(for: .seconds(1))
                answer = try await client.get("/tiles/\(source.collection)/\(tile)")
            }
            try #require(answer.status == 200 || answer.status == 204, "\(answer.text)")
            answers.append(answer.body)
        }
        return answers
    }

    private func ofServer(
        on store: String, _ source: Source, _ folder: TemporaryFolder,
        _ body: () async throws -> Void = {}
    ) async throws -> [[UInt8]] {
        let server = try await Product.Server.start(store: store, in: folder)
        let client = server.client
        var answers = try await self.answers(client, source)
        // The links of an answer carry the port.
        answers[0] = Array(String(decoding: answers[0], as: UTF8.self).replacing(client.base, with: "").utf8)
        answers[0] = Array(String(decoding: answers[0], as: UTF8.self).replacing(/"timeStamp":"[^"]*"/, with: "").utf8)
        try await body()
        _ = try await server.stop()
        return answers
    }

    @Test("it gives the same features and tiles; while the server has it open nothing is restored over it")
    func served() async throws {
        let folder = try TemporaryFolder()
        let store = folder.path("store.sqlite")
        let backups = folder.path("backups")
        let loaded = try await Source.areas.load(into: store)
        try #require(loaded.status == 0, "\(loaded.said)")
        let made = try await Product.run("geoimport", ["backup", "--to", backups, "--store", store])
        try #require(made.status == 0, "\(made.said)")
        let restoring = ["restore", "--from", backups, "--store", store, "--replace"]
        let before = try await ofServer(on: store, .areas, folder) {
            let refused = try await Product.run("geoimport", restoring)
            #expect(refused.status == 1)
            #expect(refused.said.contains("has \(store) open; stop it first"), "\(refused.said)")
        }
        #expect(before.filter { $0.count > 100 }.count >= 3)
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: store + suffix) }
        let restored = try await Product.run("geoimport", restoring)
        try #require(restored.status == 0, "\(restored.said)")
        #expect(try await ofServer(on: store, .areas, folder) == before)
    }

    @Test(
        "a store of an earlier release is brought up to date by the server, and answers the same",
        .enabled(if: Program("spatialite") != nil, "spatialite is not installed: apt install spatialite-bin"))
    func upgraded() async throws {
        let folder = try TemporaryFolder()
        let store = folder.path("store.sqlite")
        let loaded = try await Source.areas.load(into: store)
        try #require(loaded.status == 0, "\(loaded.said)")
        let before = try await ofServer(on: store, .areas, folder)
        let program = try #require(Program("spatialite"))
        try await offPool {
            try program.run([
                "-silent", "-batch", "-bail", store,
                "DROP TABLE gs_access_policy; DELETE FROM gs_migration WHERE number = 8;",
            ])
        }
        #expect(try await ofServer(on: store, .areas, folder) == before)
        #expect(FileManager.default.fileExists(atPath: store + ".before-schema-8"))
    }
}
