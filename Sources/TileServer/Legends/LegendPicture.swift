import Foundation
import GeoStore
import MapRender
import SimpleFeatures

/// A legend as a file: a picture, or JSON with a picture of each sample.
struct LegendPicture {
    let legend: Legend
    let language: Language
    let fonts: FontLibrary
    /// Pixels around a picture.
    private static let margin = 8.0

    /// - Parameters:
    ///   - width: in pixels at scale 1, margins included.
    ///   - scale: pixels per pixel.
    /// - Throws: `MapRenderError`.
    func png(width: Double, columns: Int, scale: Double) throws(MapRenderError) -> [UInt8] {
        try PNGEncoder.encode(try image(width: width, columns: columns, scale: scale))
    }

    /// - Throws: `MapRenderError`.
    func image(width: Double, columns: Int, scale: Double) throws(MapRenderError) -> PixelImage {
        let drawing = try drawing(width: width, columns: columns)
        let canvas = try Canvas(width: Int(width), height: Self.height(of: drawing), scale: scale)
        try canvas.fill(.white)
        try drawing.draw(on: canvas, at: CanvasPoint(x: Self.margin, y: Self.margin))
        return try canvas.image()
    }

    /// - Throws: `MapRenderError`.
    func svg(width: Double, columns: Int) throws(MapRenderError) -> [UInt8] {
        let drawing = try drawing(width: width, columns: columns)
        let canvas = try Canvas.svg(width: width, height: Double(Self.height(of: drawing)))
        try drawing.draw(on: canvas, at: CanvasPoint(x: Self.margin, y: Self.margin))
        return try canvas.finish()
    }

    private func drawing(width: Double, columns: Int) throws(MapRenderError) -> LegendDrawing {
        var style = LegendStyle()
        style.columns = columns
        return try LegendDrawing(
            legend, language: language, width: width - 2 * Self.margin, style: style, shaper: TextShaper(fonts))
    }

    private static func height(of drawing: LegendDrawing) -> Int { Int((drawing.height + 2 * margin).rounded(.up)) }

    /// Sections with their entries, each with its sample as a PNG of 24 by 16 pixels at scale 1.
    /// - Throws: `MapRenderError`.
    func document(scale: Double) throws(MapRenderError) -> JSONObject {
        var sections: [JSONValue] = []
        for section in legend.sections {
            var entries: [JSONValue] = []
            for entry in section.entries {
                entries.append([
                    "title": .string(entry.title.text(in: language)),
                    "titles": ["vi": .string(entry.title.vi), "en": .string(entry.title.en)],
                    "image": .string(try sample(entry.swatch, scale: scale)),
                ])
            }
            sections.append([
                "collection": .string(section.collection.name), "title": .string(section.title.text(in: language)),
                "entries": .array(entries),
            ])
        }
        var document: JSONObject = ["language": .string(language.rawValue)]
        if let zoom = legend.zoom { document["zoom"] = .real(zoom) }
        document["sections"] = .array(sections)
        return document
    }

    /// As a `data:` URL (RFC 2397).
    private func sample(_ swatch: LegendSwatch, scale: Double) throws(MapRenderError) -> String {
        let style = LegendStyle()
        let canvas = try Canvas(width: Int(style.swatchWidth), height: Int(style.swatchHeight), scale: scale)
        let box = CanvasBox(minX: 0, minY: 0, maxX: style.swatchWidth, maxY: style.swatchHeight)
        try SwatchDrawing(swatch, zoom: legend.zoom, sprites: legend.sprites).draw(on: canvas, in: box)
        let png = try PNGEncoder.encode(try canvas.image())
        return "data:image/png;base64,\(Data(png).base64EncodedString())"
    }
}
