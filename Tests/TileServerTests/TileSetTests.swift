import Foundation
import SimpleFeatures
import TestSupport
import Testing
import Tiling

@testable import TileServer

extension ServedTests {
    /// Tilesets and tile matrix sets (OGC 20-057, OGC 17-083r4).
    @Suite struct TileSetTests {
        private static let scheme = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
        private static let vector = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"

        @Test("landing page and collections lead to tilesets, those to the tile matrix set and to a tile")
        func links() async throws {
            let server = try ServedTests.server
            for start in ["/", "/collections/thua"] {
                let list = try await server.json(
                    try #require(try await server.json(start).link(Self.vector)?["href"]?.string))
                let item = try #require(list["tilesets"]?[0])
                #expect(item["dataType"] == "vector")
                #expect(item["crs"]?.string == "http://www.opengis.net/def/crs/EPSG/0/3857")
                let set = try await server.json(try #require(item.link("self")?["href"]?.string))
                let definition = try await server.json(try #require(set.link(Self.scheme)?["href"]?.string))
                #expect(definition["uri"] == set["tileMatrixSetURI"])
                let template = try #require(set.link("item"))
                #expect(template["templated"] == true && template["type"]?.string == MediaType.vectorTile.value)
                let (z, x, y) = TileTests.zxy
                let address = try #require(template["href"]?.string).replacing("{tileMatrix}", with: "\(z)")
                    .replacing("{tileRow}", with: "\(y)").replacing("{tileCol}", with: "\(x)")
                #expect(try await server.get(address).status == 200, "\(address)")
            }
        }

        @Test(
            "WebMercatorQuad is as the register has it",
            .enabled(if: TestData.has("tms"), Comment(rawValue: TestData.absence)))
        func register() async throws {
            let document = try await ServedTests.server.json("/tileMatrixSets/WebMercatorQuad")
            let list = try await ServedTests.server.json("/tileMatrixSets")["tileMatrixSets"]?.array
            #expect(list?.compactMap { $0["id"]?.string } == ["WebMercatorQuad"])
            let file = TestData.url("tms/WebMercatorQuad.json")
            let registered = try JSONReader.read(Array(try Data(contentsOf: file)))
            for key in ["id", "uri", "crs", "orderedAxes", "wellKnownScaleSet"] {
                #expect(document[key] == registered[key], "\(key)")
            }
            let matrices = try #require(document["tileMatrices"]?.array)
            let known = try #require(registered["tileMatrices"]?.array)
            #expect(matrices.count == known.count)
            for (matrix, known) in zip(matrices, known) {
                for key in ["id", "tileWidth", "tileHeight", "matrixWidth", "matrixHeight"] {
                    #expect(matrix[key] == known[key], "\(key)")
                }
                for key in ["scaleDenominator", "cellSize"] {
                    let (value, expected) = (try #require(matrix[key]?.number), try #require(known[key]?.number))
                    #expect(abs(value / expected - 1) < 1e-12, "\(key)")
                }
            }
        }

        @Test("limits hold every tile that shows something, and what lies beyond them is not there")
        func limits() async throws {
            let server = try ServedTests.server
            let set = try await server.json("/collections/thua/tiles/WebMercatorQuad")
            let limits = try #require(set["tileMatrixSetLimits"]?.array)
            #expect(limits.compactMap { $0["tileMatrix"]?.string } == (0...16).map(String.init))
            let limit = limits[14]
            func side(_ name: String) throws -> Int { Int(try #require(limit[name]?.integer)) }
            let (rows, columns) = (
                try side("minTileRow")...side("maxTileRow"), try side("minTileCol")...side("maxTileCol")
            )
            func status(_ row: Int, _ column: Int) async throws -> Int {
                try await server.client.raw("GET", "/collections/thua/tiles/WebMercatorQuad/14/\(row)/\(column)").status
            }
            for row in (rows.lowerBound - 1)...(rows.upperBound + 1) {
                for column in (columns.lowerBound - 1)...(columns.upperBound + 1) {
                    let isInside = rows.contains(row) && columns.contains(column)
                    let answer = try await status(row, column)
                    #expect(isInside ? [200, 204].contains(answer) : answer == 404, "\(row) \(column): \(answer)")
                    let xyz = try await server.client.raw("GET", "/tiles/thua/14/\(column)/\(row)").status
                    #expect(isInside ? xyz == answer : xyz == 204, "\(row) \(column)")
                }
            }
            let deeper = try await server.get(
                "/collections/thua/tiles/WebMercatorQuad/17/\(rows.lowerBound * 8)/\(columns.lowerBound * 8)")
            #expect(deeper.status == 404 && deeper["content-type"] == "application/problem+json")
        }

        @Test("a collection without a geometry has no limits, and empty tiles everywhere")
        func empty() async throws {
            let server = try ServedTests.server
            let set = try await server.json("/collections/trong/tiles/WebMercatorQuad")
            #expect(set["tileMatrixSetLimits"] == nil && set["boundingBox"] == nil && set["centerPoint"] == nil)
            #expect(set["layers"]?.array?.count == 1)
            #expect(try await server.client.raw("GET", "/collections/trong/tiles/WebMercatorQuad/5/7/9").status == 204)
        }

        @Test("layers say what they hold: geometry, zooms, extent and properties")
        func layers() async throws {
            let layers = try await ServedTests.server.json("/tiles/WebMercatorQuad")["layers"]?.array ?? []
            #expect(Set(layers.compactMap { $0["id"]?.string }) == ["tram-y-te", "duong", "thua", "hon-hop", "trong"])
            let parcels = try #require(layers.first { $0["id"] == "thua" })
            #expect(parcels["geometryDimension"]?.integer == 2)
            #expect(parcels["minTileMatrix"] == "0" && parcels["maxTileMatrix"] == "16")
            let properties = parcels["propertiesSchema"]?["properties"]
            #expect(properties?["LOAI"]?["type"] == "string" && properties?["dt"]?["type"] == "number")
            #expect(layers.first { $0["id"] == "hon-hop" }?["geometryDimension"] == nil)
        }

        @Test("collections are chosen by id and by URL, each once, in the order asked")
        func selection() async throws {
            let server = try ServedTests.server
            let url = "\(server.client.base)/collections/duong"
            let set = try await server.json("/tiles/WebMercatorQuad?collections=thua,\(url),thua")
            #expect(set["layers"]?.array?.compactMap { $0["id"]?.string } == ["thua", "duong"])
            #expect(set.link("item")?["href"]?.string?.hasSuffix("?collections=thua,duong") == true)
            let (z, x, y) = TileTests.zxy
            let byURL = try await server.client.raw(
                "GET", "/tiles/WebMercatorQuad/\(z)/\(y)/\(x)?collections=\(url),thua")
            let byID = try await server.client.raw("GET", "/tiles/duong,thua/\(z)/\(x)/\(y)")
            #expect(byURL.status == 200 && byURL.body == byID.body)
        }

        @Test(
            "what there is not is refused",
            arguments: [
                ("/tiles/WebMercatorQuad?collections=nirgends", 404), ("/tiles/WebMercatorQuad?collections=", 400),
                ("/tiles/WebMercatorQuad?collections=thua,", 400), ("/tiles/WebMercatorQuad?x=1", 400),
                ("/tiles/Andere", 404), ("/tileMatrixSets/Andere", 404), ("/collections/thua/tiles/Andere", 404),
                ("/collections/nirgends/tiles", 404), ("/collections/nirgends/tiles/WebMercatorQuad", 404),
                ("/tiles?collections=thua", 400), ("/tileMatrixSets?f=pbf", 400),
                ("/tiles/WebMercatorQuad/0/0/0?collections=http://elsewhere.example/collections/thua", 404),
            ])
        func refused(target: String, status: Int) async throws {
            #expect(try await ServedTests.server.get(target).status == status)
        }
    }
}
