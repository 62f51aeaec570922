import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing
import Tiling
import VectorTile

@testable import TileServer

extension QueryTests {
    /// `filter=` on tiles: they show what items of the same filter are.
    @Suite("tiles of a filter") struct FilteredTileTests {
        private static func tile(_ server: TestServer, _ target: String) async throws -> DecodedTile? {
            let answer = try await server.client.raw("GET", target)
            try #require([200, 204].contains(answer.status), "\(target): \(answer.text)")
            return answer.status == 204 ? nil : try VectorTileDecoder.decode(answer.body)
        }

        /// Ids in all tiles of a zoom around the things.
        private static func ids(_ zoom: Int, _ query: String) async throws -> Set<Int64> {
            let (west, east) = (
                SecretStore.tile(Coordinate(x: 108, y: 14), zoom: zoom).x,
                SecretStore.tile(Coordinate(x: 108.07, y: 14), zoom: zoom).x
            )
            let row = SecretStore.tile(Coordinate(x: 108, y: 14), zoom: zoom).y
            var found: Set<Int64> = []
            for column in west...east {
                let decoded = try await tile(QueryTests.server, "/tiles/thu/\(zoom)/\(column)/\(row)?\(query)")
                found.formUnion(decoded?.layer(named: "thu")?.features.compactMap(\.id).map(Int64.init) ?? [])
            }
            return found
        }

        @Test(
            "hold exactly the features that items have, at every zoom",
            arguments: [
                "so = 1", "ten = 'a' AND cao > 1", "CASEI(ten) = CASEI('ĐỒNG')", "ngay IS NULL", "feature_id IN (1, 3)",
                "S_INTERSECTS(geometry, BBOX(108.01,13,108.02,15))", "so = 99", "cao * 2 > 1 OR mo = TRUE",
            ])
        func content(filter: String) async throws {
            let query = "filter=\(QueryTests.encoded(filter))"
            let items = try await QueryTests.server.json("/collections/thu/items?limit=100&\(query)")
            let expected = (items["features"]?.array ?? []).filter { $0["geometry"] != .null }.compactMap {
                $0["id"]?.integer
            }
            for zoom in [12, 14, 16] { #expect(try await Self.ids(zoom, query) == Set(expected), "zoom \(zoom)") }
        }

        @Test("take filters in JSON, and in the order of axes of another CRS")
        func languages() async throws {
            let json = QueryTests.encoded(#"{"op":"=","args":[{"property":"so"},1]}"#)
            #expect(try await Self.ids(14, "filter-lang=cql2-json&filter=\(json)") == Self.ids(14, "filter=so%3D1"))
            let box = QueryTests.encoded("S_INTERSECTS(geometry,BBOX(13,108.0105,15,108.0125))")
            #expect(try await Self.ids(14, "filter=\(box)&filter-crs=EPSG:4326") == [11, 12])
        }

        @Test("show at low zooms what is left, thinned among itself and not among all")
        func lowZoom() async throws {
            let (x, y) = SecretStore.tile(Coordinate(x: 108, y: 14), zoom: 5)
            let whole = try await QueryTests.server.client.raw("GET", "/tiles/chu/5/\(x)/\(y)")
            let shown = try VectorTileDecoder.decode(whole.body).layer(named: "chu")?.features.compactMap(\.id) ?? []
            // One that the tile of all does not show.
            let hidden = try #require((1...QueryStore.textCount).last { !shown.contains(UInt64($0)) })
            let target = "/tiles/chu/5/\(x)/\(y)?filter=feature_id%3D\(hidden)"
            let answer = try await QueryTests.server.client.raw("GET", target)
            let layer = try #require(try VectorTileDecoder.decode(answer.body).layer(named: "chu"))
            #expect(layer.features.compactMap(\.id) == [UInt64(hidden)])
            #expect(answer["geosector-features"] == "chu;matched=1;kept=1;merged=0;dropped=0")
        }

        @Test("are described by TileJSON with the same filter")
        func tileJSON() async throws {
            let filter = QueryTests.encoded("feature_id > 10 AND feature_id < 13 AND ten <> '}&#'")
            let document = try await QueryTests.server.json("/tiles/thu.json?filter=\(filter)&filter-lang=cql2-text")
            let layer = try #require(document["vector_layers"]?[0])
            #expect(layer["geosector:features"]?.integer == 2)
            let bounds = try #require(document["bounds"]?.array).compactMap(\.number)
            for (found, expected) in zip(bounds, [108.011, 14, 108.012, 14]) { #expect(abs(found - expected) < 1e-6) }
            let template = try #require(document["tiles"]?[0]?.string)
            let (x, y) = SecretStore.tile(Coordinate(x: 108.011, y: 14), zoom: 14)
            let address = template.replacing("{z}", with: "14").replacing("{x}", with: "\(x)").replacing(
                "{y}", with: "\(y)")
            let answer = try await QueryTests.server.get(address)
            #expect(answer.status == 200 && answer["cache-control"] == "public, max-age=31536000, immutable")
            #expect(try await QueryTests.server.json("/tiles/thu.json?filter=so%3D99")["bounds"] == nil)
        }

        @Test("are the same in the OGC path and when asked for again, and other filters have other tags")
        func tags() async throws {
            let server = try QueryTests.server
            let (x, y) = SecretStore.tile(Coordinate(x: 108.011, y: 14), zoom: 12)
            let target = "/tiles/thu/12/\(x)/\(y)?filter=so%3D1"
            let first = try await server.client.raw("GET", target)
            for same in [
                target,
                "/collections/thu/tiles/WebMercatorQuad/12/\(y)/\(x)?filter=so%3D1&filter-lang=cql2-text",
            ] {
                let again = try await server.client.raw("GET", same)
                #expect(again.body == first.body && again["etag"] == first["etag"], "\(same)")
            }
            let tag = try #require(first["etag"])
            #expect(try await server.get(target, headers: ["If-None-Match": tag]).status == 304)
            for other in ["/tiles/thu/12/\(x)/\(y)", "/tiles/thu/12/\(x)/\(y)?filter=so%3D0"] {
                #expect(try await server.get(other, headers: ["If-None-Match": tag]).status == 200, "\(other)")
            }
            let labels = try await server.client.raw("GET", "/tiles/thu,thu_label/12/\(x)/\(y)?filter=so%3D1")
            #expect(
                try VectorTileDecoder.decode(labels.body).layer(named: "thu")?.features.count
                    == VectorTileDecoder.decode(first.body).layer(named: "thu")?.features.count)
        }

        @Test(
            "are refused for a filter at fault, and where it is not clear of what they are",
            arguments: [
                ("/tiles/thu/5/1/1?filter=sso%3D1", "filter"), ("/tiles/thu/5/1/1?filter=", "filter"),
                ("/tiles/thu/5/1/1?filter=so%3D1&filter-lang=ecql", "filter-lang"),
                ("/tiles/thu/5/1/1?filter-lang=ecql", "filter-lang"),
                ("/tiles/thu/5/1/1?filter=so%3D1&filter-crs=EPSG:9999", "filter-crs"),
                ("/tiles/thu,chu/5/1/1?filter=so%3D1", "filter"), ("/tiles/thu,chu.json?filter=so%3D1", "filter"),
                ("/tiles/thu/5/1/1?filter=ten%3D'%00'", "filter"), ("/tiles/thu/5/1/1?sortby=so", "sortby"),
                ("/tiles/WebMercatorQuad/5/1/1?filter=so%3D1", "filter"),
                ("/styles/map/tiles/5/1/1?filter=so%3D1", "filter"),
            ])
        func refused(target: String, parameter: String) async throws {
            let answer = try await QueryTests.server.get(target)
            #expect(answer.status == 400, "\(answer.text)")
            #expect(try answer.json["parameter"]?.string == parameter, "\(answer.text)")
            #expect(try await QueryTests.server.get("/tiles/khong-co/5/1/1?filter=so%3D1").status == 404)
        }

        @Test("are all answered, more filters than are kept and several at once")
        func many() async throws {
            let (x, y) = SecretStore.tile(Coordinate(x: 108.01, y: 14), zoom: 8)
            let server = try QueryTests.server
            func counts(_ number: Int) async throws -> String? {
                try await server.get("/tiles/thu/8/\(x)/\(y)?filter=feature_id%3C%3D\(number)")["geosector-features"]
            }
            for round in 0..<2 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 1...80 {
                        group.addTask {
                            let expected = (1...number).count { $0 <= QueryStore.thingCount && !$0.isMultiple(of: 20) }
                            let found = try await counts(number)
                            #expect(found?.hasPrefix("thu;matched=\(expected);") == true, "round \(round), \(number)")
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }

        @Test("change with the data")
        func edited() async throws {
            try await QueryStore.serve { server in
                let (x, y) = SecretStore.tile(Coordinate(x: 108.007, y: 14), zoom: 14)
                let target = "/tiles/thu/14/\(x)/\(y)?filter=so%3D1000"
                #expect(try await server.get(target).status == 204)
                let writer = try Store(path: server.storePath, access: .readWrite)
                let definition = LayerDefinition(
                    id: try CollectionID("thu"), sector: "health", title: LocalizedText(vi: "thu", en: "thu"),
                    storageCRS: .crs84, schema: QueryStore.thingSchema)
                try writer.load(definition, mode: .replace) {
                    for feature in QueryStore.things {
                        var values = feature.values
                        if feature.id.value == 7 { values[1] = .integer(1000) }
                        try $0.append(geometry: feature.geometry, values: values)
                    }
                    return Provenance(source: "test.shp", sourceCRS: .crs84)
                }
                #expect(try await TestServer.eventually { try await server.get(target).status == 200 })
                let decoded = try #require(try await Self.tile(server, target))
                #expect(decoded.layer(named: "thu")?.features.compactMap(\.id) == [7])
            }
        }
    }
}
