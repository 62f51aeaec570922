import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Styles that change while the server runs.
@Suite struct StyleLibraryTests {
    private func serve(
        _ files: [String: String], _ body: (TestServer, TemporaryFolder) async throws -> Void
    ) async throws {
        let folder = try StyleFixture.folder(files)
        try await TestServer.run(ServerConfiguration(styles: folder.url.path)) { try await body($0, folder) }
    }

    private func colour(_ server: TestServer) async throws -> String? {
        try await server.json("/styles/roads")["layers"]?[0]?["paint"]?["line-width"].map { "\($0)" }
    }

    @Test("a file that is bad at the start is said, and the others are served")
    func badAtStart() async throws {
        try await serve(["roads.json": StyleFixture.roads, "bad.json": #"{"version": 8}"#]) { server, _ in
            let served = try await server.get("/styles/roads")
            #expect(served.status == 200)
            let refused = try await server.get("/styles/bad")
            #expect(refused.status == 404)
            let lines = server.log.lines.filter { $0.metadata["style"] == "bad.json" }
            #expect(lines.contains { $0.message == "style issue" && $0.metadata["issue"]?.contains("layers") == true })
            #expect(lines.contains { $0.message == "style not served" })
        }
    }

    @Test("a changed file is served, a bad one leaves the last good state, with the place of each error in the log")
    func lastGood() async throws {
        try await serve(["roads.json": StyleFixture.roads]) { server, folder in
            let first = try await server.get("/styles/roads")
            let wide = StyleFixture.roads.replacing("\"line-width\": 3", with: "\"line-width\": 5")
            try StyleFixture.write(wide, to: "roads.json", in: folder)
            #expect(try await TestServer.eventually { try await colour(server) != "integer(3)" })
            #expect(try await server.get("/styles/roads")["etag"] != first["etag"])
            let wrong = wide.replacing("\"line-width\": 5", with: "\"line-width\": \"wide\"")
            try StyleFixture.write(wrong, to: "roads.json", in: folder)
            #expect(
                try await TestServer.eventually {
                    server.log.lines.contains { $0.message == "style served as before" }
                })
            let line = try #require(server.log.lines.first { $0.message == "style issue" })
            #expect(line.metadata["place"] == "layers[0].paint.line-width")
            #expect(try await colour(server) == "integer(5)")
        }
    }

    @Test("new files are served, removed ones are gone, and the tiles of a style follow")
    func files() async throws {
        try await serve(["roads.json": StyleFixture.roads]) { server, folder in
            let before = try await server.json("/styles/roads/tiles.json")["vector_layers"]?[0]?["fields"]
            #expect(before?.object?.members.map(\.key) == ["CAP"])
            let plain = StyleFixture.roads.replacing(
                ##"["match", ["get", "CAP"], "cấp 0", "#ff0000", "cấp 1", "#00ff00","##, with: "")
            let simple = plain.replacing(/\s+"#0000ff"\]/, with: "\"#0000ff\"")
            try StyleFixture.write(simple, to: "roads.json", in: folder)
            #expect(
                try await TestServer.eventually {
                    try await server.json("/styles/roads/tiles.json")["vector_layers"]?[0]?["fields"]?.object?.members
                        .isEmpty == true
                })
            try StyleFixture.write(StyleFixture.parcels, to: "land.json", in: folder)
            #expect(try await TestServer.eventually { try await server.get("/styles/land").status == 200 })
            try FileManager.default.removeItem(atPath: folder.path("roads.json"))
            #expect(try await TestServer.eventually { try await server.get("/styles/roads").status == 404 })
            #expect(try await server.get("/styles/roads/tiles.json").status == 404)
        }
    }

    @Test("clients get glyphs and, where images are drawn, a sprite; whoever draws text itself gets no glyphs")
    func assets() async throws {
        let symbols = StyleFixture.roads.replacing("\"type\": \"line\"", with: "\"type\": \"symbol\"")
            .replacing(/"paint": .*/.dotMatchesNewlines(), with: #""layout": {"icon-image": "cham"}}]}"#)
        try await serve(["roads.json": symbols, "icons/cham.svg": StyleFixture.icon]) { server, _ in
            let style = try await server.json("/styles/roads")
            #expect(style["glyphs"]?.string == "\(server.client.base)/fonts/{fontstack}/{range}.pbf")
            #expect(style["sprite"]?.string == "\(server.client.base)/sprites/icons")
            let bare = try await server.json("/styles/roads?glyphs=false")
            #expect(bare["glyphs"] == nil && bare["sprite"] != nil)
            #expect(try await server.get("/styles/roads?glyphs=maybe").status == 400)
            #expect(try await server.json("/styles/map")["glyphs"] != nil)
        }
    }
}
