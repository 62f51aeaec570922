import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

/// `tileserver style check`.
@Suite struct StyleCommandTests {
    @Test("a right style has nothing to say and ends with 0")
    func right() async throws {
        let place = try AccountCommandTests.Place()
        let folder = try StyleFixture.folder(["roads.json": StyleFixture.roads])
        let outcome = try await place.run("style", "check", folder.path("roads.json"), "--store", place.store)
        #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.output) \(outcome.said)")
    }

    @Test("each issue has its file and place; an error ends with 1")
    func issues() async throws {
        let place = try AccountCommandTests.Place()
        let folder = try StyleFixture.folder([
            "roads.json": StyleFixture.roads.replacing("\"line-width\": 3", with: "\"line-width\": \"x\""),
            "icons/xau.svg": "<svg><script/></svg>",
        ])
        let outcome = try await place.run("style", "check", folder.path("roads.json"))
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("\(folder.path("roads.json")):layers[0].paint.line-width: "))
        #expect(outcome.output.contains("icons/xau.svg:: ") && outcome.output.contains("<script>"))
        let json = try await place.run("style", "check", "--json", folder.path("roads.json"))
        let list = try JSONReader.read(Array(json.output.utf8)).array ?? []
        #expect(json.status == 1 && list.contains { $0["key"] == "layers[0].paint.line-width" })
    }

    @Test("collections and properties that the store lacks, icons that are missing: warnings, and 0")
    func gaps() async throws {
        let place = try AccountCommandTests.Place()
        let folder = try StyleFixture.folder([
            "a.json": StyleFixture.roads.replacing("\"CAP\"", with: "\"CAPP\""),
            "b.json": StyleFixture.roads.replacing("duong", with: "duongg"),
            "c.json": StyleFixture.roads.replacing("\"type\": \"line\"", with: "\"type\": \"symbol\"")
                .replacing(/"paint": .*/.dotMatchesNewlines(), with: #""layout": {"icon-image": "cham"}}]}"#),
        ])
        let files = ["a", "b", "c"].map { folder.path("\($0).json") }
        let outcome = try await place.run(
            "style", "check", files[0], files[1], files[2], "--store", place.store)
        #expect(outcome.status == 0, "\(outcome.output) \(outcome.said)")
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.contains { $0.contains("no property \"CAPP\"") && $0.contains("near: CAP") })
        #expect(lines.contains { $0.contains("no collection \"duongg\"") && $0.contains("duong") })
        #expect(lines.contains { $0.contains("no icon \"cham\"") && $0.contains("warning") })
    }

    @Test("the repository's own styles are right")
    func own() async throws {
        let outcome = try await AccountCommandTests.Place().run("style", "check")
        #expect(outcome.status == 0, "\(outcome.output) \(outcome.said)")
    }

    @Test("a file or store that is not there is said")
    func missing() async throws {
        let place = try AccountCommandTests.Place()
        let outcome = try await place.run("style", "check", "/nirgends.json")
        #expect(outcome.status == 1 && outcome.output.contains("/nirgends.json:: "))
        let store = try await place.run("style", "check", "--store", "/nirgends.sqlite")
        #expect(store.status == 1 && store.said.contains("nirgends"))
    }
}
