import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// The catalogue and `/collections` as one.
    @Suite struct CatalogTests {
        private func ids(_ target: String) async throws -> [String] {
            let document = try await ServedTests.server.json(target)
            let found = document["collections"]?.array ?? document["features"]?.array ?? []
            #expect(document["numberReturned"]?.integer == Int64(found.count), "\(target)")
            return found.compactMap { $0["id"]?.string }
        }

        @Test("the catalogue leads to its records, their sortables and the landing page leads to it")
        func catalog() async throws {
            let server = try ServedTests.server
            let answer = try await server.get("/catalog")
            #expect(answer["content-type"] == "application/ogc-catalog+json")
            let document = try answer.json
            #expect(document["type"] == "Collection" && document["itemType"] == "record" && document["id"] == "catalog")
            for rel in ["self", "alternate", "items", "profile", "http://www.opengis.net/def/rel/ogc/1.0/sortables"] {
                #expect(document.link(rel) != nil, "\(rel)")
            }
            let landing = try await server.json("/")
            let relation = "http://www.opengis.net/def/rel/ogc/1.0/ogc-catalog"
            let targets = landing["links"]?.array?.filter { $0["rel"]?.string == relation }.compactMap {
                $0["href"]?.string
            }
            #expect(targets == ["/collections", "/catalog"].map { server.client.base + $0 })
            let sortables = try await server.get("/catalog/sortables")
            #expect(sortables["content-type"] == "application/schema+json")
            #expect(try sortables.json["properties"]?.object?.members.map(\.key).contains("title") == true)
        }

        @Test("collections are a catalogue too: plain JSON for clients of Features, a catalogue for who asks for one")
        func localResources() async throws {
            let server = try ServedTests.server
            let plain = try await server.get("/collections")
            #expect(plain["content-type"] == "application/json")
            let asked = try await server.get("/collections", accept: "application/ogc-catalog+json")
            #expect(asked["content-type"] == "application/ogc-catalog+json" && asked.text == plain.text)
            let document = try plain.json
            #expect(document["type"] == "Collection" && document["recordsArrayName"] == "collections")
            let first = try #require(document["collections"]?[0])
            #expect(first["type"] == "dataset" && first.link("collection") != nil)
            #expect(first.link("describedby", type: "application/xml; charset=utf-8") != nil)
        }

        @Test(
            "both are searched by text, place, type, id and code",
            arguments: [
                ("q=duong", ["duong"]), ("q=%C4%90%C6%B0%E1%BB%9Dng", ["duong"]),
                ("q=DUONG,thua%20dat", ["duong", "thua"]),
                ("q=dat%20thua", []), ("q=so%20y%20te", ["tram-y-te"]), ("q=health", ["tram-y-te"]),
                ("ids=trong,duong", ["duong", "trong"]), ("ids=nirgends", []), ("externalIds=x", []),
                ("type=service", []), ("type=service,dataset&ids=thua", ["thua"]),
                // A collection without an extent matches every box, as features without a geometry do.
                ("bbox=0,0,1,1", ["trong"]), ("bbox=108.3,13.8,108.35,13.85&q=hon%20hop", ["hon-hop"]),
                ("datetime=2020-01-01/..&ids=duong", ["duong"]),
            ])
        func search(query: String, expected: [String]) async throws {
            for path in ["/collections", "/catalog/items"] {
                #expect(try await Set(ids("\(path)?\(query)")) == Set(expected), "\(path)?\(query)")
            }
        }

        @Test("they are sorted and paged, and pages join without a gap")
        func order() async throws {
            for path in ["/collections", "/catalog/items"] {
                let all = try await ids("\(path)?sortby=title")
                #expect(all == ["duong", "hon-hop", "thua", "tram-y-te", "trong"])
                #expect(try await ids("\(path)?sortby=-title") == all.reversed())
                var found: [String] = []
                var next: String? = "\(path)?sortby=%2Btitle&limit=2"
                while let page = next {
                    found += try await ids(page)
                    let document = try await ServedTests.server.json(page)
                    #expect(document["numberMatched"]?.integer == 5)
                    next = document.link("next")?["href"]?.string
                }
                #expect(found == all)
            }
        }

        @Test(
            "what cannot be honoured is refused, naming the parameter",
            arguments: [
                "sortby=size", "sortby=", "limit=0", "limit=x", "offset=-1", "bbox=1,2,3", "datetime=gestern", "q=,",
                "filter=a", "q=%3F",
            ])
        func refusals(query: String) async throws {
            for path in ["/collections", "/catalog/items"] {
                let answer = try await ServedTests.server.get("\(path)?\(query)")
                #expect(answer.status == 400, "\(path)?\(query)")
            }
        }

        @Test("an unknown record is 404 with near matches, an unknown format 400, a type nobody has 406")
        func failures() async throws {
            let server = try ServedTests.server
            for path in ["/catalog/items/tram-y-t", "/collections/tram-y-t/metadata"] {
                let answer = try await server.get(path)
                #expect(answer.status == 404)
                #expect(try answer.json["suggestions"]?.array == ["/collections/tram-y-te"])
            }
            #expect(try await server.get("/collections/duong/metadata?f=marc").status == 400)
            #expect(try await server.get("/catalog/items/duong?f=dcat").status == 400)
            #expect(try await server.get("/collections/duong/metadata", accept: "image/png").status == 406)
            #expect(try await server.get("/catalog.jsonld", accept: "text/csv").status == 406)
        }

        @Test("classes of Records are declared", arguments: ["record-core", "local-resources-catalog", "sorting"])
        func conformance(name: String) async throws {
            let classes = try await ServedTests.server.json("/conformance")["conformsTo"]?.array
            #expect(classes?.contains(.string("http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/\(name)")) == true)
        }
    }
}
