import MapRender

/// A legend laid out in a width, ready to be drawn. Belongs to the thread of its shaper.
struct LegendDrawing {
    /// A title of a section, or an entry.
    private struct Row {
        let swatch: LegendSwatch?
        let text: TextLayout
        let height: Double
        /// Above it, unless it begins a column.
        let gap: Double
        var isTitle: Bool { swatch == nil }
    }

    private let legend: Legend
    private let style: LegendStyle
    private let shaper: TextShaper
    private let columns: [[Row]]
    private let columnWidth: Double
    /// Pixels at scale 1; 0 for an empty legend.
    let height: Double

    /// - Parameter width: of all columns; texts are broken into lines where it ends.
    /// - Throws: `MapRenderError.textTooLong`, `.number`, `.unreadableFont`.
    init(
        _ legend: Legend, language: Language, width: Double, style: LegendStyle = LegendStyle(), shaper: TextShaper
    ) throws(MapRenderError) {
        self.legend = legend
        self.style = style
        self.shaper = shaper
        let count = Double(max(style.columns, 1))
        columnWidth = (width - (count - 1) * style.sectionGap) / count
        var rows: [Row] = []
        for section in legend.sections where !section.entries.isEmpty {
            if style.hasTitles {
                let text = try Self.layout(
                    section.title.text(in: language), style.bold, style.titleSize, columnWidth, shaper)
                rows.append(Row(swatch: nil, text: text, height: text.box.height, gap: style.sectionGap))
            }
            for entry in section.entries {
                let text = try Self.layout(
                    entry.title.text(in: language), style.regular, style.textSize,
                    columnWidth - style.swatchWidth - style.gap, shaper)
                rows.append(
                    Row(
                        swatch: entry.swatch, text: text, height: max(text.box.height, style.swatchHeight),
                        gap: style.rowGap))
            }
        }
        columns = Self.columns(of: rows, count: max(style.columns, 1))
        height = columns.map(Self.height).max() ?? 0
    }

    /// Draws it.
    /// - Parameter place: its top left corner.
    /// - Returns: its height.
    /// - Throws: `MapRenderError`.
    @discardableResult
    func draw(on canvas: Canvas, at place: CanvasPoint) throws(MapRenderError) -> Double {
        var x = place.x
        for column in columns {
            var y = place.y
            for (index, row) in column.enumerated() {
                if index > 0 { y += row.gap }
                try draw(row, on: canvas, at: CanvasPoint(x: x, y: y))
                y += row.height
            }
            x += columnWidth + style.sectionGap
        }
        return height
    }

    private func draw(_ row: Row, on canvas: Canvas, at place: CanvasPoint) throws(MapRenderError) {
        var start = place.x
        if let swatch = row.swatch {
            // Beside the first line.
            let top = place.y + max(0, (row.height - style.swatchHeight) / 2)
            let box = CanvasBox(
                minX: place.x, minY: top, maxX: place.x + style.swatchWidth, maxY: top + style.swatchHeight)
            try SwatchDrawing(swatch, zoom: legend.zoom, sprites: legend.sprites).draw(on: canvas, in: box)
            start += style.swatchWidth + style.gap
        }
        try canvas.draw(
            row.text, at: CanvasPoint(x: start, y: place.y + row.height / 2), TextPaint(colour: style.colour),
            with: shaper)
    }

    private static func layout(
        _ text: String, _ fonts: FontStack, _ size: Double, _ width: Double, _ shaper: TextShaper
    ) throws(MapRenderError) -> TextLayout {
        var style = TextStyle(fonts: fonts, size: size)
        style.anchor = .left
        style.justification = .left
        // A column narrower than a letter still gets one letter a line.
        style.maximumWidth = max(width / size, 1)
        return try shaper.layout(FormattedText(text), style)
    }

    private static func height(_ rows: [Row]) -> Double {
        rows.reduce(0) { $0 + $1.gap + $1.height } - (rows.first?.gap ?? 0)
    }

    /// Columns of about equal height; no title is the last of its column.
    private static func columns(of rows: [Row], count: Int) -> [[Row]] {
        guard count > 1 else { return [rows] }
        let wanted = height(rows) / Double(count)
        var columns: [[Row]] = [[]]
        for (index, row) in rows.enumerated() {
            let parted = row.isTitle && index + 1 < rows.count ? [row, rows[index + 1]] : [row]
            let isFull = height((columns.last ?? []) + parted) > wanted + row.height / 2
            if isFull, columns.last?.isEmpty == false, columns.count < count, columns.last?.last?.isTitle == false {
                columns.append([])
            }
            columns[columns.count - 1].append(row)
        }
        return columns
    }
}
