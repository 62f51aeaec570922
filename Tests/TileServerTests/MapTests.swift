import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

extension ServedTests {
    /// The composed style, the map page and its files, on the repository's own styles.
    @Suite struct MapTests {
        @Test("the composed style has a source for each sector that a layer draws, and no other")
        func sources() async throws {
            let server = try ServedTests.server
            let style = try await server.json("/styles/map")
            #expect(style["version"]?.integer == 8)
            let sources = try #require(style["sources"]?.object?.members)
            #expect(Set(sources.map(\.key)) == ["health", "transport", "land", "environment", "education"])
            for source in sources {
                let url = try #require(source.value["url"]?.string)
                #expect(url.hasPrefix("\(server.client.base)/styles/map/tiles.json?collections="))
                #expect(try await server.get(url).status == 200)
            }
            for layer in style["layers"]?.array ?? [] where layer["type"]?.string != "background" {
                #expect(sources.contains { $0.key == layer["source"]?.string })
            }
        }

        @Test(
            "a collection that no style names is drawn by its geometry in its sector's colour",
            arguments: [
                ("tram-y-te", ["circle"]), ("duong", ["line"]), ("thua", ["fill", "line"]),
                ("hon-hop", ["fill", "line", "line", "circle"]),
            ])
        func plain(collection: String, kinds: [String]) async throws {
            let server = try ServedTests.server
            let layers =
                try await server.json("/styles/map")["layers"]?.array?.filter {
                    $0["source-layer"]?.string == collection
                }
                ?? []
            #expect(layers.compactMap { $0["type"]?.string } == kinds)
            let sector = try await server.json("/collections/\(collection)")["sector"]?.string
            let sectors = try await server.json("/sectors")["sectors"]?.array ?? []
            let colour = try #require(sectors.first { $0["id"]?.string == sector }?["colour"]?.string)
            for layer in layers {
                let kind = try #require(layer["type"]?.string)
                #expect(layer["paint"]?["\(kind)-color"]?.string == colour)
                #expect(layer["minzoom"] == nil && layer["maxzoom"] == nil)
                #expect(layer["metadata"]?["geosector:collection"]?.string == collection)
            }
        }

        @Test("an area without a style stands in the legend once, not a second time for its outline")
        func plainLegend() async throws {
            let layers =
                try await ServedTests.server.json("/styles/map")["layers"]?.array?.filter {
                    $0["source-layer"]?.string == "thua"
                } ?? []
            #expect(
                layers.flatMap { $0["metadata"]?["geosector:legend"]?.array ?? [] }.compactMap { $0["kind"]?.string }
                    == ["fill"])
        }

        @Test("layers lie areas, lines, points, names, and their ids are unique")
        func order() async throws {
            let layers = try await ServedTests.server.json("/styles/map")["layers"]?.array ?? []
            let ids = layers.compactMap { $0["id"]?.string }
            #expect(Set(ids).count == ids.count)
            let order = ["background", "fill", "line", "circle", "symbol"]
            let ranks = layers.filter { $0["metadata"]?["geosector:basemap"] == nil }
                .compactMap { $0["type"]?.string.flatMap(order.firstIndex) }
            #expect(ranks == ranks.sorted())
        }

        @Test("every style can be had on its own, its URLs absolute")
        func single() async throws {
            let server = try ServedTests.server
            let styles = try #require(try await server.json("/styles")["styles"]?.array)
            #expect(styles.count > 3)
            for style in styles {
                let address = try #require(
                    style.link("stylesheet", type: "application/vnd.mapbox.style+json")?["href"]?.string)
                let answer = try await server.get(address)
                #expect(answer["content-type"] == "application/vnd.mapbox.style+json")
                #expect(try answer.json["version"]?.integer == 8)
                #expect(!answer.text.contains("\"/tiles/"))
            }
        }

        @Test(
            "the map page accepts any parameter, in either language",
            arguments: [
                "?lop=a,b&dm=a:0.6&chon=x.1&loc=y", "?utm_source=zalo&fbclid=1", "?ngon=en", "?ngon=fr",
                "?nhung=1&%FF=%",
            ])
        func mapPage(query: String) async throws {
            let answer = try await ServedTests.server.client.raw("GET", "/map\(query)")
            #expect(answer.status == 200)
            #expect(answer["content-type"] == "text/html; charset=utf-8")
            #expect(answer.text.contains("<html lang=\"\(query == "?ngon=en" ? "en" : "vi")\">"))
            #expect(answer["content-security-policy"]?.contains("script-src 'self'") == true)
        }

        @Test("the map opens over the province while data lies there")
        func opening() async throws {
            let html = try await ServedTests.server.get("/map").text
            #expect(html.contains("data-initial-bounds=\"107.4,12.95,109.4,14.75\""))
        }

        @Test("the files of the map are immutable under their hash, and not kept under another")
        func assets() async throws {
            let server = try ServedTests.server
            let html = try await server.get("/map").text
            let address = try #require(html.firstMatch(of: /src="([^"]+\/viewer\/main\.js)"/)).1
            let answer = try await server.get(String(address))
            #expect(answer.status == 200)
            #expect(answer["content-type"] == "text/javascript; charset=utf-8")
            #expect(answer["cache-control"] == "public, max-age=31536000, immutable")
            let old = try await server.get("/assets/vorgestern/viewer/main.js")
            #expect(old.status == 200 && old["cache-control"] == "no-store" && old.body == answer.body)
        }

        @Test(
            "nothing outside the served folders is reached",
            arguments: [
                "/assets/x/../../Package.swift", "/assets/x/..%2f..%2fPackage.swift",
                "/assets/x/%2e%2e/%2e%2e/Package.swift",
                "/assets/x/viewer/../../Package.swift", "/assets/x/viewer/%2e%2e%2f%2e%2e%2fPackage.swift",
                "/assets/../Package.swift",
                "/assets/x/templates/map.mustache", "/assets/x//etc/passwd", "/assets/x/viewer", "/assets/x/",
                "/assets/x/viewer/main.js%00.png",
            ])
        func traversal(path: String) async throws {
            let answer = try await ServedTests.server.client.raw("GET", path)
            #expect(answer.status == 404 || answer.status == 400)
            #expect(!answer.text.contains("swift-tools-version") && !answer.text.contains("root:"))
        }
    }
}

/// How styles of a folder are put together.
@Suite struct StyleCompositionTests {
    private static func style(_ sector: String?, _ layers: String) -> String {
        let metadata = sector.map { #""metadata": {"geosector:sector": "\#($0)"}, "# } ?? ""
        let sources = layers.matches(of: /"source": "([^"]+)"/).map { #""\#($0.1)": {"type": "vector", "url": "/"}"# }
        return """
            {"version": 8, \(metadata)"sources": {\(Set(sources).sorted().joined(separator: ", "))}, \
            "layers": [\(layers)]}
            """
    }

    private static func layer(_ id: String, _ type: String, _ source: String) -> String {
        #"{"id": "\#(id)", "type": "\#(type)", "source": "\#(source)", "source-layer": "\#(source)"}"#
    }

    private func folder(_ files: [String: String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, text) in files { try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8) }
        return folder
    }

    @Test("basemap first, then by kind, then by the order of the sectors; layers of absent collections are left out")
    func order() async throws {
        let folder = try folder([
            "basemap.json": Self.style(
                nil, #"{"id": "paper", "type": "background"}, "# + Self.layer("base", "line", "duong")),
            "a-land.json": Self.style(
                "land", Self.layer("thua-names", "symbol", "thua") + "," + Self.layer("thua-fill", "fill", "thua")),
            "b-transport.json": Self.style(
                "transport", Self.layer("duong-line", "line", "duong") + "," + Self.layer("ghost", "fill", "nirgends")),
            "notes.txt": "no style",
        ])
        try await TestServer.run(ServerConfiguration(styles: folder.url.path)) { server in
            let layers = try await server.json("/styles/map")["layers"]?.array ?? []
            let ids = layers.compactMap { $0["id"]?.string }
            #expect(Array(ids.prefix(2)) == ["paper", "base"])
            #expect(!ids.contains("ghost"))
            #expect(!ids.contains { $0.hasPrefix("default-thua") || $0.hasPrefix("default-duong") })
            #expect(ids.contains("default-tram-y-te-circle"))
            let position = { (id: String) in ids.firstIndex(of: id) ?? -1 }
            #expect(position("thua-fill") < position("duong-line"))
            #expect(position("duong-line") < position("default-tram-y-te-circle"))
            #expect(ids.last == "thua-names")
        }
    }

    @Test("a collection that only the basemap draws is drawn as a layer too")
    func basemapOnly() async throws {
        let folder = try folder(["basemap.json": Self.style(nil, Self.layer("base", "line", "duong"))])
        try await TestServer.run(ServerConfiguration(styles: folder.url.path)) { server in
            let ids = try await server.json("/styles/map")["layers"]?.array?.compactMap { $0["id"]?.string } ?? []
            #expect(ids.contains("default-duong-line"))
        }
    }
}

/// Under a configured URL, as behind a proxy.
@Suite struct BaseURLTests {
    @Test("every URL begins with the configured one, in documents, tiles, styles and pages")
    func prefix() async throws {
        let base = "https://ban-do.gialai.gov.vn/geo"
        try await TestServer.run(ServerConfiguration(baseURL: base)) { server in
            for path in [
                "/", "/collections", "/collections/thua", "/collections/thua/items?limit=1", "/tiles/thua.json",
                "/styles/map", "/styles", "/api",
            ] {
                let text = try await server.get(path).text.replacing("\\/", with: "/")
                #expect(text.contains(base), "\(path)")
                #expect(!text.contains("127.0.0.1"), "\(path)")
            }
            for path in ["/map", "/?f=html", "/collections/thua/items?f=html"] {
                let html = try await server.get(path).text
                for match in html.matches(of: /(?:href|src)="([^"]+)"/) {
                    #expect(
                        match.1.hasPrefix(base) || match.1.hasPrefix("#") || match.1.hasPrefix("?"),
                        "\(path): \(match.1)")
                }
            }
        }
    }

    @Test("a base URL is a web address; a slash at its end is dropped")
    func parsing() {
        #expect(ServerConfiguration.baseURL("https://a.vn/geo/") == "https://a.vn/geo")
        #expect(ServerConfiguration.baseURL("http://a.vn:81") == "http://a.vn:81")
        for text in ["", "a.vn", "ftp://a.vn", "javascript:alert(1)", "http://"] {
            #expect(ServerConfiguration.baseURL(text) == nil, "\(text)")
        }
    }
}
