/// Pixels of a surface that may be drawn on: a box, or of each of its rows a part.
struct PixelWindow: Hashable {
    let columns: Range<Int>
    let rows: Range<Int>
    /// Of each row, from the first one; nil where a row has all columns.
    private var spans: [Range<Int>]?

    init(columns: Range<Int>, rows: Range<Int>) {
        self.columns = columns
        self.rows = rows
    }

    private init(columns: Range<Int>, rows: Range<Int>, spans: [Range<Int>]?) {
        self.init(columns: columns, rows: rows)
        self.spans = spans
    }

    var isEmpty: Bool { columns.isEmpty || rows.isEmpty }

    /// What may be drawn on of a row inside `rows`.
    func span(row: Int) -> Range<Int> { spans?[row - rows.lowerBound] ?? columns }

    /// Where lines may be seen.
    func box(grownBy margin: Double) -> CanvasBox {
        CanvasBox(
            minX: Double(columns.lowerBound), minY: Double(rows.lowerBound), maxX: Double(columns.upperBound),
            maxY: Double(rows.upperBound)
        ).grown(by: margin)
    }

    /// What is left of it inside a box of whole pixels; nil when a path is none.
    func clipped(toBox path: CanvasPath, scale: Double) -> PixelWindow? {
        guard spans == nil, path.parts.count == 1, path.pointCount == 4, let box = path.box else { return nil }
        for place in 0..<4 {
            let next = (place + 1) % 4
            let (x, y) = (path.numbers[2 * place], path.numbers[2 * place + 1])
            // At a corner of the box, the next one along a side.
            guard x == box.minX || x == box.maxX, y == box.minY || y == box.maxY,
                (x == path.numbers[2 * next]) != (y == path.numbers[2 * next + 1])
            else { return nil }
        }
        let sides = [box.minX, box.minY, box.maxX, box.maxY].map { $0 * scale }
        guard sides.allSatisfy({ abs($0 - $0.rounded()) < 1e-6 }) else { return nil }
        return PixelWindow(
            columns: columns.clamped(to: Int(sides[0].rounded())..<Int(sides[2].rounded())),
            rows: rows.clamped(to: Int(sides[1].rounded())..<Int(sides[3].rounded())))
    }

    /// The pixels whose middle lies inside a ring that has no dents: of two rings that share a side, each pixel belongs to
    /// one.
    func clipped(toPixelsOf path: CanvasPath, scale: Double) -> PixelWindow {
        if let window = clipped(toBox: path, scale: scale) { return window }
        var reach = rows.map { _ in (first: Double.infinity, last: -Double.infinity) }
        path.forEachPart { points, _ in
            for (index, point) in points.enumerated() {
                add(side: point * scale, points[index + 1 < points.count ? index + 1 : 0] * scale, to: &reach)
            }
        }
        func column(_ place: Double) -> Int {
            Int(min(max((place - 0.5).rounded(.up), Double(columns.lowerBound)), Double(columns.upperBound)))
        }
        let parts = zip(rows, reach).map { row, reach in
            reach.first < reach.last
                ? span(row: row).clamped(to: column(reach.first)..<column(reach.last))
                : columns.lowerBound..<columns.lowerBound
        }
        return PixelWindow(columns: columns, rows: rows, spans: parts)
    }

    /// Where a side crosses the middles of rows.
    private func add(side from: CanvasPoint, _ to: CanvasPoint, to reach: inout [(first: Double, last: Double)]) {
        let (top, foot) = from.y < to.y ? (from, to) : (to, from)
        let first = max((top.y - 0.5).rounded(.up), Double(rows.lowerBound))
        let last = min((foot.y - 0.5).rounded(.up), Double(rows.upperBound))
        guard first < last else { return }
        for row in Int(first)..<Int(last) {
            let x = top.x + (foot.x - top.x) * (Double(row) + 0.5 - top.y) / (foot.y - top.y)
            let place = row - rows.lowerBound
            reach[place] = (min(reach[place].first, x), max(reach[place].last, x))
        }
    }
}
