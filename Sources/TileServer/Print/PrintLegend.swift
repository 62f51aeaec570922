import MapRender
import MapSheet

/// A legend on a sheet: in as many columns as stand side by side, smaller where there is much to explain.
struct PrintLegend: SheetLegend {
    let legend: Legend
    let language: Language
    let paper: Paper
    /// Of the thread that draws.
    let shaper: TextShaper

    /// Millimetres on A4: heights of letters, and the least width of a column.
    private enum Measure {
        static let text = 2.4
        static let column = 42.0
    }

    /// Parts of the usual size, tried in turn: letters of 1.4 mm are the smallest that are read without a glass.
    private static let sizes = [1, 0.85, 0.7, 0.6]

    func height(width: Double) throws -> Double {
        try drawing(of: legend, width: width, size: 1).height / Paper.pixelsPerMillimetre
    }

    func draw(on canvas: Canvas, in box: PaperBox) throws {
        let place = CanvasPoint(x: box.canvas.minX, y: box.canvas.minY)
        var drawing = try drawing(of: legend, width: box.width, size: 1)
        for size in Self.sizes.dropFirst() where drawing.height > box.canvas.height {
            drawing = try self.drawing(of: legend, width: box.width, size: size)
        }
        var shorter = legend
        while drawing.height > box.canvas.height, let last = shorter.sections.indices.last {
            shorter.sections[last].entries.removeLast()
            if shorter.sections[last].entries.isEmpty { shorter.sections.removeLast() }
            drawing = try self.drawing(of: shorter, width: box.width, size: Self.sizes.last ?? 1)
        }
        try drawing.draw(on: canvas, at: place)
    }

    /// - Parameter width: millimetres.
    private func drawing(of legend: Legend, width: Double, size: Double) throws(MapRenderError) -> LegendDrawing {
        let enlargement = paper.enlargement * size
        let usual = LegendStyle()
        var style = usual.scaled(by: Measure.text * Paper.pixelsPerMillimetre * enlargement / usual.textSize)
        style.columns = max(1, Int(width / (Measure.column * enlargement)))
        return try LegendDrawing(
            legend, language: language, width: width * Paper.pixelsPerMillimetre, style: style, shaper: shaper)
    }
}

extension LegendStyle {
    fileprivate func scaled(by factor: Double) -> LegendStyle {
        var style = self
        for length in [\.textSize, \.titleSize, \.swatchWidth, \.swatchHeight, \.gap, \.rowGap, \.sectionGap]
            as [WritableKeyPath<LegendStyle, Double>]
        {
            style[keyPath: length] *= factor
        }
        return style
    }
}
