import Foundation
import SimpleFeatures
import TestSupport
import Testing
import VectorTile

/// From a department's shapefile to a map and a query, with the built binaries.
@Suite(.enabled(if: Product.isBuilt, Product.absence), .serialized)
struct WholePathTests {
    /// A store with both layers, and a server on it.
    private func served<Result: Sendable>(
        _ body: (Product.Server, TemporaryFolder) async throws -> Result
    ) async throws -> Result {
        let folder = try TemporaryFolder()
        let store = folder.path("store.sqlite")
        for source in [Source.areas, .metric] {
            let outcome = try await source.load(into: store)
            try #require(outcome.status == 0, "\(outcome.said)")
        }
        let server = try await Product.Server.start(store: store, in: folder)
        let result = try await body(server, folder)
        let stopped = try await server.stop()
        #expect(stopped.status == 0)
        #expect(stopped.time < .seconds(60))
        let log = try server.log
        #expect(!log.contains(" error ") && !log.contains(" warning ") && !log.contains("Fatal"), "\(log.suffix(2000))")
        return result
    }

    @Test("two shapefiles, one in VN-2000, come out as features: all of them, with their Vietnamese names")
    func items() async throws {
        try await served { server, _ in
            for source in [Source.areas, .metric] {
                let count = try await source.featureCount()
                let page = try await server.json("/collections/\(source.collection)/items?limit=10000")
                let features = try #require(page["features"]?.array)
                #expect(features.count == count && page["numberMatched"]?.integer == Int64(count))
                let names = features.compactMap { $0["properties"]?[source.nameField]?.string }
                #expect(names.count == count)
                #expect(
                    names.contains { $0.unicodeScalars.contains { $0.value > 0x1E9F } },
                    "no Vietnamese letter in \(names.prefix(5))")
                #expect(
                    names.allSatisfy {
                        Array($0.unicodeScalars) == Array($0.precomposedStringWithCanonicalMapping.unicodeScalars)
                    })
                let box = try #require(
                    try await server.json("/collections/\(source.collection)")["extent"]?["spatial"]?["bbox"]?[0]?
                        .numbers)
                #expect(box[0] > 107 && box[1] > 12.5 && box[2] < 110 && box[3] < 15, "\(box) is not in Gia Lai")
            }
        }
    }

    @Test(
        "GDAL decodes the tiles and finds the features of items",
        .enabled(if: Program("ogr2ogr") != nil, "GDAL is not installed: apt install gdal-bin"))
    func tiles() async throws {
        try await served { server, folder in
            let program = try #require(Program("ogr2ogr"))
            // The province lies in this tile and the one east of it.
            let (z, x, y) = (7, 102, 58)
            let ids = "\(Source.areas.collection),\(Source.metric.collection)"
            let tile = try await server.client.raw("GET", "/tiles/\(ids)/\(z)/\(x)/\(y)")
            #expect(tile.status == 200)
            try Data(tile.body).write(to: folder.url.appending(path: "tile.mvt"))
            for source in [Source.areas, .metric] {
                let path = folder.path("tile.mvt")
                let text = try await offPool {
                    try program.run([
                        "-f", "GeoJSON", "/vsistdout/", "-t_srs", "EPSG:4326", "-oo", "CLIP=NO", "-oo", "X=\(x)", "-oo",
                        "Y=\(y)", "-oo", "Z=\(z)",
                        "MVT:\(path)", source.collection,
                    ])
                }
                let decoded = try #require(try JSONReader.read(Array(text.utf8))["features"]?.array)
                #expect(decoded.count > 5)
                for feature in decoded.prefix(5) {
                    let id = try #require(feature["properties"]?["mvt_id"]?.integer)
                    let item = try await server.json("/collections/\(source.collection)/items/\(id)")
                    #expect(feature["properties"]?[source.nameField] == item["properties"]?[source.nameField])
                }
                // What we decode ourselves is the same.
                let own = try #require(try VectorTileDecoder.decode(tile.body).layer(named: source.collection))
                #expect(
                    Set(own.features.compactMap(\.id))
                        == Set(decoded.compactMap { $0["properties"]?["mvt_id"]?.integer.map(UInt64.init) }))
            }
        }
    }

    struct View: Sendable, CustomTestStringConvertible {
        let language: String
        let size: Browser.Size
        var testDescription: String { "\(language) \(size.testDescription)" }
    }

    @Test(
        "Chromium draws the map, a click shows attributes, and nothing complains",
        .enabled(if: Browser.isInstalled, Browser.absence),
        arguments: [
            View(language: "vi", size: .desktop), View(language: "en", size: .desktop),
            View(language: "vi", size: .phone), View(language: "en", size: .phone),
        ])
    func map(view: View) async throws {
        try await served { server, folder in
            try await Browser.use(view.size, in: folder) { browser in
                try await browser.go(to: "\(server.client.base)/map?ngon=\(view.language)")
                try await browser.wait(
                    for: "document.documentElement.dataset.mapState === 'ready' && map.areTilesLoaded()")
                #expect(try await browser.evaluate("return document.documentElement.lang").string == view.language)
                #expect(try await browser.evaluate("return map.queryRenderedFeatures().length").number ?? 0 > 0)
                #expect(try await browser.evaluate("return innerWidth").integer == Int64(view.size.width))
                let name = "map-\(view.language)-\(view.size.width)"
                try await browser.screenshot(name)

                let place = try await browser.evaluate(Self.placeOfAFeature)
                let (x, y) = (try #require(place["x"]?.number), try #require(place["y"]?.number))
                try await browser.click(x: Int(x), y: Int(y))
                try await browser.wait(
                    for: "document.querySelectorAll('#feature:not([hidden]) :is(dd, td)').length > 2")
                #expect(try await browser.evaluate("return location.href").string?.contains("chon=") == true)
                try await browser.wait(for: "map.areTilesLoaded() && !map.isMoving()")
                try await browser.screenshot("\(name)-chosen")

                #expect(try await browser.complaints() == [])
                #expect(try await browser.failedRequests() == [])
            }
        }
    }

    /// A place on the map itself where an area is drawn and no panel lies above it.
    private static let placeOfAFeature = """
        const canvas = map.getCanvas(), box = canvas.getBoundingClientRect();
        for (let y = box.top + 10; y < box.bottom; y += 12) for (let x = box.left + 10; x < box.right; x += 12) {
            if (document.elementFromPoint(x, y) !== canvas) continue;
            const hits = map.queryRenderedFeatures([x - box.left, y - box.top])
                .filter(hit => hit.layer.type === "fill" && hit.layer.metadata && hit.layer.metadata["geosector:collection"]);
            if (hits.length > 0) return { x, y };
        }
        return {};
        """
}
