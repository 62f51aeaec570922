import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// `/collections/{collectionId}/items`.
    @Suite struct ItemsTests {
        static let stations = "/collections/tram-y-te/items"
        static let parcels = "/collections/thua/items"

        @Test("a page of features has counts, links, a time and the CRS")
        func page() async throws {
            let answer = try await ServedTests.server.get(Self.stations)
            #expect(answer["content-crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>")
            let document = try answer.json
            #expect(document["type"]?.string == "FeatureCollection")
            #expect(document["numberMatched"]?.integer == 8 && document["numberReturned"]?.integer == 8)
            #expect(document["timeStamp"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
            #expect(document.link("self", type: "application/geo+json") != nil)
            #expect(document.link("alternate") != nil && document.link("collection") != nil)
            #expect(document.link("next") == nil)
        }

        @Test("features are whole: integer ids, every property, null where there is nothing")
        func features() async throws {
            let features = try #require(try await ServedTests.server.json(Self.stations)["features"]?.array)
            #expect(features.compactMap { $0["id"]?.integer } == Array(1...8))
            for feature in features {
                #expect(feature["properties"]?.object?.members.map(\.key) == ["TEN", "so", "cao", "mo", "ngay"])
            }
            #expect(features[1]["properties"]?["TEN"]?.string == "Trạm Đức Cơ")
            #expect(features[1]["properties"]?["mo"] == .boolean(true))
            #expect(features[3]["properties"]?["so"] == .null)
            #expect(features[7]["geometry"] == .null)
        }

        @Test("VN-2000 comes out as WGS 84, within a millimetre of the known answer", arguments: [0, 1])
        func golden(number: Int) async throws {
            let feature = try await ServedTests.server.json("\(Self.stations)/\(number + 1)")
            let place = try #require(feature["geometry"]?["coordinates"]?.numbers)
            let expected = SampleStore.golden[number].degrees
            #expect(abs(place[0] - expected.x) < 1e-8 && abs(place[1] - expected.y) < 1e-8)
        }

        @Test(
            "following next visits every feature once, across pages and streamed chunks",
            arguments: [
                "limit=700", "limit=1000", "limit=1001", "limit=1999", "limit=2500", "limit=10000",
                "limit=300&LOAI=ODT",
                "limit=7&LOAI=CLN&bbox=108.036,13.98,108.05,14", "limit=999&offset=0",
            ])
        func paging(query: String) async throws {
            let server = try ServedTests.server
            let ids = try await server.ids("\(Self.parcels)?\(query)")
            #expect(ids == ids.sorted() && Set(ids).count == ids.count)
            let first = try await server.json("\(Self.parcels)?\(query)")
            #expect(first["numberMatched"]?.integer == Int64(ids.count))
            if !query.contains("LOAI") { #expect(ids.count == SampleStore.parcelCount) }
        }

        @Test(
            "a page says how many it returned, beyond one chunk too", arguments: [1, 999, 1000, 1001, 2000, 2499, 2500])
        func returned(limit: Int) async throws {
            let document = try await ServedTests.server.json("\(Self.parcels)?limit=\(limit)")
            #expect(document["numberReturned"]?.integer == Int64(limit))
            #expect(document["features"]?.array?.count == limit)
            #expect((document.link("next") == nil) == (limit == 2500))
        }

        @Test("offset passes over features, and its pages go on by cursor")
        func offset() async throws {
            let server = try ServedTests.server
            let page = try await server.json("\(Self.parcels)?offset=1200&limit=3")
            #expect(page["features"]?.array?.compactMap { $0["id"]?.integer } == [1201, 1202, 1203])
            let next = try await server.json(try #require(page.link("next")?["href"]?.string))
            #expect(next["features"]?[0]?["id"]?.integer == 1204)
            #expect(try await server.json("\(Self.parcels)?offset=2500")["features"] == .array([]))
        }

        @Test(
            "offsets no collection has give an empty page, JSON and HTML alike",
            arguments: ["9007199254740993", "9223372036854775807"])
        func hugeOffset(offset: String) async throws {
            let server = try ServedTests.server
            #expect(try await server.json("\(Self.parcels)?offset=\(offset)")["numberReturned"]?.integer == 0)
            #expect(try await server.get("\(Self.parcels)?offset=\(offset)&f=html").status == 200)
        }

        @Test("limit below one or no number is 400", arguments: ["0", "-1", "abc", "1.5", "", "1e3", "%2B5"])
        func badLimit(limit: String) async throws {
            let answer = try await ServedTests.server.get("\(Self.parcels)?limit=\(limit)")
            #expect(answer.status == 400)
            #expect(try answer.json["parameter"]?.string == "limit")
        }

        @Test("limit above the maximum is clamped", arguments: ["10001", "1000000000", "99999999999999999999999"])
        func largeLimit(limit: String) async throws {
            #expect(
                try await ServedTests.server.json("\(Self.parcels)?limit=\(limit)")["numberReturned"]?.integer == 2500)
        }

        @Test(
            "offset and cursor must be what they say",
            arguments: ["offset=-1", "offset=a", "cursor=0", "cursor=-4", "cursor=x"])
        func badPlace(query: String) async throws {
            #expect(try await ServedTests.server.get("\(Self.parcels)?\(query)").status == 400)
        }

        @Test(
            "bbox takes what intersects it, heights or not",
            arguments: [
                "108,13.9,108.01,14", "108,13.9,-50,108.01,14,5000", "107.9999,13.98197,108.1,13.98198",
                "-180,-90,180,90",
            ])
        func bbox(box: String) async throws {
            let document = try await ServedTests.server.json("\(Self.stations)?bbox=\(box)")
            let ids = document["features"]?.array?.compactMap { $0["id"]?.integer } ?? []
            #expect(ids.contains(1))
            #expect(ids.contains(8), "a feature without a place matches every box")
            #expect(ids.contains(2) == (box == "-180,-90,180,90"))
            #expect(document["numberMatched"]?.integer == Int64(ids.count))
        }

        @Test("a box west above east goes over the antimeridian")
        func antimeridian() async throws {
            let server = try ServedTests.server
            #expect(try await server.ids("/collections/hon-hop/items?bbox=170,-20,-170,20") == [])
            #expect(try await server.ids("/collections/hon-hop/items?bbox=108,-20,-170,20") == [1, 2, 3])
            #expect(try await server.ids("\(Self.stations)?bbox=108.1,-20,108,20") == [2, 8].sorted())
        }

        @Test(
            "a broken bbox is 400 and says the form",
            arguments: [
                "1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "a,b,c,d", "NaN,1,2,3", "inf,1,2,3", "", "1,2,3,",
                "107,15,109,13",
                "107,13,90,109,15,-90", "1;2;3;4", "4.6e16,0,-1,1", "200,0,109,1", "10,0,-200,1", "200,0,-9,-200,1,9",
            ])
        func badBox(box: String) async throws {
            let answer = try await ServedTests.server.get("\(Self.stations)?bbox=\(box)")
            #expect(answer.status == 400)
            #expect(try answer.json["parameter"]?.string == "bbox")
        }

        @Test(
            "datetime in any of its forms is taken where no feature has a time, and all match",
            arguments: [
                "2026-07-01", "2026-07-01T08:00:00Z", "2026-07-01T08:00:00%2B07:00", "2026-07-01T08:00:00.5Z",
                "2026-01-01/2026-12-31", "../2026-12-31", "2026-01-01/..", "/2026-12-31", "2026-01-01/",
            ])
        func datetime(text: String) async throws {
            #expect(
                try await ServedTests.server.json("\(Self.parcels)?datetime=\(text)")["numberMatched"]?.integer
                    == Int64(SampleStore.parcelCount))
        }

        @Test(
            "a broken datetime is 400",
            arguments: [
                "", "gestern", "2026", "2026-13-01", "2026-07-01T25:00:00Z", "../..", "/", "a/b/c",
                "2026-12-31/2026-01-01",
            ])
        func badDatetime(text: String) async throws {
            #expect(try await ServedTests.server.get("\(Self.stations)?datetime=\(text)").status == 400)
        }

        @Test(
            "a property is asked for by its name",
            arguments: [
                ("so=1", [2, 5, 8]), ("cao=2.5", [3]), ("cao=2.50", [3]), ("mo=true", [2, 4, 6, 8]),
                ("mo=0", [1, 3, 5, 7]),
                ("ngay=2026-07-02", [2]), ("TEN=Tr%E1%BA%A1m%20A%2BB", [1]), ("TEN=Tr%E1%BA%A1m+A%2BB", [1]),
                ("TEN=Tr%E1%BA%A1m+A+B", []), ("TEN=Tr%E1%BA%A1m+%C4%90%E1%BB%A9c+C%C6%A1", [2]), ("TEN=", [5]),
                ("TEN=tr%E1%BA%A1m+6", []), ("so=1&mo=true", [2, 8]), ("so=1&limit=1", [2, 5, 8]),
                ("so=0&bbox=0,0,1,1", []),
                ("TEN=%27%20OR%201=1%20--", []),
            ])
        func equality(query: String, ids: [Int64]) async throws {
            #expect(try await ServedTests.server.ids("\(Self.stations)?\(query)") == ids)
        }

        @Test(
            "a value that is none of the property's type is 400",
            arguments: [
                "so=", "so=eins", "so=1.5", "cao=hoch", "cao=NaN", "mo=vielleicht", "so=99999999999999999999", "ten=x",
                "so=1&so=2",
            ])
        func badEquality(query: String) async throws {
            #expect(try await ServedTests.server.get("\(Self.stations)?\(query)").status == 400)
        }

        @Test(
            "an id of the wrong shape or that no feature has is 404",
            arguments: [
                "0", "-1", "01", "1.0", "9", "9007199254740991", "9007199254740992", "99999999999999999999", "abc",
                "1%20", "%31x", "1,2",
            ])
        func unknownID(id: String) async throws {
            let answer = try await ServedTests.server.get("\(Self.stations)/\(id)")
            #expect(answer.status == 404)
            #expect(answer["content-type"] == "application/problem+json")
        }

        @Test("one feature has links to itself and its collection")
        func single() async throws {
            let answer = try await ServedTests.server.get("\(Self.stations)/2")
            #expect(answer["content-type"] == "application/geo+json")
            let feature = try answer.json
            #expect(feature["type"]?.string == "Feature" && feature["id"]?.integer == 2)
            for rel in ["self", "alternate", "collection"] { #expect(feature.link(rel) != nil, "\(rel)") }
        }

        @Test("geometry of each kind is GeoJSON of that kind")
        func kinds() async throws {
            let server = try ServedTests.server
            func types(_ id: String) async throws -> [String] {
                try await server.json("/collections/\(id)/items?limit=3")["features"]?.array?
                    .compactMap { $0["geometry"]?["type"]?.string } ?? []
            }
            #expect(try await types("duong") == ["MultiLineString", "MultiLineString", "MultiLineString"])
            #expect(try await types("thua") == ["MultiPolygon", "MultiPolygon", "MultiPolygon"])
            #expect(try await types("hon-hop") == ["Point", "LineString", "Polygon"])
            #expect(try await types("trong") == [])
        }

        @Test("a page of items is gzip once, and weakly tagged because it says when it was made")
        func itemsCompression() async throws {
            let answer = try await ServedTests.server.client.raw(
                "GET", "\(Self.parcels)?limit=100", headers: ["Accept-Encoding": "gzip"])
            #expect(answer["content-encoding"] == "gzip" && answer.body.prefix(2) == [0x1F, 0x8B])
            #expect(answer["etag"]?.hasPrefix("W/\"") == true)
        }
    }

    /// What QGIS and GDAL do when they open the service.
    @Suite struct ClientHandshakeTests {
        @Test(
            "QGIS finds service description, data and conformance by exact media types, then limits, schema and pages")
        func qgis() async throws {
            let server = try ServedTests.server
            let landing = try await server.json("/")
            let description = try #require(
                landing.link("service-desc", type: "application/vnd.oai.openapi+json;version=3.0"))
            _ = try #require(landing.link("data", type: "application/json"))
            _ = try #require(landing.link("conformance"))
            let api = try await server.json(
                try #require(description["href"]?.string), accept: "application/vnd.oai.openapi+json;version=3.0")
            let limit = try #require(api["components"]?["parameters"]?["limit"]?["schema"])
            #expect(limit["maximum"]?.integer == 10_000)
            let collection = try await server.json("/collections/tram-y-te")
            let schema = try #require(
                collection.link("http://www.opengis.net/def/rel/ogc/1.0/schema", type: "application/schema+json"))
            _ = try await server.json(try #require(schema["href"]?.string), accept: "application/schema+json")
            #expect(try await server.json("/collections/tram-y-te/items?limit=10")["features"]?.array?.count == 8)
            #expect(try await server.json("/collections/tram-y-te/items?limit=1")["numberMatched"]?.integer == 8)
            #expect(
                try await server.client.raw("OPTIONS", "/collections/tram-y-te/items")["allow"] == "GET, HEAD, OPTIONS")
            #expect(try await server.get("/collections/tram-y-te/items/?limit=10").status == 200)
        }

        @Test("GDAL finds JSON collections, a typed unique next link, and its parameters at the collection's own path")
        func gdal() async throws {
            let server = try ServedTests.server
            let accept = "application/json"
            #expect(try await server.get("/collections", accept: accept)["content-type"] == "application/json")
            let api = try await server.json(
                "/api",
                accept:
                    "application/vnd.oai.openapi+json;version=3.0, application/openapi+json;version=3.0, application/json"
            )
            let own = try #require(api["paths"]?["/collections/tram-y-te/items"]?["get"]?["parameters"]?.array)
            #expect(
                own.contains {
                    $0["name"]?.string == "so" && $0["schema"]?["type"]?.string == "integer"
                        && $0["style"]?.string == "form"
                })
            #expect(api["paths"]?["/collections/{collectionId}/items"] != nil)
            let page = try await server.json(
                "/collections/thua/items?limit=20", accept: "application/geo+json, application/json")
            let next = page["links"]?.array?.filter { $0["rel"]?.string == "next" } ?? []
            #expect(next.count == 1 && next[0]["type"]?.string == "application/geo+json")
        }

        @Test(
            "the GDAL driver itself reads every feature of every collection",
            .enabled(if: GDAL.isInstalled, GDAL.absence),
            arguments: [("tram-y-te", 8, "Point"), ("thua", 2500, "Multi Polygon"), ("duong", 3, "Multi Line String")])
        func driver(collection: String, count: Int, geometry: String) async throws {
            let source = try "OAPIF:\(ServedTests.server.client.base)"
            let (info, convert) = (try #require(GDAL.info), try #require(GDAL.convert))
            let summary = try await offPool { try info.run(["-ro", "-so", source, collection]) }
            #expect(summary.contains("Feature Count: \(count)"))
            #expect(summary.contains("Geometry: \(geometry)"))
            let text = try await offPool {
                try convert.run(["-f", "GeoJSON", "-preserve_fid", "/vsistdout/", source, collection])
            }
            let features = try #require(try JSONReader.read(Array(text.utf8))["features"]?.array)
            #expect(features.count == count)
            let ids = features.compactMap { $0["id"]?.integer }.sorted()
            #expect(ids.elementsEqual(1...Int64(count)))
        }

        @Test("the GDAL driver asks the server for what a filter keeps", .enabled(if: GDAL.isInstalled, GDAL.absence))
        func driverFilter() async throws {
            let server = try ServedTests.server
            let info = try #require(GDAL.info)
            let text = try await offPool {
                try info.run(["-ro", "-so", "-where", "so = 1", "OAPIF:\(server.client.base)", "tram-y-te"])
            }
            #expect(text.contains("Feature Count: 3"))
            let box = try await offPool {
                try info.run([
                    "-ro", "-so", "-spat", "108.0017", "13.98", "108.0019", "13.99", "OAPIF:\(server.client.base)",
                    "tram-y-te",
                ])
            }
            #expect(box.contains("Feature Count: 1") || box.contains("Feature Count: 2"))
        }
    }
}

/// GDAL's programs, which know the service only by its documents.
private enum GDAL {
    static let info = Program("ogrinfo")
    static let convert = Program("ogr2ogr")
    static var isInstalled: Bool { info != nil && convert != nil }
    static let absence: Comment = "GDAL is not installed: apt install gdal-bin"
}
