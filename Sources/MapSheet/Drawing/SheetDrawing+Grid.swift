internal import MapRender

/// Lines of the grid, the frame, and the numbers between the two.
extension SheetDrawing {
    /// Beyond the map, towards its number.
    private var tick: Double { 1.1 * size }

    /// Of the frame's line, whose outer edge is the layout's box.
    private var thick: Double { 0.6 * size }

    func drawGrids() throws(MapRenderError) {
        for grid in grids {
            let style = StrokeStyle(
                colour: grid.unit == .metres ? SheetInk.grid : SheetInk.graticule,
                width: 0.12 * size * Paper.pixelsPerMillimetre)
            for line in grid.lines { try canvas.stroke(line.path, style) }
        }
    }

    func drawFrame() throws(MapRenderError) {
        try canvas.stroke(layout.map, SheetInk.frame, millimetres: 0.18 * size)
        try canvas.stroke(layout.frame.inset(by: thick / 2), SheetInk.frame, millimetres: thick)
        var taken: [PaperBox] = []
        for grid in grids {
            for edge in SheetEdge.allCases {
                for (index, label) in grid.labels(on: edge).enumerated() {
                    try draw(label, of: grid, isFirst: index == 0, on: edge, &taken)
                }
            }
        }
    }

    private func draw(
        _ label: (place: PaperPoint, small: String, large: String), of grid: SheetGrid, isFirst: Bool,
        on edge: SheetEdge,
        _ taken: inout [PaperBox]
    ) throws(MapRenderError) {
        let isSide = edge == .left || edge == .right
        let colour = grid.unit == .metres ? SheetInk.text : SheetInk.graticule.faded(to: 1 / SheetInk.graticule.opacity)
        let lettering = Lettering(size: 2.6 * size, anchor: .centre, colour: colour)
        let isInKilometres = grid.unit == .metres && grid.interval >= 1000
        // Side by side in the band there is room for a number alone.
        let ending = isFirst && isInKilometres && !isSide ? " km" : ""
        let set = try typesetter.set(
            FormattedText([
                // The first section's size says where the line is: not the small digits'.
                FormattedText.Section(""), FormattedText.Section(label.small, scale: Self.small),
                FormattedText.Section(label.large), FormattedText.Section(ending, scale: Self.small),
            ]), lettering)
        let turns = isSide && !isInKilometres
        let (width, height) = turns ? (set.height, set.width) : (set.width, set.height)
        let middle = middle(of: label.place, on: edge)
        let box = PaperBox(
            minX: middle.x - width / 2, minY: middle.y - height / 2, maxX: middle.x + width / 2,
            maxY: middle.y + height / 2)
        try canvas.stroke([label.place, outwards(label.place, edge, tick)], colour, millimetres: 0.18 * size)
        guard layout.frame.contains(box), !taken.contains(where: box.overlaps) else { return }
        taken.append(box)
        try typesetter.draw(set, at: middle, on: canvas, rotationInRadians: turns ? -.pi / 2 : 0)
    }

    /// Digits of hundreds of kilometres, of the others' size.
    private static let small = 0.76

    /// Half-way between the tick and the frame.
    private func middle(of place: PaperPoint, on edge: SheetEdge) -> PaperPoint {
        let band = layout.map.minX - layout.frame.minX - thick
        return outwards(place, edge, (tick + band) / 2)
    }

    private func outwards(_ place: PaperPoint, _ edge: SheetEdge, _ length: Double) -> PaperPoint {
        switch edge {
        case .top: PaperPoint(x: place.x, y: place.y - length)
        case .bottom: PaperPoint(x: place.x, y: place.y + length)
        case .left: PaperPoint(x: place.x - length, y: place.y)
        case .right: PaperPoint(x: place.x + length, y: place.y)
        }
    }
}
