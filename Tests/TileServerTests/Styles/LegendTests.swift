import Foundation
import SimpleFeatures
import StyleSpec
import TestSupport
import Testing

@testable import TileServer

/// What the colours of a style mean, as it is told.
@Suite struct LegendTests {
    private func serve(_ body: (TestServer) async throws -> Void) async throws {
        let folder = try StyleFixture.folder(["roads.json": StyleFixture.roads, "land.json": StyleFixture.parcels])
        try await TestServer.run(ServerConfiguration(styles: folder.url.path)) { try await body($0) }
    }

    private func titles(_ document: JSONValue, _ collection: String) -> [String] {
        let section = document["sections"]?.array?.first { $0["collection"]?.string == collection }
        return section?["entries"]?.array?.compactMap { $0["title"]?.string } ?? []
    }

    @Test("a layer without a legend has an entry for each class of its colour")
    func derived() async throws {
        try await serve { server in
            let vietnamese = try await server.json("/styles/roads/legend?lang=vi")
            #expect(titles(vietnamese, "duong") == ["cấp 0", "cấp 1", "Loại khác"])
            let english = try await server.json("/styles/roads/legend?lang=en")
            #expect(titles(english, "duong") == ["cấp 0", "cấp 1", "Other"])
        }
    }

    @Test("a legend that the author wrote has the author's titles in the author's order, in both languages")
    func written() async throws {
        try await serve { server in
            let document = try await server.json("/styles/land/legend?lang=vi")
            #expect(titles(document, "thua") == ["Đất ở", "Đất rừng", "Đất cây lâu năm"])
            #expect(document["sections"]?[0]?["title"] == "Thửa đất")
            let english = try await server.json("/styles/land/legend?lang=en")
            #expect(titles(english, "thua") == ["Residential", "Forest", "Perennial"])
        }
    }

    @Test("only what is in a box is told: no forest where nothing is forest, nothing where nothing is")
    func sight() async throws {
        try await serve { server in
            let all = try #require(
                try await server.json("/collections/thua")["extent"]?["spatial"]?["bbox"]?[0]?.numbers)
            let box = all.map { "\($0)" }.joined(separator: ",")
            for zoom in ["", "&zoom=10", "&zoom=16.5"] {
                let document = try await server.json("/styles/land/legend?lang=vi&bbox=\(box)\(zoom)")
                #expect(titles(document, "thua") == ["Đất ở", "Đất cây lâu năm"], "\(zoom)")
            }
            // The first parcel alone: it is of one kind.
            let (west, south) = (all[0], all[1])
            let first = [west + 2e-5, south + 2e-5, west + 1e-4, south + 1e-4].map { "\($0)" }.joined(separator: ",")
            let near = try await server.json("/styles/land/legend?lang=vi&zoom=17&bbox=\(first)")
            #expect(titles(near, "thua") == ["Đất ở"])
            let empty = try await server.json("/styles/land/legend?bbox=10,10,11,11")
            #expect(empty["sections"]?.array?.isEmpty == true)
        }
    }

    @Test(
        "the map's legend has a section for each collection, also for those that no style draws, or for those asked for"
    )
    func map() async throws {
        try await serve { server in
            let sections = try await server.json("/styles/map/legend")["sections"]?.array ?? []
            let ids = Set(sections.compactMap { $0["collection"]?.string })
            #expect(ids == ["tram-y-te", "duong", "thua", "hon-hop", "trong"])
            #expect(titles(try await server.json("/styles/map/legend"), "hon-hop").count == 3)
            let some = try await server.json("/styles/map/legend?collections=duong")["sections"]?.array ?? []
            #expect(some.compactMap { $0["collection"]?.string } == ["duong"])
        }
    }

    @Test("a legend is drawn as a picture of the width asked for, with twice the pixels at scale 2, and as SVG")
    func pictures() async throws {
        try await serve { server in
            func size(_ target: String) async throws -> (Int, Int) {
                let answer = try await server.get(target)
                try #require(answer.status == 200 && answer["content-type"] == "image/png")
                func number(_ start: Int) -> Int { answer.body[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) } }
                return (number(16), number(20))
            }
            let plain = try await size("/styles/land/legend?f=png&width=200")
            let fine = try await size("/styles/land/legend?f=png&width=200&scale=2")
            #expect(plain.0 == 200 && fine == (2 * plain.0, 2 * plain.1))
            let columns = try await size("/styles/land/legend?f=png&width=400&columns=2")
            #expect(columns.1 < plain.1)
            let svg = try await server.get("/styles/land/legend?f=svg")
            #expect(svg["content-type"] == "image/svg+xml" && svg.text.contains("<svg"))
            let accepted = try await server.get("/styles/land/legend", headers: ["Accept": "image/png"])
            #expect(accepted["content-type"] == "image/png")
        }
    }

    @Test("a sample has the paint of its class")
    func samples() async throws {
        try await serve { server in
            let entries = try await server.json("/styles/roads/legend")["sections"]?[0]?["entries"]?.array ?? []
            let images = entries.compactMap { $0["image"]?.string }
            #expect(images.count == 3 && Set(images).count == 3)
            #expect(images.allSatisfy { $0.hasPrefix("data:image/png;base64,") })
        }
    }

    @Test(
        "what cannot be is refused",
        arguments: [
            ("zoom=a", 400), ("zoom=99", 400), ("scale=0", 400), ("f=gif", 400), ("bbox=1,2,3", 400), ("x=1", 400),
            ("bbox=170,10,-170,11", 400), ("width=1e9", 400), ("columns=0", 400), ("collections=nirgends", 404),
        ])
    func refused(query: String, status: Int) async throws {
        try await serve { server in
            let asked = try await server.get("/styles/land/legend?\(query)")
            #expect(asked.status == status, "\(query)")
            let missing = try await server.get("/styles/nirgends/legend")
            #expect(missing.status == 404)
        }
    }

    @Test("the legends of the repository's own styles speak of classes that their layers have")
    func own() throws {
        let folder = TestData.packageRoot.appending(path: "styles").path
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".json") {
            let text = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
            let check = StyleCheck(id: String(name.dropLast(5)), text: Array(text), images: [])
            #expect(!check.issues.contains { $0.severity == .error }, "\(name): \(check.issues)")
        }
    }
}
