public import MapRender

/// Draws what is on a sheet besides the map itself: first below it, then over it.
public struct SheetDrawing {
    let layout: SheetLayout
    let content: SheetContent
    let window: SheetWindow
    let grids: [SheetGrid]
    let notes: SheetNotes
    let typesetter: Typesetter
    let canvas: Canvas
    /// How much larger than on A4.
    let size: Double

    /// - Throws: `ProjError`.
    public init(
        _ layout: SheetLayout, _ content: SheetContent, _ plane: MapPlane, _ window: SheetWindow, _ grids: [SheetGrid],
        _ typesetter: Typesetter, on canvas: Canvas
    ) throws {
        self.layout = layout
        self.content = content
        self.window = window
        self.grids = grids
        self.typesetter = typesetter
        self.canvas = canvas
        size = layout.paper.enlargement
        notes = try SheetNotes(plane, window, grids, content.texts.language)
    }

    /// The paper.
    public func drawBelowMap() throws(MapRenderError) {
        try canvas.fill(.white)
    }

    /// Grid, frame and everything around it.
    /// - Throws: `MapRenderError`, and what the legend throws.
    public func drawOverMap() throws {
        try drawGrids()
        try drawFrame()
        try SheetTitle(content.texts, size, width: layout.title.width, typesetter).draw(
            in: layout.title, typesetter, on: canvas)
        if let logo = content.logo, let box = layout.logo { try logo.draw(on: canvas, in: box) }
        try drawNumber()
        try drawLegend()
        try drawScale()
        try drawNorth()
        try drawNotes()
    }

    private func drawNumber() throws(MapRenderError) {
        guard let number = content.texts.number else { return }
        let text = content.texts.language.pick("Tờ ", "Sheet ") + number
        try typesetter.draw(
            typesetter.fit(
                text, Lettering(size: 2.6 * size, anchor: .topRight, colour: SheetInk.quiet), width: layout.number.width
            ),
            at: PaperPoint(x: layout.number.maxX, y: layout.number.minY), on: canvas)
    }

    private func drawLegend() throws {
        guard let legend = content.legend, var box = layout.legend else { return }
        let heading = box.cut(.top, SheetLayout.Measure.legendHeading * size)
        try typesetter.draw(
            typesetter.set(content.texts.language.pick("CHÚ DẪN", "LEGEND"), Lettering(size: 3.2 * size, isBold: true)),
            at: PaperPoint(x: heading.minX, y: heading.minY), on: canvas)
        try legend.draw(on: canvas, in: box)
    }

    private func drawNotes() throws(MapRenderError) {
        let texts =
            [notes.system] + notes.gridLines + [notes.measure]
            + (content.texts.attribution.map { [content.texts.language.pick("Nguồn: ", "Source: ") + $0] } ?? [])
            + [content.texts.language.pick("Ngày in: ", "Printed: ") + content.texts.date]
        let box = layout.notes
        func lines(_ factor: Double) throws(MapRenderError) -> [SetText] {
            var lines: [SetText] = []
            for text in texts {
                let lettering = Lettering(size: 2.15 * size * factor, colour: SheetInk.quiet)
                lines.append(try typesetter.fit(text, lettering, width: box.width))
            }
            return lines
        }
        var set = try lines(1)
        let height = set.map(\.height).reduce(0, +)
        // Long names of sources make all of it smaller rather than cut.
        if height > box.height { set = try lines(max(box.height / height, Self.leastNotes)) }
        var y = box.minY
        for line in set {
            try typesetter.draw(line, at: PaperPoint(x: box.minX, y: y), on: canvas)
            y += line.height
        }
    }

    /// Of their usual size: what is still read with a glass.
    private static let leastNotes = 0.5
}

extension Canvas {
    func stroke(_ points: [PaperPoint], _ colour: Colour, millimetres: Double) throws(MapRenderError) {
        var path = CanvasPath()
        path.addLine(points.map(\.canvas))
        try stroke(path, StrokeStyle(colour: colour, width: millimetres * Paper.pixelsPerMillimetre))
    }

    func stroke(_ box: PaperBox, _ colour: Colour, millimetres: Double) throws(MapRenderError) {
        var path = CanvasPath()
        path.addBox(box.canvas)
        try stroke(path, StrokeStyle(colour: colour, width: millimetres * Paper.pixelsPerMillimetre))
    }

    func fill(_ points: [PaperPoint], _ colour: Colour) throws(MapRenderError) {
        var path = CanvasPath()
        path.addRing(points.map(\.canvas))
        try fill(path, colour)
    }
}
