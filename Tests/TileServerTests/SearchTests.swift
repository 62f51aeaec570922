import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// `/search`.
    @Suite struct SearchTests {
        private func find(_ query: String) async throws -> [JSONValue] {
            try #require(
                try await ServedTests.server.json("/search?q=\(QueryParameters.encode(query))")["features"]?.array)
        }

        @Test("a feature is found without tones, with its collection, place and address")
        func feature() async throws {
            let found = try #require(try await find("tram duc co").first)
            #expect(found["properties"]?["title"]?.string == "Trạm Đức Cơ")
            #expect(found["properties"]?["kind"]?.string == "feature")
            #expect(found["properties"]?["collection"]?.string == "tram-y-te")
            #expect(found["properties"]?["featureId"]?.integer == 2)
            #expect(found["id"]?.string == "tram-y-te.2")
            let point = try #require(found["geometry"]?["coordinates"]?.numbers)
            #expect(abs(point[0] - SampleStore.golden[1].degrees.x) < 1e-6)
            #expect(found["bbox"]?.numbers?.count == 4)
            #expect(found["properties"]?["nearestUnit"]?.string?.contains("Gia Lai") == true)
            let link = try #require(found["links"]?[0]?["href"]?.string)
            #expect(link.hasSuffix("/collections/tram-y-te/items/2"))
        }

        @Test("units of the country are found, former ones with what lies there now")
        func units() async throws {
            let present = try #require(try await find("phuong quy nhon").first)
            #expect(present["properties"]?["title"]?.string == "Phường Quy Nhơn")
            #expect(present["properties"]?["former"] == .boolean(false))
            let former = try #require(try await find("huyện chư păh").first)
            #expect(former["properties"]?["title"]?.string == "Huyện Chư Păh")
            #expect(former["properties"]?["former"] == .boolean(true))
            #expect(former["properties"]?["now"]?.string?.isEmpty == false)
        }

        @Test("coordinates are found with the system they were read in")
        func coordinates() async throws {
            let place = try #require(try await find("13.981975, 108.001804").first)
            #expect(place["properties"]?["kind"]?.string == "position")
            #expect(place["properties"]?["crs"]?.string?.hasSuffix("/4326") == true)
            let plane = try #require(try await find("445983.83 1546367.08").first)
            #expect(plane["properties"]?["crs"]?.string?.hasSuffix("/9218") == true)
            let point = try #require(plane["geometry"]?["coordinates"]?.numbers)
            #expect(abs(point[0] - 108.001_804_351) < 1e-6 && abs(point[1] - 13.981_975_373) < 1e-6)
        }

        @Test("a collection is found by its title in either language")
        func collections() async throws {
            for query in ["thửa đất", "thua dat", "parcels"] {
                let found = try await find(query)
                #expect(found.contains { $0["id"]?.string == "thua" }, "\(query)")
            }
        }

        @Test(
            "what cannot be searched is refused with the parameter's name",
            arguments: [
                ("/search", "q"), ("/search?q=", "q"), ("/search?q=%22*", "q"), ("/search?q=%00", "q"),
                ("/search?q=" + String(repeating: "a", count: 201), "q"), ("/search?q=a&limit=0", "limit"),
                ("/search?q=a&limit=x", "limit"), ("/search?q=a&bbox=1", "bbox"), ("/search?q=a&query=b", "query"),
                ("/search?q=a&q=b", "q"), ("/search?q=a&f=xml", "f"), ("/search?q=a&lang=fr", "lang"),
            ])
        func refusals(target: String, parameter: String) async throws {
            let answer = try await ServedTests.server.get(target)
            #expect(answer.status == 400)
            #expect(try answer.json["parameter"]?.string == parameter)
        }

        @Test("an unknown collection is 404 with near matches")
        func unknownCollection() async throws {
            let answer = try await ServedTests.server.get("/search?q=a&collections=thua,tram-y-tee")
            #expect(answer.status == 404)
            #expect(try answer.json["suggestions"]?[0]?.string == "/collections/tram-y-te")
        }

        @Test(
            "no text of a client is a statement",
            arguments: [
                "\" OR 1", "a* NEAR(b)", "'; DROP TABLE gs_search; --", "a\u{0}b", "title:a", "1e999 1e999", "😀a",
            ])
        func injection(query: String) async throws {
            _ = try await find(query)
            #expect(try await find("tram duc co").first?["id"]?.string == "tram-y-te.2")
        }

        @Test("a person who has not asked yet gets a form, one who asks for a former unit what it is now")
        func pages() async throws {
            for target in ["/search?f=html&lang=vi", "/search?f=html&lang=vi&q="] {
                let form = try await ServedTests.server.get(target)
                #expect(form.status == 200 && form.text.contains("name=\"q\""))
                #expect(!form.text.contains("Không tìm thấy gì"))
            }
            #expect(try await ServedTests.server.get("/search?f=html&qq=a").status == 400)
            let nothing = try await ServedTests.server.get("/search?q=zzzzz&f=html&lang=vi")
            #expect(nothing.text.contains("Không tìm thấy gì"))
            let query = QueryParameters.encode("huyện chư păh")
            let former = try await ServedTests.server.get("/search?q=\(query)&f=html&lang=vi")
            #expect(former.text.contains("đơn vị cũ, nay là"))
        }

        @Test("the answer has a tag and is not sent twice, HEAD has no body")
        func caching() async throws {
            let answer = try await ServedTests.server.get("/search?q=tram")
            let tag = try #require(answer["etag"])
            #expect(answer["content-type"] == "application/geo+json")
            let again = try await ServedTests.server.get("/search?q=tram", headers: ["If-None-Match": tag])
            #expect(again.status == 304)
        }
    }
}
