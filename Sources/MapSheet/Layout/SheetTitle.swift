internal import MapRender

/// Title and subtitle, set below each other.
struct SheetTitle {
    private let lines: [SetText]

    /// - Parameters:
    ///   - size: how much larger than on A4.
    ///   - width: millimetres.
    init(
        _ texts: SheetTexts, _ size: Double, width: Double, _ typesetter: Typesetter
    ) throws(MapRenderError) {
        let title = Lettering(size: 5.2 * size, isBold: true, anchor: .top, lineHeight: 1.2)
        let subtitle = Lettering(size: 3.3 * size, anchor: .top, colour: SheetInk.quiet, lineHeight: 1.3)
        var lines = [try typesetter.fit(texts.title, title, width: width)]
        if let text = texts.subtitle { lines.append(try typesetter.fit(text, subtitle, width: width)) }
        self.lines = lines
    }

    var height: Double { lines.map(\.height).reduce(0, +) }

    func draw(in box: PaperBox, _ typesetter: Typesetter, on canvas: Canvas) throws(MapRenderError) {
        var y = box.minY + (box.height - height) / 2
        for line in lines {
            try typesetter.draw(line, at: PaperPoint(x: box.centre.x, y: y), on: canvas)
            y += line.height
        }
    }
}
