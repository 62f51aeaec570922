import SimpleFeatures
import StyleSpec
import Testing

@testable import TileServer

/// What is said of style files before they are served.
@Suite struct StyleCheckTests {
    private func check(_ text: String, id: String = "thu", images: Set<String> = []) -> StyleCheck {
        StyleCheck(id: id, text: Array(text.utf8), images: images)
    }

    private func style(_ layers: String, sources: String = #""s": {"type": "vector", "url": "/"}"#) -> String {
        #"{"version": 8, "sources": {\#(sources)}, "layers": [\#(layers)]}"#
    }

    @Test("a right style has no issues, and names the collection of each layer as its source")
    func right() throws {
        let check = check(style(#"{"id": "a", "type": "line", "source": "s", "source-layer": "duong_label"}"#))
        #expect(check.issues.isEmpty)
        #expect(try #require(check.file).layers.first?["source"] == "duong")
    }

    @Test(
        "layer types that are not drawn are refused by name",
        arguments: ["heatmap", "raster", "hillshade", "fill-extrusion", "color-relief"])
    func types(type: String) {
        let kind = type == "raster" ? "raster" : ["hillshade", "color-relief"].contains(type) ? "raster-dem" : "vector"
        let layer =
            kind == "vector"
            ? #"{"id": "a", "type": "\#(type)", "source": "s", "source-layer": "x"}"#
            : #"{"id": "a", "type": "\#(type)", "source": "s"}"#
        let check = check(style(layer, sources: #""s": {"type": "\#(kind)", "url": "/"}"#))
        #expect(check.file == nil)
        #expect(check.issues.contains { $0.key == "layers[0].type" && $0.message.contains(type) }, "\(check.issues)")
    }

    @Test("an unknown layer type, a missing source, an id that is none and a reserved one are named")
    func named() {
        #expect(
            check(style(#"{"id": "a", "type": "fog", "source": "s", "source-layer": "x"}"#)).issues
                .contains { $0.key == "layers[0].type" })
        #expect(
            check(style(#"{"id": "a", "type": "line", "source": "nirgends", "source-layer": "x"}"#)).issues
                .contains { $0.message.contains("nirgends") })
        for id in ["map", "Đất", "../etc", "a/b", "", "A", "-a", "a.b", String(repeating: "a", count: 65)] {
            #expect(check(style(""), id: id).file == nil, "\(id)")
        }
    }

    @Test("an icon that is not there is a warning with its place; the style is served")
    func icons() throws {
        let text = style(
            #"{"id": "a", "type": "symbol", "source": "s", "source-layer": "x", "layout": {"icon-image": "truong"}}"#)
        let issue = try #require(check(text).issues.first)
        #expect(issue.severity == .warning && issue.key == "layers[0].layout.icon-image")
        #expect(issue.message.contains("truong") && check(text).file != nil)
        #expect(check(text, images: ["truong"]).issues.isEmpty)
    }

    @Test("a legend is looked through, each entry at its place")
    func legend() {
        let text = style(
            #"""
            {"id": "a", "type": "line", "source": "s", "source-layer": "x", "metadata": {"geosector:legend":
              [{"vi": "Một", "en": "One", "colour": "#f00", "kind": "line"}, {"vi": "Hai", "en": "Two", "kind": "line"},
               {"vi": "Ba", "en": "Three", "colour": "đỏ", "kind": "line"}, {"en": "x", "colour": "#000", "kind": "fill"},
               {"vi": "a", "en": "a", "colour": "#000", "kind": "blob"}]}}
            """#)
        let keys = check(text).issues.map(\.key)
        let place = "layers[0].metadata.geosector:legend"
        #expect(keys == ["\(place)[1].colour", "\(place)[2].colour", "\(place)[3].vi", "\(place)[4].kind"])
    }

    @Test("expressions that nest 10,000 deep, and files that are too large, end early")
    func deep() {
        let nested = String(repeating: #"["!", "#, count: 10_000) + "true" + String(repeating: "]", count: 10_000)
        let layer = #"{"id": "a", "type": "line", "source": "s", "source-layer": "x", "filter": \#(nested)}"#
        #expect(check(style(layer)).file == nil)
        let large = StyleCheck(
            id: "a", text: [UInt8](repeating: UInt8(ascii: " "), count: StyleCheck.byteLimit + 1), images: [])
        #expect(large.issues.first?.message.contains("\(StyleCheck.byteLimit)") == true && large.file == nil)
    }

    @Test("what is no style is said so", arguments: ["{", "[]", #"{"version": 7, "sources": {}, "layers": []}"#, "{}"])
    func broken(text: String) {
        let check = check(text)
        #expect(check.file == nil && check.issues.contains { $0.severity == .error })
    }
}
