import SimpleFeatures
import TestSupport
import Testing
import VectorTile

@testable import TileServer

extension ServedTests {
    /// Tiles with what a style needs and no more.
    @Suite struct StyleTileTests {
        @Test("the map's tiles have every layer it draws, without attributes that it does not read, but with ids")
        func content() async throws {
            let (z, x, y) = TileTests.zxy
            let layer = try #require(
                try await ServedTests.tile("/styles/map/tiles/\(z)/\(x)/\(y)").layer(named: "thua"))
            let whole = try #require(try await ServedTests.tile("/tiles/thua/\(z)/\(x)/\(y)").layer(named: "thua"))
            #expect(layer.features.map(\.id) == whole.features.map(\.id))
            #expect(whole.features.allSatisfy { $0["LOAI"] != nil && $0["dt"] != nil })
            // Nothing of the plain drawing depends on an attribute.
            #expect(layer.features.allSatisfy { $0["LOAI"] == nil && $0["dt"] == nil })
        }

        @Test("a style's tiles can be had for some of its collections, and its TileJSON says which fields they have")
        func some() async throws {
            let server = try ServedTests.server
            let document = try await server.json("/styles/map/tiles.json?collections=thua")
            #expect(document["vector_layers"]?.array?.compactMap { $0["id"]?.string } == ["thua"])
            #expect(document["vector_layers"]?[0]?["fields"]?.object?.members.isEmpty == true)
            let (z, x, y) = TileTests.zxy
            let address = try #require(document["tiles"]?[0]?.string)
                .replacing("{z}", with: "\(z)").replacing("{x}", with: "\(x)").replacing("{y}", with: "\(y)")
            let answer = try await server.get(address)
            #expect(answer.status == 200 && answer["cache-control"] == "public, max-age=31536000, immutable")
            #expect(try VectorTileDecoder.decode(answer.body).layers.map(\.name) == ["thua"])
        }

        @Test("the styles of clients name these tiles")
        func documents() async throws {
            let style = try await ServedTests.server.json("/styles/map")
            let url = try #require(style["sources"]?["land"]?["url"]?.string)
            #expect(url.hasSuffix("/styles/map/tiles.json?collections=thua"))
        }

        @Test(
            "an unknown style, collection or parameter is refused",
            arguments: [
                ("/styles/nirgends/tiles/0/0/0", 404), ("/styles/nirgends/tiles.json", 404),
                ("/styles/map/tiles/0/0/0?collections=nirgends", 404), ("/styles/map/tiles/0/0/0?x=1", 400),
                ("/styles/map/tiles/0/0/1", 404), ("/styles/map/tiles/a/0/0", 400),
            ])
        func unknown(target: String, status: Int) async throws {
            #expect(try await ServedTests.server.get(target).status == status)
        }

        @Test("a layer of names can be asked for by its id, alone and beside others, and stands in TileJSON")
        func labels() async throws {
            let server = try ServedTests.server
            let (z, x, y) = TileTests.zxy
            let both = try await ServedTests.tile("/tiles/thua,thua_label/\(z)/\(x)/\(y)")
            #expect(both.layers.map(\.name) == ["thua", "thua_label"])
            let names = try #require(both.layer(named: "thua_label"))
            for feature in names.features.prefix(3) {
                guard case .points(let points) = feature.geometry else {
                    Issue.record("a name is no point")
                    continue
                }
                #expect(points.allSatisfy { (0..<4096).contains($0.x) && (0..<4096).contains($0.y) })
            }
            let layers = try await server.json("/tiles/thua,thua_label.json")["vector_layers"]?.array
            #expect(layers?.compactMap { $0["id"]?.string } == ["thua", "thua_label"])
            #expect(try await server.get("/tiles/nirgends_label/0/0/0").status == 404)
            #expect(try await server.get("/tiles/_label/0/0/0").status == 404)
        }
    }
}
