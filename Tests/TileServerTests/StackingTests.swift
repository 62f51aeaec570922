import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// What lies over what on the map of everything.
@Suite struct StackingTests {
    @Test("areas and lines of the catalogue's first sector lie on top, names of the basemap below all others")
    func order() async throws {
        func style(_ sector: String?, _ layers: String) -> String {
            let metadata = sector.map { #""metadata": {"geosector:sector": "\#($0)"}, "# } ?? ""
            let sources = #"{"thua": {"type": "vector", "url": "/tiles/thua.json"}}"#
            return ##"{"version": 8, \##(metadata)"sources": \##(sources), "glyphs": "/{fontstack}/{range}", "##
                + "\"layers\": [\(layers)]}"
        }
        func layer(_ id: String, _ type: String) -> String {
            #"{"id": "\#(id)", "type": "\#(type)", "source": "thua", "source-layer": "thua"}"#
        }
        let folder = try TemporaryFolder()
        let files = [
            "basemap.json": style(nil, layer("paper", "fill") + "," + layer("place", "symbol")),
            "transport.json": style(
                "transport", layer("road", "line") + "," + layer("stop", "circle") + "," + layer("name", "symbol")),
            "land.json": style("land", layer("parcel", "fill") + "," + layer("number", "symbol")),
            "environment.json": style(
                "environment", layer("lake", "fill") + "," + layer("river", "line") + "," + layer("gauge", "circle")),
        ]
        for (name, text) in files { try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8) }
        try await TestServer.run(ServerConfiguration(styles: folder.url.path)) { server in
            let ids = try await server.json("/styles/map")["layers"]?.array?.compactMap { $0["id"]?.string } ?? []
            #expect(
                ids.filter { !$0.hasPrefix("default-") } == [
                    "paper", "lake", "parcel", "river", "road", "stop", "gauge", "place", "name", "number",
                ])
        }
    }
}
