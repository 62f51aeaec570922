import Foundation
import MapRender
import TestSupport
import Testing

@Suite struct DocumentTests {
    private let information = Canvas.Information(title: "Bản đồ Gia Lai", created: "2026-01-02T03:04:05Z")

    private func draw(on canvas: Canvas) throws {
        try canvas.fill(.white)
        try canvas.fill(Drawings.box(10, 10, 90, 50), Drawings.red)
        try canvas.stroke(Drawings.line(0, 0, 100, 100), StrokeStyle(colour: .black, width: 2))
    }

    @Test(
        "a PDF is the same bytes each time, and keeps its measures and title",
        .enabled(if: Program("pdfinfo") != nil, "poppler-utils is not installed"))
    func pdf() throws {
        let documents = try (0..<2).map { _ in
            let canvas = try Canvas.pdf(width: 400, height: 200, information)
            try draw(on: canvas)
            return try canvas.finish()
        }
        #expect(documents[0] == documents[1])
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "map.pdf")
        try Data(documents[0]).write(to: file)
        let text = try #require(Program("pdfinfo")).run([file.path])
        #expect(text.contains("Bản đồ Gia Lai"))
        #expect(text.contains("300 x 150 pts"))
        #expect(text.contains("Pages:           1"))
    }

    @Test("an SVG holds the shapes")
    func svg() throws {
        let canvas = try Canvas.svg(width: 400, height: 200)
        try draw(on: canvas)
        let text = String(decoding: try canvas.finish(), as: UTF8.self)
        #expect(text.contains("<svg"))
        #expect(text.contains("<path"))
        #expect(text.hasSuffix("</svg>\n"))
    }

    @Test("a document has no pixels, pixels are no document, and nothing ends twice")
    func wrongCanvas() throws {
        let document = try Canvas.svg(width: 10, height: 10)
        #expect(throws: MapRenderError.notOnThisCanvas("pixels")) { try document.image() }
        _ = try document.finish()
        #expect(throws: MapRenderError.notOnThisCanvas("document")) { try document.finish() }
        #expect(throws: MapRenderError.cairo(function: "cairo_paint", reason: "the target surface has been finished")) {
            try document.fill(.black)
        }
        let pixels = try Canvas(width: 10, height: 10)
        #expect(throws: MapRenderError.notOnThisCanvas("document")) { try pixels.finish() }
    }

    @Test("a document that is let go unfinished does no harm")
    func unfinished() throws {
        for _ in 0..<10 {
            let canvas = try Canvas.pdf(width: 400, height: 200, information)
            try draw(on: canvas)
        }
    }
}
