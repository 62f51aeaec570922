import Compression
import GeoStore
import SimpleFeatures
import TestSupport
import Testing
import Tiling
import VectorTile

@testable import TileServer

extension ServedTests {
    /// Vector tiles and TileJSON.
    @Suite struct TileTests {
        @Test("the XYZ and both OGC routes give the same bytes, row before column in OGC")
        func routes() async throws {
            let client = try ServedTests.server.client
            let (z, x, y) = Self.zxy
            let xyz = try await client.raw("GET", "/tiles/thua/\(z)/\(x)/\(y)")
            #expect(xyz.status == 200 && xyz.body.count > 1000)
            #expect(xyz["content-type"] == "application/vnd.mapbox-vector-tile")
            for target in [
                "/collections/thua/tiles/WebMercatorQuad/\(z)/\(y)/\(x)",
                "/tiles/WebMercatorQuad/\(z)/\(y)/\(x)?collections=thua",
                "/tiles/thua/\(z)/\(x)/\(y).mvt", "/tiles/thua/\(z)/\(x)/\(y).pbf", "/tiles/thua,thua/\(z)/\(x)/\(y)",
            ] {
                let answer = try await client.raw("GET", target)
                #expect(answer.status == 200 && answer.body == xyz.body && answer["etag"] == xyz["etag"], "\(target)")
            }
            let swapped = try await client.raw("GET", "/collections/thua/tiles/WebMercatorQuad/\(z)/\(x)/\(y)")
            #expect(swapped.status == 404)
        }

        /// The tile where the parcels lie.
        static let zxy = (z: 12, x: 3277, y: 1887)

        @Test("a tile holds the features of its place, with ids equal to those of items")
        func content() async throws {
            let server = try ServedTests.server
            let (z, x, y) = Self.zxy
            let layer = try #require(try await ServedTests.tile("/tiles/thua/\(z)/\(x)/\(y)").layer(named: "thua"))
            let ids = layer.features.compactMap(\.id)
            #expect(ids.count > 500 && Set(ids).count == ids.count)
            for feature in layer.features.prefix(5) {
                let item = try await server.json("/collections/thua/items/\(try #require(feature.id))")
                #expect(feature["LOAI"] == item["properties"]?["LOAI"]?.string.map { .string($0) })
            }
            #expect(
                VectorTileValidator().findings(in: try await ServedTests.tile("/tiles/thua/\(z)/\(x)/\(y)")).isEmpty)
        }

        @Test("several collections are several layers, in the order asked")
        func several() async throws {
            let decoded = try await ServedTests.tile("/tiles/tram-y-te,duong,hon-hop/8/204/117")
            #expect(
                decoded.layers.map(\.name)
                    == ["tram-y-te", "duong", "hon-hop"].filter { decoded.layer(named: $0) != nil })
            #expect(decoded.layers.count >= 2)
            let all = try await ServedTests.tile("/tiles/WebMercatorQuad/8/117/204")
            #expect(Set(all.layers.map(\.name)).isSuperset(of: decoded.layers.map(\.name)))
        }

        @Test(
            "where nothing lies a tile is 204 with a tag, also far beyond the data",
            arguments: [
                "/tiles/thua/12/0/0", "/tiles/trong/0/0/0", "/tiles/thua/24/0/0", "/tiles/trong,thua/5/1/1",
                "/collections/trong/tiles/WebMercatorQuad/3/0/0",
            ])
        func emptyTile(target: String) async throws {
            let answer = try await ServedTests.server.client.raw("GET", target)
            #expect(answer.status == 204 && answer.body.isEmpty)
            #expect(answer["etag"] != nil && answer["cache-control"] == "public, no-cache")
        }

        @Test(
            "an index that no tile matrix has is 404",
            arguments: [
                "0/0/1", "0/1/0", "1/2/0", "5/-1/0", "5/0/-1", "-1/0/0", "25/0/0", "99/0/0", "9223372036854775807/0/0",
                "5/99999999999999999999/0", "5/0/-99999999999999999999",
            ])
        func outside(index: String) async throws {
            let answer = try await ServedTests.server.get("/tiles/thua/\(index)")
            #expect(answer.status == 404)
            #expect(answer["content-type"] == "application/problem+json")
        }

        @Test(
            "what is said of such an index is what was asked for, however long the number",
            arguments: [
                ("99999999999999999999/0/0", "tile matrix 99999999999999999999", "0 to 24"),
                ("5/99999999999999999999/0", "tile column 99999999999999999999", "0 to 31"),
                ("5/0/-99999999999999999999", "tile row -99999999999999999999", "0 to 31"),
                ("25/99999999999999999999/0", "tile matrix 25", "0 to 24"),
            ])
        func outsideText(index: String, named: String, allowed: String) async throws {
            let answer = try await ServedTests.server.get("/tiles/thua/\(index)")
            #expect(answer.status == 404)
            let detail = try #require(JSONReader.read(Array(answer.body))["detail"]?.string)
            #expect(detail.contains(named) && detail.contains(allowed), "\(detail)")
        }

        @Test(
            "a path may be percent-encoded: the same tile under the same tag",
            arguments: [
                ("/tiles/th%75a/0/0/0", "/tiles/thua/0/0/0"), ("/tiles/thua%2Ctrong/0/0/0", "/tiles/thua,trong/0/0/0"),
                ("/tiles/thua/%30/0/0", "/tiles/thua/0/0/0"), ("/tiles/thua%2Ejson", "/tiles/thua.json"),
                ("/collections/th%75a", "/collections/thua"), ("/styles/l%61nd", "/styles/land"),
            ])
        func percentEncoded(target: String, plain: String) async throws {
            let answer = try await ServedTests.server.client.raw("GET", target)
            let expected = try await ServedTests.server.client.raw("GET", plain)
            #expect(answer.status == 200 && answer.status == expected.status)
            if plain.hasSuffix("0/0/0") { #expect(answer.body == expected.body && answer["etag"] == expected["etag"]) }
        }

        @Test(
            "a path that decodes to nothing there is is 404",
            arguments: [
                "/tiles/%FF%FE/0/0/0", "/tiles/thua%00/0/0/0", "/tiles/thua%/0/0/0", "/tiles/thua%2F0/0/0/0",
                "/tiles/%2e%2e/0/0/0", "/styles/%2e%2e%2fland", "/collections/%E1%BB",
            ])
        func percentEncodedNonsense(target: String) async throws {
            #expect(try await ServedTests.server.client.raw("GET", target).status == 404)
        }

        @Test(
            "an index that is no number is 400",
            arguments: ["a/0/0", "1/b/0", "1/0/c", "1.0/0/0", "%2B1/0/0", "1/0/0.png", "-/0/0", "1/0/.mvt"])
        func noNumber(index: String) async throws {
            #expect(try await ServedTests.server.get("/tiles/thua/\(index)").status == 400)
        }

        @Test(
            "unknown collections are 404, empty names too",
            arguments: [
                "/tiles/nirgends/0/0/0", "/tiles/thua,nirgends/0/0/0", "/tiles/thua,/0/0/0",
                "/tiles/WebMercatorQuad/0/0/0?collections=nirgends",
                "/tiles/nirgends.json", "/tiles/thua", "/tiles/WorldCRS84Quad/0/0/0",
                "/collections/thua/tiles/WorldCRS84Quad/0/0/0",
            ])
        func unknown(target: String) async throws {
            #expect(try await ServedTests.server.get(target).status == 404)
        }

        @Test("a tile is compressed once, and both codings are the same tile under two tags")
        func compression() async throws {
            let client = try ServedTests.server.client
            let (z, x, y) = Self.zxy
            let plain = try await client.raw(
                "GET", "/tiles/thua/\(z)/\(x)/\(y)", headers: ["Accept-Encoding": "identity"])
            let packed = try await client.raw(
                "GET", "/tiles/thua/\(z)/\(x)/\(y)", headers: ["Accept-Encoding": "gzip, br"])
            #expect(plain["content-encoding"] == nil && packed["content-encoding"] == "gzip")
            #expect(packed.body.prefix(2) == [0x1F, 0x8B])
            #expect(try Gzip.decompress(packed.body) == plain.body)
            #expect(packed["etag"] != plain["etag"] && packed["vary"]?.contains("Accept-Encoding") == true)
        }

        @Test("a tile says what it shows of what it holds")
        func counts() async throws {
            let (z, x, y) = Self.zxy
            let field = try #require(
                try await ServedTests.server.get("/tiles/thua,trong/\(z)/\(x)/\(y)")["geosector-features"])
            #expect(
                field.wholeMatch(
                    of: /thua;matched=\d+;kept=\d+;merged=\d+;dropped=\d+, trong;matched=0;kept=0;merged=0;dropped=0/)
                    != nil)
        }

        @Test("a URL that names the state may be kept for ever; any other is asked about again")
        func versioned() async throws {
            let server = try ServedTests.server
            let address = try #require(try await server.json("/tiles/thua.json")["tiles"]?[0]?.string)
            let (z, x, y) = Self.zxy
            let own = address.replacing("{z}", with: "\(z)").replacing("{x}", with: "\(x)").replacing(
                "{y}", with: "\(y)")
            #expect(try await server.get(own)["cache-control"] == "public, max-age=31536000, immutable")
            #expect(try await server.get("/tiles/thua/\(z)/\(x)/\(y)?v=99")["cache-control"] == "public, no-cache")
            #expect(try await server.get("/tiles/thua/\(z)/\(x)/\(y)")["cache-control"] == "public, no-cache")
        }

        @Test("TileJSON 3.0 has its required members, bounds and a field list for each layer")
        func tileJSON() async throws {
            let document = try await ServedTests.server.json("/tiles/tram-y-te,thua.json")
            #expect(document["tilejson"]?.string == "3.0.0")
            #expect(document["tiles"]?.array?.count == 1)
            #expect(document["vector_layers"]?.array?.compactMap { $0["id"]?.string } == ["tram-y-te", "thua"])
            #expect(document["vector_layers"]?[0]?["fields"]?["so"]?.string == "Number")
            let bounds = try #require(document["bounds"]?.numbers)
            #expect(bounds.count == 4 && bounds[0] < bounds[2] && bounds[1] < bounds[3])
            #expect(document["minzoom"]?.integer == 0 && document["maxzoom"]?.integer == 16)
            #expect(document["attribution"]?.string != nil)
        }

        @Test("attribution is text, not markup: MapLibre writes it into the page as it comes")
        func attribution() async throws {
            let answer = try await ServedTests.server.client.raw("GET", "/tiles/tram-y-te.json")
            let attribution = try #require(try answer.json["attribution"]?.string)
            #expect(!Array(attribution.utf8).elementsContain("<script>"))
        }

        @Test("a collection of one tile of each geometry kind decodes to that kind")
        func kinds() async throws {
            let mixed = try #require(try await ServedTests.tile("/tiles/hon-hop/10/819/472").layer(named: "hon-hop"))
            let kinds = Set(
                mixed.features.map { feature -> String in
                    switch feature.geometry {
                    case .points: "points"
                    case .lines: "lines"
                    case .polygons: "polygons"
                    case .unknown: "unknown"
                    }
                })
            #expect(kinds.isSubset(of: ["points", "lines", "polygons"]) && !kinds.isEmpty)
        }
    }
}
