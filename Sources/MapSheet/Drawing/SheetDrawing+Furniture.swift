internal import MapRender

/// Scale and north.
extension SheetDrawing {
    private func paint(
        _ text: String, _ lettering: Lettering, at place: PaperPoint, width: Double
    ) throws(MapRenderError) -> Double {
        let set = try typesetter.fit(text, lettering, width: width)
        try typesetter.draw(set, at: place, on: canvas)
        return set.height
    }

    func drawScale() throws(MapRenderError) {
        let box = layout.scale
        let heading = content.texts.language.pick("TỶ LỆ ", "SCALE ") + window.scale.text
        _ = try paint(
            heading, Lettering(size: 3.4 * size, isBold: true, anchor: .top),
            at: PaperPoint(x: box.centre.x, y: box.minY), width: box.width)
        // The last number, with its unit, stands out by half its width.
        let bar = ScaleBar(window.scale, atMost: box.width - 10 * size)
        let left = box.centre.x - bar.millimetres / 2
        let part = bar.millimetres / Double(ScaleBar.parts)
        let top = box.minY + 6.6 * size
        let row = 0.8 * size
        for index in 0..<ScaleBar.parts {
            let x = left + Double(index) * part
            let y = index.isMultiple(of: 2) ? top : top + row
            try canvas.fill(
                [
                    PaperPoint(x: x, y: y), PaperPoint(x: x + part, y: y), PaperPoint(x: x + part, y: y + row),
                    PaperPoint(x: x, y: y + row),
                ], SheetInk.frame)
        }
        let outline = PaperBox(minX: left, minY: top, maxX: left + bar.millimetres, maxY: top + 2 * row)
        try canvas.stroke(outline, SheetInk.frame, millimetres: 0.12 * size)
        for index in 0...ScaleBar.parts {
            _ = try paint(
                bar.label(index, content.texts.language), Lettering(size: 2.2 * size, anchor: .top),
                at: PaperPoint(x: left + Double(index) * part, y: top + 2 * row + 0.5 * size), width: part)
        }
    }

    func drawNorth() throws(MapRenderError) {
        var box = layout.north
        let height = min(box.height, SheetLayout.Measure.north * size)
        box = box.cut(.top, height)
        let arrow = box.cut(.left, height * 0.62, gap: 2 * size)
        try drawArrow(in: arrow)
        let texts = [notes.north, notes.convergence].compactMap { $0 }
        var set: [SetText] = []
        for (index, text) in texts.enumerated() {
            let lettering = Lettering(
                size: (index == 0 ? 2.5 : 2.15) * size, isBold: index == 0,
                colour: index == 0 ? SheetInk.text : SheetInk.quiet)
            set.append(try typesetter.fit(text, lettering, width: box.width))
        }
        var y = box.centre.y - set.map(\.height).reduce(0, +) / 2
        for line in set {
            try typesetter.draw(line, at: PaperPoint(x: box.minX, y: y), on: canvas)
            y += line.height
        }
    }

    /// Two halves of a kite, the letter of the north above.
    private func drawArrow(in box: PaperBox) throws(MapRenderError) {
        let letter = try paint(
            content.texts.language.pick("B", "N"),
            Lettering(size: 3.4 * size, isBold: true, anchor: .top, lineHeight: 1),
            at: PaperPoint(x: box.centre.x, y: box.minY), width: box.width)
        let (x, top, bottom) = (box.centre.x, box.minY + letter, box.maxY)
        let (half, notch) = ((bottom - top) * 0.3, (bottom - top) * 0.24)
        let (tip, foot) = (PaperPoint(x: x, y: top), PaperPoint(x: x, y: bottom - notch))
        let (left, right) = (PaperPoint(x: x - half, y: bottom), PaperPoint(x: x + half, y: bottom))
        try canvas.fill([tip, foot, left], SheetInk.frame)
        try canvas.stroke([tip, right, foot, tip, left, foot], SheetInk.frame, millimetres: 0.18 * size)
    }
}
