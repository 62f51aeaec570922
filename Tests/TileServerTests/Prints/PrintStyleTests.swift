import Foundation
import GeoStore
import SimpleFeatures
import TestSupport
import Testing

@testable import TileServer

@Suite("A map on paper in a style that was sent", .sharedServer) struct PrintStyleTests {
    private var server: TestServer {
        get throws { try #require(TestServer.shared) }
    }

    private static let place = #""center": [108.04, 13.99], "scale": 10000"#
    private static let parcels = #""thua": {"type": "vector", "url": "/of/no/interest"}"#

    private func print(style: String, more: String = place) async throws -> HTTPAnswer {
        let body = #"{"title": "A", "lang": "vi", "style": \#(style), \#(more)}"#
        return try await server.client.raw(
            "POST", "/print", headers: ["Content-Type": "application/json"], body: Array(body.utf8))
    }

    /// Pixels of the first page, 50 to an inch, that have a colour, and its words.
    private func look(
        at answer: HTTPAnswer, for colours: [[UInt8]]
    ) throws -> (counts: [Int], width: Int, text: String) {
        #expect(answer.status == 200, "\(answer.text.prefix(500))")
        let folder = try TemporaryFolder()
        try Data(answer.body).write(to: URL(filePath: folder.path("a.pdf")))
        _ = try #require(Program("pdftoppm")).run([
            "-r", "50", "-singlefile", folder.path("a.pdf"), folder.path("a"),
        ])
        // P6, width, height, 255, each on a line or not, then the pixels.
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: folder.path("a.ppm"))))
        let head = String(decoding: bytes.prefix(20), as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let (width, height) = (try #require(Int(head[1])), try #require(Int(head[2])))
        let pixels = bytes.suffix(3 * width * height)
        var counts = [Int](repeating: 0, count: colours.count)
        for start in stride(from: pixels.startIndex, to: pixels.endIndex, by: 3) {
            for (index, colour) in colours.enumerated()
            where zip(pixels[start..<start + 3], colour).allSatisfy({ abs(Int($0) - Int($1)) <= 3 }) {
                counts[index] += 1
            }
        }
        let text = try #require(Program("pdftotext")).run(["-layout", folder.path("a.pdf"), "-"])
        return (counts, width, text)
    }

    @Test("draws collections in its colours, and what came along over them")
    func drawn() async throws {
        let answer = try await print(
            style: #"""
                {"version": 8, "sources": {\#(Self.parcels), "mine": {"type": "geojson", "data": {
                  "type": "FeatureCollection", "features": [
                    {"type": "Feature", "properties": {"ten": "Khu đất của tôi", "mau": "#0000ff", "so": {"a": [1]}},
                     "geometry": {"type": "Polygon", "coordinates": [[[108.041, 13.991], [108.044, 13.991],
                       [108.044, 13.994], [108.041, 13.994], [108.041, 13.991]]]}},
                    {"type": "Feature", "properties": null, "geometry": null}]}}},
                 "layers": [
                  {"id": "nen", "type": "background", "paint": {"background-color": "#ffffff"}},
                  {"id": "thua", "type": "fill", "source": "thua", "source-layer": "thua",
                   "paint": {"fill-color": "#d4006a"}},
                  {"id": "toi", "type": "fill", "source": "mine", "paint": {"fill-color": ["get", "mau"]}},
                  {"id": "ten", "type": "symbol", "source": "mine", "layout": {"text-field": ["get", "ten"],
                    "text-font": ["Noto Sans Regular"], "symbol-placement": "point"}}]}
                """#)
        let seen = try look(at: answer, for: [[0xD4, 0, 0x6A], [0, 0, 0xFF]])
        #expect(seen.counts[0] > 500, "\(seen.counts)")
        // 0.003° × 0.003° are 324 × 332 m, 32.4 × 33.2 mm at 1:10 000: 64 × 65 pixels, its name on some of them.
        #expect((3300...4300).contains(seen.counts[1]), "\(seen.counts)")
        #expect(seen.text.contains("Khu đất của tôi"))
        #expect(seen.text.contains("1:10 000"))
    }

    @Test("draws what came along though there is nothing else, in its place to a fifth of a millimetre")
    func drawingsAlone() async throws {
        // 50 m north to south, about the middle of the sheet, 50 mm at 1:1000; its width of 3 pixels is 0.8 mm.
        let answer = try await print(
            style: #"""
                {"version": 8, "sources": {"mine": {"type": "geojson", "data": {"type": "LineString",
                  "coordinates": [[108.04, 13.989774], [108.04, 13.990226]]}}},
                 "layers": [{"id": "toi", "type": "line", "source": "mine", "paint": {"line-color": "#0000ff",
                   "line-width": 3}}]}
                """#, more: #""center": [108.04, 13.99], "scale": 1000, "grid": false, "format": "svg""#)
        #expect(answer.status == 200, "\(answer.text.prefix(500))")
        let found = answer.text.firstMatch(
            of: /stroke:rgb\(0%,0%,100%\)[^>]* d="([^"]*)" transform="matrix\(([0-9.]+)/)
        let path = try #require(found)
        let numbers = path.1.matches(of: /-?[0-9.]+/).compactMap { Double($0.0) }
        #expect(numbers.count == 4)
        let scale = try #require(Double(path.2))
        // Points of 1/72 inch. The grid's scale factor there is 0.99992.
        let length = abs(numbers[3] - numbers[1]) * scale / 72 * 25.4
        #expect(abs(length - 50.02) < 0.2, "\(length) mm")
    }

    @Test("explains its classes, with the titles of the collection")
    func legend() async throws {
        let answer = try await print(
            style: #"""
                {"version": 8, "sources": {\#(Self.parcels)}, "layers": [{"id": "thua", "type": "fill",
                 "source": "thua", "source-layer": "thua", "metadata": {"geosector:legend": [
                   {"vi": "Đất của hộ", "en": "Private", "colour": "#d4006a", "kind": "fill"}]},
                 "paint": {"fill-color": "#d4006a"}}]}
                """#)
        let seen = try look(at: answer, for: [[0xD4, 0, 0x6A]])
        #expect(seen.text.contains("CHÚ DẪN") && seen.text.contains("Đất của hộ"), "\(seen.text)")
    }

    @Test(
        "is refused with the place of what is wrong in it",
        arguments: [
            ("{}", "layers: expected 1 to 500 layers"),
            (#"{"layers": [{"id": "a", "type": "heatmap", "source": "thua"}]}"#, "layers[0].type: layers of type"),
            (
                #"{"sources": {"x": {"type": "raster"}}, "layers": [{"id": "a", "type": "fill", "source": "x"}]}"#,
                "layers[0].source: sources of type"
            ),
            (
                #"{"sources": {"x": {"type": "geojson", "data": "https://example.vn/a.json"}}, "layers": [{"id": "a", "#
                    + #""type": "fill", "source": "x"}]}"#, "sources.x.data: expected GeoJSON itself"
            ),
            (
                #"{"sources": {"x": {"type": "geojson", "data": {"type": "Polygon", "coordinates": [[[1, 2]]]}}}, "#
                    + #""layers": [{"id": "a", "type": "fill", "source": "x"}]}"#, "sources.x.data.coordinates"
            ),
            (
                #"{"layers": [{"id": "a", "type": "fill", "source": "thua", "paint": {"fill-color": ["gett", "x"]}}]}"#,
                "layers[0].paint.fill-color"
            ),
            (
                #"{"layers": [{"id": "a", "type": "fill", "source": "thua", "metadata": {"geosector:legend": 5}}]}"#,
                "layers[0].metadata.geosector:legend: a legend is a list"
            ),
        ])
    func refused(style: String, sentence: String) async throws {
        let answer = try await print(style: style)
        #expect(answer.status == 422)
        #expect(try answer.json["detail"]?.string?.contains(sentence) == true, "\(answer.text)")
    }

    @Test("of a collection that is not there, or beside a list of layers, is refused")
    func beside() async throws {
        let style = #"{"layers": [{"id": "a", "type": "fill", "source": "khong-co"}]}"#
        #expect(try await print(style: style).status == 404)
        let both = try await print(style: style, more: Self.place + #", "layers": ["thua"]"#)
        #expect(both.status == 400)
        #expect(try both.json["parameter"]?.string == "layers")
    }
}
