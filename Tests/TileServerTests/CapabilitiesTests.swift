import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// Landing page, conformance, API definition and sectors.
    @Suite struct CapabilitiesTests {
        @Test("the landing page links to everything there is, in absolute URLs of the request's host")
        func landing() async throws {
            let server = try ServedTests.server
            let document = try await server.json("/")
            #expect(document["title"]?.string == "GeoSector")
            let links = try #require(document["links"]?.array)
            for rel in ["self", "alternate", "service-desc", "service-doc", "conformance", "data"] {
                #expect(document.link(rel) != nil, "\(rel)")
            }
            for link in links {
                let href = try #require(link["href"]?.string)
                #expect(href.hasPrefix(server.client.base + "/"))
                #expect(try await server.get(href).status == 200, "\(href)")
            }
        }

        @Test("links follow the Host header")
        func host() async throws {
            let answer = try await ServedTests.server.client.raw(
                "GET", "/?f=json", headers: ["Host": "ban-do.gialai.vn:81"])
            #expect(try answer.json.link("data")?["href"]?.string == "http://ban-do.gialai.vn:81/collections")
        }

        @Test("conformance names the four classes of Features 1 and the core of Common")
        func conformance() async throws {
            let classes =
                try await ServedTests.server.json("/conformance")["conformsTo"]?.array?.compactMap(\.string) ?? []
            for name in ["core", "geojson", "html", "oas30"] {
                #expect(classes.contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/\(name)"))
            }
            #expect(classes.contains("http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core"))
        }

        @Test("sectors have Vietnamese and English titles, a department and a colour")
        func sectors() async throws {
            let sectors = try #require(try await ServedTests.server.json("/sectors")["sectors"]?.array)
            #expect(sectors.count >= 11)
            for sector in sectors {
                #expect(sector["title"]?["vi"]?.string?.isEmpty == false)
                #expect(sector["title"]?["en"]?.string?.isEmpty == false)
                #expect(sector["department"]?["vi"]?.string?.isEmpty == false)
                #expect(sector["colour"]?.string?.wholeMatch(of: /#[0-9a-f]{6}/) != nil)
            }
        }

        @Test("health says ok, ready says ready, and neither is kept", arguments: ["/health", "/ready"])
        func health(path: String) async throws {
            let answer = try await ServedTests.server.get(path)
            #expect(answer.status == 200)
            #expect(answer["cache-control"] == "no-store")
            #expect(try answer.json["status"]?.string == (path == "/health" ? "ok" : "ready"))
        }
    }

    /// Collections, schemas and queryables.
    @Suite struct CollectionTests {
        @Test("the list has every collection, with what a client needs to choose")
        func list() async throws {
            let document = try await ServedTests.server.json("/collections")
            #expect(document.link("self", type: "application/json") != nil)
            #expect(document.link("alternate", type: "text/html; charset=utf-8") != nil)
            let collections = try #require(document["collections"]?.array)
            #expect(
                Set(collections.compactMap { $0["id"]?.string }) == ["tram-y-te", "duong", "thua", "hon-hop", "trong"])
            for collection in collections {
                #expect(collection["title"]?.string?.isEmpty == false)
                #expect(collection["itemType"]?.string == "feature")
                #expect(
                    collection["crs"]?.array?.contains(.string("http://www.opengis.net/def/crs/OGC/1.3/CRS84")) == true)
                #expect(collection.link("items", type: "application/geo+json") != nil)
            }
        }

        @Test("a collection of VN-2000 metres has its extent in degrees")
        func extent() async throws {
            let collection = try await ServedTests.server.json("/collections/tram-y-te")
            let box = try #require(collection["extent"]?["spatial"]?["bbox"]?[0]?.numbers)
            let expected = [108.001_804_351, 13.768_966_138, 109.221_797_962, 13.99]
            for (side, value) in zip(expected, box) { #expect(abs(side - value) < 0.01) }
            #expect(collection["nativeCRS"]?.string == "EPSG:9218")
            #expect(collection["numberOfFeatures"]?.integer == 8)
        }

        @Test("an empty collection has no extent")
        func emptyExtent() async throws {
            #expect(try await ServedTests.server.json("/collections/trong")["extent"] == nil)
        }

        @Test("the title follows the language", arguments: [("vi", "Thửa đất"), ("en", "Parcels")])
        func language(code: String, title: String) async throws {
            let server = try ServedTests.server
            #expect(try await server.json("/collections/thua?lang=\(code)")["title"]?.string == title)
            let asked = try await server.get("/collections/thua", headers: ["Accept-Language": "fr, \(code);q=0.7"])
            #expect(try asked.json["title"]?.string == title)
        }

        @Test("the schema names id, geometry and every property with its type")
        func schema() async throws {
            let answer = try await ServedTests.server.get("/collections/tram-y-te/schema")
            #expect(answer["content-type"] == "application/schema+json")
            let properties = try #require(try answer.json["properties"])
            #expect(properties["feature_id"]?["x-ogc-role"]?.string == "id")
            #expect(properties["geometry"]?["x-ogc-role"]?.string == "primary-geometry")
            #expect(properties["geometry"]?["format"]?.string == "geometry-point")
            #expect(properties["geometry"]?["type"] == nil)
            let types = ["TEN", "so", "cao", "mo"].map { properties[$0]?["type"]?.string }
            #expect(types == ["string", "integer", "number", "boolean"])
            #expect(properties["ngay"]?["format"]?.string == "date")
        }

        @Test("queryables are closed: what is not in them is refused by items")
        func queryables() async throws {
            let answer = try await ServedTests.server.get("/collections/tram-y-te/queryables")
            #expect(answer["content-type"] == "application/schema+json")
            let document = try answer.json
            #expect(document["additionalProperties"] == .boolean(false))
            #expect(document["$id"]?.string?.hasSuffix("/collections/tram-y-te/queryables") == true)
            for name in document["properties"]?.object?.members.map(\.key) ?? [] where name != "geometry" {
                let value = name == "ngay" ? "2026-07-01" : "1"
                let answer = try await ServedTests.server.get("/collections/tram-y-te/items?\(name)=\(value)")
                #expect(answer.status == 200, "\(name)")
            }
        }

        @Test(
            "an unknown collection is 404 with near matches",
            arguments: ["", "/items", "/items/1", "/schema", "/queryables", "/tiles/WebMercatorQuad/0/0/0"])
        func unknown(below: String) async throws {
            let answer = try await ServedTests.server.get("/collections/tram-y-t\(below)")
            #expect(answer.status == 404)
            #expect(answer["content-type"] == "application/problem+json")
            #expect(try answer.json["suggestions"]?.array == ["/collections/tram-y-te"])
        }
    }

    /// Every HTML page.
    @Suite struct PageTests {
        static let pages = [
            "/", "/conformance", "/api", "/collections", "/collections/tram-y-te", "/collections/tram-y-te/schema",
            "/collections/tram-y-te/queryables", "/collections/tram-y-te/items", "/collections/tram-y-te/items/3",
            "/collections/trong/items", "/styles", "/api.html", "/sectors", "/archives", "/search?q=tram", "/tiles",
            "/tiles/WebMercatorQuad", "/collections/thua/tiles", "/collections/thua/tiles/WebMercatorQuad",
            "/tileMatrixSets", "/tileMatrixSets/WebMercatorQuad", "/collections/thua/export",
            "/catalog", "/catalog/items", "/catalog/items/tram-y-te",
            "/catalog/sortables", "/collections/trong/metadata",
        ]

        private static func asking(_ path: String, _ query: String) -> String {
            path + (path.contains("?") ? "&" : "?") + query
        }

        @Test("a browser gets a page in either language, under a strict policy", arguments: pages)
        func page(path: String) async throws {
            let server = try ServedTests.server
            let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
            for language in ["vi", "en"] {
                let answer = try await server.get(Self.asking(path, "lang=\(language)"), accept: browser)
                #expect(answer.status == 200)
                #expect(answer["content-type"] == "text/html; charset=utf-8")
                #expect(answer.text.contains("<html lang=\"\(language)\">"))
                #expect(!answer.text.contains("{{"))
                let policy = try #require(answer["content-security-policy"])
                #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
            }
        }

        @Test("no word of the data becomes markup, whatever accents follow its quotes", arguments: pages + ["/map"])
        func escaping(path: String) async throws {
            let html = try await ServedTests.server.get(Self.asking(path, "f=html&lang=en")).text
            // Looked for in bytes: as characters, the quote and its accent are one.
            #expect(!html.utf8.elementsContain("<script>alert"))
            let open = String(SampleStore.attack.prefix(2))
            #expect(!html.utf8.elementsContain(open))
        }

        @Test("every link of a page leads somewhere", arguments: pages)
        func links(path: String) async throws {
            let server = try ServedTests.server
            let html = try await server.get(Self.asking(path, "f=html")).text
            let addresses = Set(html.matches(of: /(?:href|src)="([^"#]+)"/).map { String($0.1) })
            #expect(addresses.count > 5)
            // A format that has no place for some features refuses them: that is the export's to test.
            for address in addresses
            where !address.hasPrefix("http://example.org") && !address.contains("/export?f=") {
                let decoded = address.replacing("&amp;", with: "&")
                #expect(decoded.hasPrefix(server.client.base), "\(decoded)")
                guard
                    let encoded = decoded.addingPercentEncoding(withAllowedCharacters: .urlFragmentAllowed.union(["%"]))
                else {
                    Issue.record("\(decoded) is no URL")
                    continue
                }
                #expect(try await server.get(encoded).status == 200, "\(decoded)")
            }
        }

        @Test("values are written as people of the language write them")
        func values() async throws {
            let server = try ServedTests.server
            let page = try await server.get("/collections/tram-y-te/items/1?f=html&lang=vi").text
            #expect(page.contains("0,5") && page.contains("01/07/2026") && page.contains("không"))
            let list = try await server.get("/collections/thua/items?f=html&lang=vi").text
            #expect(list.contains("2.500"))
        }

        @Test("only http and https become links in attributes")
        func attributeLinks() async throws {
            let page = try await ServedTests.server.get("/collections/tram-y-te/items/4?f=html").text
            #expect(page.contains("<a href=\"http://example.org/?a=1&amp;b=2\" rel=\"noopener noreferrer\">"))
        }

        @Test("pages of a table lead to the next and back to the first")
        func tablePaging() async throws {
            let server = try ServedTests.server
            let first = try await server.get("/collections/thua/items?f=html&lang=en").text
            #expect(first.contains("1–10") && first.contains("2,500"))
            let next = String(try #require(first.firstMatch(of: /href="([^"]+)" rel="next"/)).1).replacing(
                "&amp;", with: "&")
            let second = try await server.get(next).text
            #expect(second.contains("rel=\"first\"") && second.contains(">11</a>"))
        }

        @Test(
            "an error is a page for a browser, also when the language asked for is the error",
            arguments: [
                ("/collections/nirgends?f=html", 404), ("/nirgends?f=html", 404), ("/collections?lang=de&f=html", 400),
                ("/collections/thua/items?bbox=1,2,3&f=html", 400),
            ])
        func errorPage(path: String, status: Int) async throws {
            let answer = try await ServedTests.server.get(path)
            #expect(answer.status == status)
            #expect(answer["content-type"] == "text/html; charset=utf-8")
            #expect(answer.text.contains(try #require(answer["x-request-id"])))
        }

        @Test("what a URL carries into an error page is escaped")
        func errorEscaping() async throws {
            let answer = try await ServedTests.server.client.raw(
                "GET", "/collections/%22%CC%81%3E%3Cscript%3Ealert(1)%3C/script%3E?f=html")
            #expect(!answer.body.elementsContain("<script>alert"))
            let parameter = try await ServedTests.server.get("/collections?%22%CC%81%3E%3Cscript%3Ealert(1)=1&f=html")
            #expect(parameter.status == 400 && !parameter.body.elementsContain("<script>alert"))
        }
    }
}

extension Collection where Element == UInt8 {
    /// Whether the bytes of `text` stand somewhere in these.
    func elementsContain(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        let bytes = Array(self)
        guard bytes.count >= wanted.count else { return false }
        return (0...(bytes.count - wanted.count)).contains { bytes[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    }
}
