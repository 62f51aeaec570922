import Foundation
import GeoStore
import Logging
import SimpleFeatures
import TestSupport
import Testing
import VectorTile

@testable import TileServer

/// What other programs do to the store while the server runs.
@Suite(.serialized) struct ChangeTests {
    static let spatialite = Program("spatialite")
    static let isInstalled = spatialite != nil
    static let absence: Comment = "spatialite is not installed: apt install spatialite-bin"

    private static func edit(_ path: String, _ sql: String) async throws {
        let program = try #require(spatialite)
        try await offPool { try program.run(["-silent", "-batch", "-bail", path, sql]) }
    }

    private static func points(_ count: Int, _ writer: LayerWriter) throws {
        for number in 0..<count {
            try writer.append(
                geometry: .point(Coordinate(x: 108 + Double(number) * 0.01, y: 14)), values: [.text("mới \(number)")])
        }
    }

    private static func definition(_ id: String, _ names: [String] = ["TEN"]) throws -> LayerDefinition {
        LayerDefinition(
            id: try CollectionID(id), sector: "health", title: LocalizedText(vi: id, en: id), storageCRS: .crs84,
            schema: FeatureSchema(
                properties: names.map { FeatureSchema.Property(name: $0, type: .text) }, geometryType: .point))
    }

    @Test("an import by another program is there, in items, tiles and style, without a restart")
    func imported() async throws {
        try await TestServer.run { server in
            #expect(try await server.get("/collections/moi").status == 404)
            let writer = try Store(path: server.storePath, access: .readWrite)
            try writer.load(try Self.definition("moi"), mode: .create) {
                try Self.points(3, $0)
                return Provenance()
            }
            #expect(try await TestServer.eventually { try await server.get("/collections/moi/items").status == 200 })
            #expect(try await server.ids("/collections/moi/items") == [1, 2, 3])
            #expect(try await server.get("/tiles/moi/8/204/117").status == 200)
            let layers = try await server.json("/styles/map")["layers"]?.array ?? []
            #expect(layers.contains { $0["id"]?.string == "default-moi-circle" })
            let before = try await server.get("/collections/moi/items")["etag"]
            try writer.load(try Self.definition("moi"), mode: .append) {
                try Self.points(1, $0)
                return Provenance()
            }
            #expect(
                try await TestServer.eventually { try await server.get("/collections/moi/items")["etag"] != before })
            #expect(try await server.ids("/collections/moi/items") == [1, 2, 3, 4])
            try writer.drop(CollectionID("moi"))
            #expect(try await TestServer.eventually { try await server.get("/collections/moi").status == 404 })
        }
    }

    @Test(
        "an edit by spatialite appears in items, tiles and ETags, and is adopted as a version",
        .enabled(if: isInstalled, absence))
    func edited() async throws {
        try await TestServer.run { server in
            let tile = "/tiles/duong/8/204/117"
            let before = (
                try await server.get(tile), try await server.get("/collections/duong/items"),
                try await server.json("/tiles/duong.json")
            )
            try await Self.edit(
                server.storePath,
                "UPDATE duong SET CAP = 'đã sửa', geometry = ST_Translate(geometry, 0.01, 0, 0) WHERE feature_id = 1;")
            #expect(
                try await TestServer.eventually {
                    try await server.json("/collections/duong/items/1")["properties"]?["CAP"]?.string == "đã sửa"
                })
            #expect(
                try await TestServer.eventually {
                    try await server.json("/collections/duong")["datasetVersion"]?.string == "2"
                })
            // Tiles follow when their overview is made; until then they are the former ones.
            #expect(try await TestServer.eventually { try await server.get(tile)["etag"] != before.0["etag"] })
            #expect(try await server.get(tile).body != before.0.body)
            #expect(try await server.get("/collections/duong/items")["etag"] != before.1["etag"])
            #expect(
                try await TestServer.eventually {
                    try await server.json("/tiles/duong.json")["tiles"] != before.2["tiles"]
                })
            let store = try Store(path: server.storePath, access: .readOnly)
            #expect(try store.versions(of: CollectionID("duong")).first?.origin == .editedOutside)
        }
    }

    @Test("a tile of an edit gets one new tag, that of the version", .enabled(if: isInstalled, absence))
    func oneTag() async throws {
        try await TestServer.run { server in
            let tile = "/tiles/duong/8/204/117"
            var tags = [try await server.get(tile)["etag"]]
            try await Self.edit(server.storePath, "UPDATE duong SET CAP = 'đã sửa' WHERE feature_id = 1;")
            #expect(
                try await TestServer.eventually {
                    // Asking for the features makes the server look at once.
                    _ = try await server.get("/collections/duong/items")
                    let tag = try await server.get(tile)["etag"]
                    if tags.last != tag { tags.append(tag) }
                    let template = try await server.json("/tiles/duong.json")["tiles"]?.array?.first?.string
                    return template?.contains("?v=2-") == true
                })
            let last = try await server.get(tile)["etag"]
            if tags.last != last { tags.append(last) }
            #expect(tags.count == 2)
        }
    }

    @Test(
        "an edit is shown at once although another program keeps the lock, and adopted when it lets go",
        .enabled(if: isInstalled, absence))
    func adoptedLater() async throws {
        try await TestServer.run { server in
            let program = try #require(Self.spatialite)
            let process = Process()
            let input = Pipe()
            process.executableURL = URL(filePath: program.path)
            process.arguments = ["-silent", "-batch", server.storePath]
            process.standardInput = input
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            input.fileHandleForWriting.write(Data("DELETE FROM duong WHERE feature_id = 2;\nBEGIN IMMEDIATE;\n".utf8))
            let seen = try await TestServer.eventually {
                try await server.ids("/collections/duong/items") == [1, 3]
            }
            #expect(seen)
            #expect(
                try await TestServer.eventually {
                    try await server.json("/collections/duong/items")["numberMatched"]?.integer == 2
                })
            input.fileHandleForWriting.write(Data("ROLLBACK;\n.quit\n".utf8))
            try input.fileHandleForWriting.close()
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    process.waitUntilExit()
                    continuation.resume()
                }
            }
            #expect(
                try await TestServer.eventually {
                    try await server.json("/collections/duong")["datasetVersion"]?.string == "2"
                })
            #expect(try await server.json("/collections/duong")["numberOfFeatures"]?.integer == 2)
        }
    }

    @Test("readers are not blocked while a long load is open, and see the old state until it is published")
    func longLoad() async throws {
        try await TestServer.run { server in
            let path = server.storePath
            let (started, hasStarted) = AsyncStream.makeStream(of: Void.self)
            let gate = DispatchSemaphore(value: 0)
            async let load: Void = offPool {
                let store = try Store(path: path, access: .readWrite)
                try store.load(try Self.definition("duong-moi"), mode: .create) { writer in
                    try Self.points(500, writer)
                    hasStarted.yield()
                    gate.wait()
                    return Provenance()
                }
            }
            var iterator = started.makeAsyncIterator()
            _ = await iterator.next()
            for _ in 0..<20 {
                #expect(try await server.get("/collections/thua/items?limit=100").status == 200)
                #expect(try await server.get("/ready").status == 200)
                #expect(try await server.get("/collections/duong-moi").status == 404)
            }
            gate.signal()
            try await load
            #expect(try await TestServer.eventually { try await server.get("/collections/duong-moi").status == 200 })
        }
    }

    @Test("no answer mixes two versions, in items and tiles, while the collection is replaced again and again")
    func mixed() async throws {
        try await TestServer.run { server in
            let writer = try Store(path: server.storePath, access: .readWrite)
            // More than one chunk of a streamed page; every version has its own name and its own count.
            let count: @Sendable (Int) -> Int = { 2500 + $0 }
            func publish(_ round: Int) throws {
                try writer.load(try Self.definition("moi"), mode: round == 0 ? .create : .replace) { rows in
                    for number in 0..<count(round) {
                        let place = Coordinate(x: 108 + Double(number % 50) * 0.001, y: 14 + Double(round) * 0.0001)
                        try rows.append(geometry: .point(place), values: [.text("lần \(round)")])
                    }
                    return Provenance()
                }
            }
            try publish(0)
            #expect(try await TestServer.eventually { try await server.get("/collections/moi").status == 200 })
            let rounds = 12
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    var last = 0
                    while last < rounds {
                        let page = try await server.json("/collections/moi/items?limit=10000")
                        let features = try #require(page["features"]?.array)
                        let names = Set(features.compactMap { $0["properties"]?["TEN"]?.string })
                        let name = try #require(names.first)
                        #expect(names.count == 1, "\(names)")
                        last = try #require(Int(name.dropFirst(4)))
                        #expect(page["numberMatched"]?.integer == Int64(count(last)))
                        let isWhole = page["links"]?.array?.allSatisfy { $0["rel"]?.string != "next" } ?? false
                        #expect(!isWhole || features.count == count(last))
                        let tile = try await server.get("/tiles/moi/12/3276/1887")
                        guard tile.status == 200 else { continue }
                        let layer = try #require(try VectorTileDecoder.decode(tile.body).layer(named: "moi"))
                        let values = Set(layer.features.compactMap { $0["TEN"] })
                        #expect(values.count == 1, "\(values)")
                    }
                }
                for round in 1...rounds { try publish(round) }
                try await group.waitForAll()
            }
        }
    }

    @Test("no request fails while a collection is replaced by one with other columns")
    func replaced() async throws {
        try await TestServer.run { server in
            try await withThrowingTaskGroup(of: [Int].self) { tasks in
                for target in [
                    "/collections/wechsel/items", "/tiles/wechsel/8/204/117", "/collections/wechsel/items/1",
                ] {
                    tasks.addTask {
                        var statuses: [Int] = []
                        while !Task.isCancelled, statuses.count < 150 {
                            statuses.append(try await server.get(target).status)
                        }
                        return statuses
                    }
                }
                let path = server.storePath
                try await offPool {
                    let store = try Store(path: path, access: .readWrite)
                    for round in 0..<6 {
                        try store.load(
                            try Self.definition("wechsel", ["SPALTE_\(round)"]), mode: round == 0 ? .create : .replace
                        ) {
                            try Self.points(5, $0)
                            return Provenance()
                        }
                        Thread.sleep(forTimeInterval: 0.15)
                    }
                }
                for try await statuses in tasks {
                    #expect(Set(statuses).isSubset(of: [200, 204, 404]), "\(Set(statuses))")
                }
            }
            #expect(server.log.lines.filter { $0.level >= .error }.map(\.metadata) == [])
        }
    }

    @Test(
        "a feature that another program put off the earth costs neither the page nor the tile",
        .enabled(if: isInstalled, absence))
    func offTheEarth() async throws {
        try await TestServer.run { server in
            try await Self.edit(
                server.storePath,
                "UPDATE \"tram-y-te\" SET geometry = MakePoint(1e30, 1e30, 9218) WHERE feature_id = 3;")
            #expect(
                try await TestServer.eventually {
                    try await server.json("/collections/tram-y-te")["datasetVersion"]?.string == "2"
                })
            let feature = try await server.json("/collections/tram-y-te/items/3")
            #expect(feature["geometry"] == .null)
            #expect(feature["properties"]?["so"]?.integer == 2)
            #expect(try await server.ids("/collections/tram-y-te/items") == Array(1...8))
            let tile = try await server.get("/tiles/tram-y-te/8/204/117")
            #expect(tile.status == 200)
            #expect(try VectorTileDecoder.decode(tile.body).layers.first?.features.isEmpty == false)
            #expect(try await server.get("/collections/tram-y-te/items?f=html").status == 200)
        }
    }

    @Test(
        "a geometry that cannot be read costs neither the page nor the tile, and the server goes on",
        .enabled(if: isInstalled, absence))
    func unreadable() async throws {
        try await TestServer.run { server in
            // SpatiaLite's compressed form, which its own triggers let pass.
            try await Self.edit(
                server.storePath, "UPDATE duong SET geometry = CompressGeometry(geometry) WHERE feature_id = 2;")
            #expect(
                try await TestServer.eventually {
                    try await server.json("/collections/duong")["datasetVersion"]?.string != "1"
                })
            let ids = try await server.ids("/collections/duong/items")
            #expect(Set(ids).isSuperset(of: [1, 3]))
            let tile = try await server.get("/tiles/duong/8/204/117")
            #expect(tile.status == 200)
            let layer = try #require(try VectorTileDecoder.decode(tile.body).layers.first)
            #expect(Set(layer.features.compactMap(\.id)).isSubset(of: [1, 2, 3]) && !layer.features.isEmpty)
            #expect(try await server.get("/health").status == 200)
        }
    }

    @Test(
        "a column that another program adds under a parameter's name changes nothing about the parameter",
        .enabled(if: isInstalled, absence))
    func addedColumn() async throws {
        try await TestServer.run { server in
            try await Self.edit(
                server.storePath,
                "ALTER TABLE duong ADD COLUMN f TEXT; ALTER TABLE duong ADD COLUMN rong INTEGER; UPDATE duong SET f = 'x', rong = 7;"
            )
            #expect(
                try await TestServer.eventually {
                    try await server.json("/collections/duong/items/1")["properties"]?["rong"]?.integer == 7
                })
            #expect(try await server.json("/collections/duong/items?f=json")["numberMatched"]?.integer == 3)
            #expect(try await server.ids("/collections/duong/items?rong=7") == [1, 2, 3])
            #expect(try await server.ids("/collections/duong/items?f=json&filter=f=%27x%27") == [1, 2, 3])
            #expect(try await server.json("/collections/duong/queryables")["properties"]?["f"] != nil)
        }
    }
}
