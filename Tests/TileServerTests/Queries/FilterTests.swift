import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension QueryTests {
    @Suite("filter") struct FilterTests {
        private static func ids(_ query: String) async throws -> [Int64] {
            try await QueryTests.server.ids("/collections/tram-y-te/items?\(query)")
        }

        @Test(
            "finds what it says, in either language and under its old name",
            arguments: [
                ("so = 1", [2, 5, 8]), ("so IS NULL", [4]), ("ACCENTI(CASEI(TEN)) LIKE 'tram duc%'", [2]),
                ("NOT (so = 1)", [1, 3, 6, 7]), ("feature_id IN (1, 3)", [1, 3]),
                ("S_INTERSECTS(geometry, POLYGON((109 13,110 13,110 14,109 14,109 13)))", [2]),
                ("ngay > DATE('2026-07-06')", [7, 8]), ("cao * 2 = 5 OR mo = TRUE AND so = 2", [3, 6]),
                ("TEN = ''' OR 1=1 --'", []),
            ])
        func text(filter: String, ids: [Int64]) async throws {
            #expect(try await Self.ids("filter=\(QueryTests.encoded(filter))") == ids)
            #expect(try await Self.ids("filter-lang=cql-text&limit=1&filter=\(QueryTests.encoded(filter))") == ids)
        }

        @Test("in JSON, and with the other parameters")
        func json() async throws {
            let filter = QueryTests.encoded(#"{"op":"=","args":[{"property":"so"},1]}"#)
            #expect(try await Self.ids("filter-lang=cql2-json&filter=\(filter)") == [2, 5, 8])
            #expect(try await Self.ids("filter-lang=cql2-json&filter=\(filter)&mo=true&bbox=0,0,1,1") == [8])
        }

        @Test(
            "has its geometries where filter-crs says, in the order of the authority",
            arguments: [
                ("POLYGON((13 109,13 110,14 110,14 109,13 109))", "http://www.opengis.net/def/crs/EPSG/0/4326"),
                ("BBOX(13,109,14,110)", "EPSG:4756"),
                ("BBOX(577000,1522000,578000,1523000)", "http://www.opengis.net/def/crs/EPSG/0/9218"),
                ("BBOX(109,13,110,14)", "http://www.opengis.net/def/crs/OGC/1.3/CRS84"),
            ])
        func filterCRS(shape: String, crs: String) async throws {
            let filter = QueryTests.encoded("S_INTERSECTS(geometry,\(shape))")
            #expect(try await Self.ids("filter=\(filter)&filter-crs=\(crs)") == [2])
        }

        @Test(
            "is refused where it is at fault, with what may have been meant",
            arguments: [
                ("TEM = 'a'", "offset 0", ["TEN"]), ("so = 1 AND (cao > 2", "offset 19", []),
                ("so = 1 AND caoo > 2", "offset 11", ["cao"]), ("TEN = 5", "offset 0", []),
                ("lowr(TEN) = 'a'", "offset 0", ["lower"]), ("so = 'x'", "offset 0", []),
                ("Đ = 1", "offset 0", []), ("TEN = 'Đường' AND tem = 1", "offset 18", ["TEN"]),
                ("", "expected", []), ("T_AFTER(ngay, TEN)", "offset 0", []),
                ("S_INTERSECTS(geometry, POINT(1))", "offset", []), ("so = 1; DROP TABLE thu", "offset 6", []),
            ])
        func refused(filter: String, hint: String, suggestions: [String]) async throws {
            let answer = try await QueryTests.server.get(
                "/collections/tram-y-te/items?filter=\(QueryTests.encoded(filter))")
            #expect(answer.status == 400)
            #expect(answer["content-type"] == "application/problem+json")
            let problem = try answer.json
            #expect(problem["parameter"]?.string == "filter")
            #expect(problem["detail"]?.string?.contains(hint) == true, "\(answer.text)")
            #expect((problem["suggestions"]?.array ?? []).compactMap(\.string) == suggestions, "\(answer.text)")
        }

        @Test("in JSON is refused with a pointer, and what is no JSON with its byte")
        func refusedJSON() async throws {
            let unknown = QueryTests.encoded(#"{"op":"and","args":[{"op":"=","args":[{"property":"TEM"},1]},true]}"#)
            let first = try await QueryTests.server.get(
                "/collections/tram-y-te/items?filter-lang=cql2-json&filter=\(unknown)")
            #expect(first.status == 400)
            #expect(try first.json["pointer"]?.string == "/args/0/args/0", "\(first.text)")
            let broken = try await QueryTests.server.get(
                "/collections/tram-y-te/items?filter-lang=cql2-json&filter=%7B%22op%22")
            #expect(broken.status == 400)
            #expect(try broken.json["offset"]?.integer == 5, "\(broken.text)")
        }

        @Test(
            "beyond any sense is refused, not suffered",
            arguments: [
                String(repeating: "(", count: 10_000) + "so=1" + String(repeating: ")", count: 10_000),
                "TEN = '" + String(repeating: "a", count: 40_000) + "' AND " + String(repeating: "NOT ", count: 5000),
                "so IN (" + Array(repeating: "1", count: 11_000).joined(separator: ",") + ")",
            ])
        func hostile(filter: String) async throws {
            let answer = try await QueryTests.server.client.raw(
                "GET", "/collections/tram-y-te/items?filter=\(QueryTests.encoded(filter))")
            #expect([400, 414, 431].contains(answer.status), "\(answer.status)")
            #expect(try await Self.ids("so=1") == [2, 5, 8])
        }

        @Test(
            "comes with a language and a CRS that are known",
            arguments: [
                "filter-lang=ecql", "filter-lang=json-filter-expr", "filter-lang=", "filter=so=1&filter-crs=EPSG:9999",
                "filter=so=1&filter-crs=", "filter=so=1&filter=so=2", "filter=so=1&filter=so=1",
            ])
        func refusedLanguage(query: String) async throws {
            #expect(try await QueryTests.server.get("/collections/tram-y-te/items?\(query)").status == 400)
        }

        @Test("of one that another program would run stays a value, in every parameter and in a column's own name")
        func injection() async throws {
            try await QueryStore.serve { server in
                let program = try #require(Program("spatialite"))
                let name = "a\"b'; DROP TABLE thu; --"
                try await offPool {
                    try program.run([
                        "-silent", "-batch", "-bail", server.storePath,
                        "BEGIN; ALTER TABLE thu ADD COLUMN \"\(name.replacing("\"", with: "\"\""))\" TEXT DEFAULT 'x';"
                            + " UPDATE thu SET ten = 'moi' WHERE feature_id = 1; COMMIT;",
                    ])
                }
                #expect(
                    try await TestServer.eventually {
                        try await server.json("/collections/thu/schema")["properties"]?[name] != nil
                    })
                let column = QueryTests.encoded(name)
                let quoted = QueryTests.encoded("\"\(name.replacing("\"", with: "\"\""))\" = 'x'")
                for query in [
                    "sortby=\(column)", "properties=\(column)", "filter=\(quoted)", "\(column)=x", "q=x",
                    "sortby=-\(column)&limit=7",
                ] {
                    let ids = try await server.ids("/collections/thu/items?\(query)")
                    #expect(Set(ids).count == QueryStore.thingCount, "\(query)")
                }
                let attack = QueryTests.encoded("1' OR '1'='1'; DROP TABLE thu; --")
                for parameter in [
                    "bbox", "bbox-crs", "crs", "cursor", "datetime", "filter", "filter-crs", "filter-lang", "ids",
                    "limit", "offset", "properties", "sortby", "skipGeometry", "zoom-level", "count", "resultType",
                    "so",
                    "ngay", "f", "lang", "feature_id",
                ] {
                    let answer = try await server.get("/collections/thu/items?\(parameter)=\(attack)")
                    #expect([400, 406].contains(answer.status), "\(parameter): \(answer.status)")
                }
                for parameter in ["ten", "q"] {
                    let answer = try await server.json("/collections/thu/items?\(parameter)=\(attack)")
                    #expect(answer["numberMatched"]?.integer == 0, "\(parameter)")
                }
                #expect(try await server.json("/collections/thu/items")["numberMatched"]?.integer == 60)
            }
        }
    }
}
