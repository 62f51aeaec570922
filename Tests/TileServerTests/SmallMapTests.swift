import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// What pages hand to their small maps. That the maps are drawn is looked at in a browser.
    @Suite struct SmallMapTests {
        @Test(
            "a page that tells of a place has a map of it, from tiles or from its own features",
            arguments: [
                ("/collections/thua", "tiles", "/tiles/thua.json"),
                ("/collections/thua/tiles/WebMercatorQuad", "tiles", "/tiles/thua.json"),
                ("/collections/thua/items?limit=5", "features", "/collections/thua/items?limit=5&amp;f=json"),
                ("/collections/thua/items/3", "features", "/collections/thua/items/3?f=json"),
            ])
        func map(path: String, kind: String, source: String) async throws {
            let server = try ServedTests.server
            let page = try await server.get(path, accept: "text/html").text
            let figure = try #require(page.firstMatch(of: /<figure class="page-map"[^>]*>/)).output
            #expect(figure.contains("data-kind=\"\(kind)\""))
            #expect(figure.contains("data-source=\"\(server.client.base)\(source)\""), "\(figure)")
            #expect(figure.contains(" hidden"))
            #expect(page.contains("/viewer/page-map.js\" type=\"module\""))
            let address = server.client.base + source.replacing("&amp;", with: "&")
            #expect(try await server.get(address).status == 200)
        }

        @Test(
            "where nothing has a place there is no map",
            arguments: ["/collections/tram-y-te/items/8", "/collections/trong/items", "/tiles/WebMercatorQuad"])
        func none(path: String) async throws {
            let page = try await ServedTests.server.get(path, accept: "text/html").text
            #expect(page.contains("<h1>") && !page.contains("page-map"))
        }

        @Test("a page of more features than a small map bears has none")
        func tooMany() async throws {
            let page = try await ServedTests.server.get("/collections/thua/items?limit=1001&f=html").text
            #expect(!page.contains("page-map"))
        }

        @Test("a job has a page that looks again by itself until it is over")
        func job() async throws {
            let server = try ServedTests.server
            let answer = try await server.client.raw(
                "POST", "/collections/thua/export?f=gpkg&lang=en", headers: ["Accept": "text/html"])
            #expect(answer.status == 202 && answer["content-type"] == "text/html; charset=utf-8")
            let address = try #require(answer["location"])
            #expect(answer["refresh"] == "2; url=\(address)?lang=en")
            let isOver = try await TestServer.eventually {
                try await server.json(address)["status"]?.string == "successful"
            }
            #expect(isOver)
            let page = try await server.get("\(address)?lang=en", accept: "text/html")
            #expect(page["refresh"] == nil && page.text.contains("href=\"\(address)/file\""))
            #expect(page.text.contains("2,500"))
            #expect(try await server.client.raw("DELETE", address).status == 200)
        }
    }
}
