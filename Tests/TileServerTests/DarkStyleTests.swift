import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// Dark variants, made of the palettes of styles.
@Suite struct DarkStyleTests {
    private static let sources =
        #"{"duong": {"type": "vector", "url": "/tiles/duong.json"}, "thua": {"type": "vector", "url": "/tiles/thua.json"}}"#
    private static let road = """
        {"version": 8, "sources": \(sources), "metadata": {
          "geosector:sector": "transport", "geosector:titles": {"vi": "Đường", "en": "Roads"},
          "geosector:dark": {"#ffffff": "#202020"}
        }, "layers": [{
          "id": "duong-line", "type": "line", "source": "duong", "source-layer": "duong",
          "metadata": {"geosector:legend": [{"vi": "Đường", "en": "Road", "colour": "#ffffff", "kind": "line"}]},
          "paint": {"line-color": ["match", ["get", "TEN"], "#fffff", "#ffffff", "#c00000"]}
        }]}
        """
    private static let parcel = """
        {"version": 8, "sources": \(sources), "metadata": {"geosector:sector": "land"}, "layers": [
          {"id": "thua-fill", "type": "fill", "source": "thua", "source-layer": "thua",
           "paint": {"fill-color": "#ffffff"}}
        ]}
        """

    private func withServer(
        _ files: [String: String], _ body: (TestServer) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        for (name, text) in files { try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8) }
        try await TestServer.run(ServerConfiguration(styles: folder.url.path), body)
    }

    private func layer(_ id: String, of style: JSONValue) throws -> JSONValue {
        try #require(style["layers"]?.array?.first { $0["id"]?.string == id })
    }

    @Test("a style with a palette has a variant in its colours, in layers and legend, over the same tiles")
    func variant() async throws {
        try await withServer(["transport.json": Self.road]) { server in
            let light = try await server.json("/styles/transport")
            let dark = try await server.json("/styles/transport-dark")
            let paint = try layer("duong-line", of: dark)["paint"]?["line-color"]
            #expect(paint == ["match", ["get", "TEN"], "#fffff", "#202020", "#c00000"])
            let entry = try layer("duong-line", of: dark)["metadata"]?["geosector:legend"]?.array?.first
            #expect(entry?["colour"]?.string == "#202020")
            #expect(dark["sources"] == light["sources"])
            #expect(dark["metadata"]?["geosector:titles"]?["en"]?.string == "Roads (dark)")
            #expect(dark["metadata"]?["geosector:dark"] == nil)
        }
    }

    @Test("the dark map has the variants, and as they are the styles that have none")
    func map() async throws {
        try await withServer(["transport.json": Self.road, "land.json": Self.parcel]) { server in
            let light = try await server.json("/styles/map")
            let dark = try await server.json("/styles/map-dark")
            #expect(try layer("duong-line", of: light)["paint"] != layer("duong-line", of: dark)["paint"])
            #expect(try layer("thua-fill", of: light) == layer("thua-fill", of: dark))
            #expect(dark["sources"] == light["sources"])
            let ids = light["layers"]?.array?.compactMap { $0["id"]?.string }
            #expect(dark["layers"]?.array?.compactMap { $0["id"]?.string } == ids)
        }
    }

    @Test("a file of that name is served as it is")
    func ownFile() async throws {
        try await withServer(["transport.json": Self.road, "transport-dark.json": Self.parcel]) { server in
            let ids = try await server.json("/styles/transport-dark")["layers"]?.array?.compactMap { $0["id"]?.string }
            #expect(ids == ["thua-fill"])
        }
    }

    @Test("variants are listed, and styles without a palette have none")
    func list() async throws {
        try await withServer(["transport.json": Self.road, "land.json": Self.parcel]) { server in
            let ids = try await server.json("/styles")["styles"]?.array?.compactMap { $0["id"]?.string }
            #expect(ids == ["map", "map-dark", "land", "transport", "transport-dark"])
            #expect(try await server.get("/styles/land-dark").status == 404)
        }
    }
}
