import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing
import VectorTile

@testable import TileServer

/// Tiles of a collection whose overview is too large to be made with each edit.
@Suite(.serialized) struct EditedTileTests {
    private static let items = "/collections/cay/items"
    private static let patch = "application/merge-patch+json"
    /// Around 108.048, 13.949.
    private static let tile = "/tiles/cay/14/13109/7550"
    private static let coarse = "/tiles/cay/8/204/117"

    /// A store with 5,200 trees in a square of a kilometre.
    private func store(in folder: TemporaryFolder) throws -> String {
        let path = try SampleStore.copy(into: folder)
        let store = try Store(path: path, access: .readWrite)
        let definition = LayerDefinition(
            id: try CollectionID("cay"), sector: "environment", title: LocalizedText(vi: "Cây", en: "Trees"),
            storageCRS: .crs84,
            schema: FeatureSchema(
                properties: [SampleStore.property("ten", .text), SampleStore.property("so", .integer)],
                geometryType: .point))
        try store.load(definition, mode: .create) { writer in
            for number in 0..<5_200 {
                let place = Coordinate(
                    x: 108.045 + Double(number % 72) * 0.000_1, y: 13.945 + Double(number / 72) * 0.000_1)
                try writer.append(geometry: .point(place), values: [.text("Cây \(number)"), .integer(Int64(number))])
            }
            return Provenance()
        }
        try store.close()
        return path
    }

    private func run(_ body: (TestServer) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let path = try store(in: folder)
        try await EditingFixture.run {
            $0.store = path
            $0.editCondition = .optional
        } _: {
            try await body($0)
        }
    }

    private func names(_ server: TestServer, _ target: String = tile) async throws -> [UInt64: String] {
        let bytes = try await server.get(target)
        let layer = try VectorTileDecoder.decode(bytes.body).layers.first { $0.name == "cay" }
        var names: [UInt64: String] = [:]
        for feature in layer?.features ?? [] {
            guard let id = feature.id else { continue }
            names[id] = feature.properties.first { $0.key == "ten" }.map { "\($0.value)" } ?? ""
        }
        return names
    }

    @Test("an edit over HTTP is in the tiles while low zooms show the former state, each under its own tag and state")
    func shown() async throws {
        try await run { server in
            let before = try await server.get(Self.tile)
            let coarse = try await server.get(Self.coarse)
            let far = "/tiles/cay/17/104876/60405"
            let untouched = try await server.get(far)
            let state = try await server.json("/tiles/cay.json")["tiles"]?.array?.first?.string
            #expect(before.status == 200 && coarse.status == 200)
            let created = try await server.send(
                "POST", Self.items,
                #"{"type":"Feature","geometry":{"type":"Point","coordinates":[108.0501,13.9501]},"properties":{"ten":"mới"}}"#
            )
            #expect(created.status == 201, "\(created.text)")
            #expect(try await server.send("DELETE", "\(Self.items)/1").status == 204)
            #expect(
                try await server.send(
                    "PATCH", "\(Self.items)/100", #"{"properties":{"ten":"đổi"}}"#, type: Self.patch
                ).status == 204)
            #expect(
                try await TestServer.eventually {
                    let names = try await names(server)
                    return names[5_201]?.contains("mới") == true && names[1] == nil
                        && names[100]?.contains("đổi") == true
                })
            let after = try await server.get(Self.tile)
            #expect(after["etag"] != before["etag"] && after.body != before.body)
            #expect(try await server.get(Self.coarse)["etag"] == coarse["etag"])
            #expect(try await server.get(Self.coarse).body == coarse.body)
            #expect(try await server.get(far)["etag"] == untouched["etag"])
            let present = try await server.json("/tiles/cay.json")["tiles"]?.array?.first?.string
            #expect(present != state)
            // Nobody goes on to show what was deleted.
            #expect(try await server.get("\(Self.items)/1").status == 404)
            #expect(try await server.json("\(Self.items)?count=true&limit=1")["numberMatched"]?.integer == 5_200)
        }
    }

    @Test(
        "on a full disk an edit is 507 and nothing is changed; with room again it is made",
        .enabled(if: SmallDisk.isAllowed, "a small disk cannot be mounted here; run as root"))
    func fullDisk() async throws {
        let disk = try SmallDisk(megabytes: 40)
        defer { withExtendedLifetime(disk) {} }
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let path = disk.path("store.sqlite")
        try FileManager.default.copyItem(atPath: try store(in: folder), toPath: path)
        try await EditingFixture.run {
            $0.store = path
            $0.editCondition = .optional
        } _: { server in
            #expect(try await server.get(Self.tile).status == 200)
            let filling = disk.path("filling")
            let name = String(repeating: "dài ", count: 200)
            let feature = #"{"type":"Feature","geometry":null,"properties":{"ten":"\#(name)"}}"#
            let many = Array(repeating: feature, count: 2_000).joined(separator: ",")
            let body = #"{"type":"FeatureCollection","features":[\#(many)]}"#
            _ = FileManager.default.createFile(atPath: filling, contents: nil)
            let handle = try #require(FileHandle(forWritingAtPath: filling))
            // Until nothing fits any more.
            while (try? handle.write(contentsOf: Data(count: 1 << 16))) != nil {}
            try handle.close()
            let refused = try await server.send("POST", Self.items, body)
            #expect(refused.status == 507, "\(refused.text)")
            #expect(try refused.json["status"]?.integer == 507 && !refused.text.contains(path))
            #expect(try await server.json("\(Self.items)?count=true&limit=1")["numberMatched"]?.integer == 5_200)
            #expect(try await server.json("/collections/cay/changes?since=1")["features"]?.array?.count == 0)
            try FileManager.default.removeItem(atPath: filling)
            #expect(try await server.send("DELETE", "\(Self.items)/1").status == 204)
            #expect(try await TestServer.eventually { try await names(server)[1] == nil })
        }
        let store = try Store(path: path, access: .readOnly)
        #expect(try store.verify().problems.isEmpty)
        try store.close()
    }

    @Test("a server that is started amid edits shows them at once")
    func restarted() async throws {
        let folder = try TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        let path = try store(in: folder)
        let configure: (inout ServerConfiguration) -> Void = { configuration in
            configuration.store = path
            configuration.editCondition = .optional
        }
        try await EditingFixture.run(configure) { server in
            let deleted = try await server.send("DELETE", "\(Self.items)/1")
            #expect(deleted.status == 204)
        }
        try await EditingFixture.run(configure) { server in
            let names = try await names(server)
            #expect(names[1] == nil && names[2] != nil)
        }
    }
}
