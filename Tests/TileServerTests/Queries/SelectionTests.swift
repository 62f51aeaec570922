import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension QueryTests {
    @Suite("What of which features") struct SelectionTests {
        private static let things = "/collections/thu/items"

        @Test(
            "q finds words without regard to case, tone marks and order; a comma separates alternatives",
            arguments: [
                ("tieu hoc", 7), ("NGUYEN%20du%20truong", 7), ("%C4%90%E1%BB%93ng", 15), ("dong", 15),
                ("tieu,dong", 22),
                ("tie", 0), ("tieu%20dong", 0), ("b", 15),
            ])
        func words(query: String, count: Int) async throws {
            let document = try await QueryTests.server.json("\(Self.things)?q=\(query)&limit=100")
            #expect(document["numberMatched"]?.integer == Int64(count), "\(query)")
            #expect(document["features"]?.array?.count == count)
        }

        @Test("q of no word is refused", arguments: ["", "!!!", ",", String(repeating: "a", count: 201)])
        func noWords(query: String) async throws {
            #expect(try await QueryTests.server.get("\(Self.things)?q=\(query)").status == 400)
        }

        @Test("ids are taken in any order, unknown ones are passed over")
        func ids() async throws {
            let server = try QueryTests.server
            #expect(try await server.ids("\(Self.things)?ids=5,3,9999,1&limit=2") == [1, 3, 5])
            #expect(try await server.ids("\(Self.things)?ids=5,3&filter=mo=TRUE") == [3, 5])
            #expect(try await server.ids("\(Self.things)?ids=9999") == [])
            #expect(try await server.ids("\(Self.things)?feature_id=5") == [5])
            #expect(try await server.ids("\(Self.things)?id=5&feature_id=6") == [])
            for bad in ["", "a", "1,", "0", "-1", "99999999999999999999", "1;2"] {
                #expect(try await server.get("\(Self.things)?ids=\(bad)").status == 400, "\(bad)")
            }
        }

        @Test("properties leaves the others out, id and geometry stay; skipGeometry leaves that out")
        func properties() async throws {
            let server = try QueryTests.server
            for target in ["\(Self.things)?limit=3&properties=", "\(Self.things)/2?properties="] {
                let all = try await server.json(target + "so,ten")
                let feature = all["features"]?[0] ?? all
                #expect(feature["properties"]?.object?.members.map(\.key) == ["ten", "so"])
                #expect(feature["geometry"] != .null && feature["id"]?.integer != nil)
                let bare = try await server.json(target + "&skipGeometry=true")
                let other = bare["features"]?[0] ?? bare
                #expect(other["properties"]?.object?.members.isEmpty == true)
                #expect(other["geometry"] == .null)
            }
            let answer = try await server.get("\(Self.things)?properties=tenn")
            #expect(answer.status == 400)
            #expect(try answer.json["suggestions"]?.array == ["ten"])
            #expect(try await server.get("\(Self.things)?skipGeometry=yes").status == 400)
            let page = try await server.get("\(Self.things)?properties=so&f=html&sortby=-ten")
            #expect(page.status == 200 && !page.text.contains("<th scope=\"col\">ten"))
        }

        @Test(
            "a date asked for by its name is a date, in whatever form; a text is compared composed",
            arguments: [
                ("ngay=2026-01-01", 20), ("ngay=2026-01-01T05:00:00Z", 20), ("ngay=2026-01-01T02:00:00%2B07:00", 0),
                ("ten=%C4%90o%CC%82%CC%80ng", 8),
            ])
        func moments(query: String, count: Int64) async throws {
            #expect(
                try await QueryTests.server.json("\(Self.things)?\(query)")["numberMatched"]?.integer == count)
        }

        @Test(
            "what is no date and no decimal number is refused",
            arguments: [
                "ngay=abc", "ngay=2026-02-30", "ngay=", "cao=0x1", "cao=inf", "cao=nan", "bbox=0x6c,13,109,14",
                "bbox=nan,13,109,14",
            ])
        func noMoments(query: String) async throws {
            #expect(try await QueryTests.server.get("\(Self.things)?\(query)").status == 400)
        }

        @Test(
            "datetime selects by the one date, and lets through what has none",
            arguments: [
                ("2026-01-01", 40), ("2026-01-01T05:00:00Z", 40), ("../2026-01-15", 40), ("2026-01-15/..", 40),
                ("2026-01-01/2026-02-01", 60), ("2025-01-01/2025-12-31", 20), ("2026-02-01/..", 40),
            ])
        func instants(text: String, count: Int64) async throws {
            #expect(
                try await QueryTests.server.json("\(Self.things)?datetime=\(text)")["numberMatched"]?.integer == count)
        }

        @Test(
            "datetime selects by a beginning and an end, of which one may be open",
            arguments: [
                ("2026-02-01", [1, 4]), ("2026-05-01", [2, 4]), ("2025-06-01", [3, 4]),
                ("2026-03-31/2026-04-01", [1, 2, 4]),
                ("../2025-12-31", [3, 4]), ("2026-04-01/..", [2, 4]),
            ])
        func intervals(text: String, ids: [Int64]) async throws {
            #expect(try await QueryTests.server.ids("/collections/hieu-luc/items?datetime=\(text)") == ids)
        }

        @Test("zoom-level leaves fewer positions and a valid ring")
        func simplified() async throws {
            let server = try QueryTests.server
            func ring(_ query: String) async throws -> [JSONValue] {
                try await server.json("/collections/luoc/items\(query)")["features"]?[0]?["geometry"]?["coordinates"]?[
                    0]?
                    .array ?? []
            }
            #expect(try await ring("").count > 800)
            let coarse = try await ring("?zoom-level=10")
            #expect(coarse.count >= 4 && coarse.count < 20 && coarse.first == coarse.last)
            #expect(try await ring("?zoom-level=24").count > 800)
            for bad in ["", "-1", "25", "1.5", "x"] {
                #expect(try await server.get("/collections/luoc/items?zoom-level=\(bad)").status == 400)
            }
        }

        @Test("hits counts and sends no feature; count=false leaves the number out")
        func counts() async throws {
            let server = try QueryTests.server
            for name in ["resultType", "resulttype"] {
                let hits = try await server.json("\(Self.things)?\(name)=hits&mo=true")
                #expect(hits["numberMatched"]?.integer == 30 && hits["numberReturned"]?.integer == 0)
                #expect(hits["features"] == .array([]) && hits.link("next") == nil)
            }
            let page = try await server.json("\(Self.things)?count=false")
            #expect(page["numberMatched"] == nil && page["numberReturned"]?.integer == 10)
            #expect(try await server.get("\(Self.things)?count=false&f=html").status == 200)
        }

        @Test(
            "a parameter given twice, one that is no UTF-8 and one with a zero byte are refused",
            arguments: [
                "limit=1&limit=1", "mo=true&mo=true", "ten=%FF", "%FF=1", "q=a%00b", "filter=ten=%27%C3%28%27",
                "sortby=%F0%28", "lang=vi&lang=en", "f=json&f=html",
            ])
        func malformed(query: String) async throws {
            let answer = try await QueryTests.server.client.raw("GET", "\(Self.things)?\(query)")
            #expect(answer.status == 400, "\(answer.status)")
        }

        @Test("the tag of a page depends on every parameter and on the language")
        func tags() async throws {
            let server = try QueryTests.server
            var tags: Set<String> = []
            let queries = [
                "", "?crs=EPSG:4326", "?properties=so", "?skipGeometry=true", "?sortby=so", "?filter=so=1", "?lang=en",
                "?count=false", "?zoom-level=3",
            ]
            for query in queries {
                let answer = try await server.client.raw("GET", "\(Self.things)\(query)")
                let tag = try #require(answer["etag"])
                tags.insert(tag)
                let again = try await server.client.raw(
                    "GET", "\(Self.things)\(query)", headers: ["If-None-Match": tag])
                #expect(again.status == 304 && again["content-crs"] == answer["content-crs"])
                let head = try await server.client.raw("HEAD", "\(Self.things)\(query)")
                #expect(head.status == 200 && head.body.isEmpty && head["etag"] == tag)
            }
            #expect(tags.count == queries.count)
        }
    }
}
