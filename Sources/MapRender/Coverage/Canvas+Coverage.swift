internal import CPangoCairo

/// Plain areas and lines on pixels, which is most of a map, are drawn here; Cairo draws all else.
extension Canvas {
    /// Numbers of a buffer: 4 MB. Taller windows are drawn in bands.
    private static let cellLimit = 1 << 20

    /// Fills rings with a colour.
    /// - Parameter pathScale: pixels of the surface per unit of the path.
    /// - Throws: `MapRenderError.coordinate`.
    func cover(
        _ path: CanvasPath, pathScale: Double, _ colour: Colour, in window: PixelWindow
    ) throws(MapRenderError) {
        try check(path)
        guard !window.isEmpty, !path.isEmpty, let bytes = cairo_image_surface_get_data(surface) else { return }
        cairo_surface_flush(surface)
        defer { cairo_surface_mark_dirty(surface) }
        let stride = Int(cairo_image_surface_get_stride(surface)) / 4
        let ink = PixelInk(colour)
        let buffer = coverageBuffer(for: window)
        for top in Swift.stride(from: window.rows.lowerBound, to: window.rows.upperBound, by: buffer.height) {
            let height = min(buffer.height, window.rows.upperBound - top)
            let corner = CanvasPoint(x: Double(window.columns.lowerBound), y: Double(top))
            buffer.addRings(of: path, scale: pathScale, corner: corner, height: height)
            bytes.withMemoryRebound(to: UInt32.self, capacity: stride * (top + height)) { pixels in
                let left = window.columns.lowerBound
                buffer.sweep(ink, onto: pixels + top * stride + left, stride: stride) { row in
                    let span = window.span(row: top + row)
                    return (span.lowerBound - left)..<(span.upperBound - left)
                }
            }
        }
    }

    private func coverageBuffer(for window: PixelWindow) -> CoverageBuffer {
        let width = window.columns.count
        if let coverage, coverage.width == width { return coverage }
        let made = CoverageBuffer(
            width: width, height: min(window.rows.count, max(1, Self.cellLimit / (width + 2))))
        coverage = made
        return made
    }

    /// Fills what a stroke covers.
    /// - Returns: false when its dashes are too small for us.
    /// - Throws: `MapRenderError.coordinate`.
    func cover(
        strokeOf path: CanvasPath, _ style: StrokeStyle, in window: PixelWindow
    ) throws(MapRenderError) -> Bool {
        try check(path)
        let isDashed = style.dashes.contains { $0 > 0 } && style.hasGaps
        let lengths = style.dashes.map { $0 * scale }
        let dashes = isDashed ? DashedLine(lengths: lengths, start: style.dashStart * scale) : nil
        guard !isDashed || dashes != nil else { return false }
        var outline = StrokeOutline(width: style.width * scale, cap: style.cap, join: style.join)
        let seen = window.box(grownBy: style.width * scale + 1)
        path.forEachPart { points, isClosed in
            let points = points.map { $0 * scale }
            guard let dashes else { return outline.add(points, isClosed: isClosed) }
            dashes.forEachPiece(of: points, isClosed: isClosed, in: seen) { outline.add($0, isClosed: false) }
        }
        try cover(outline.path, pathScale: 1, style.colour, in: window)
        return true
    }

    /// - Throws: `MapRenderError.coordinate` when a number is not finite or too large: whoever draws clips before.
    private func check(_ path: CanvasPath) throws(MapRenderError) {
        for number in path.numbers where !(abs(number) <= Self.coordinateLimit * scale) {
            throw .coordinate(of: "path", limit: Self.coordinateLimit)
        }
    }
}

extension StrokeStyle {
    /// Whether anything is between its dashes.
    fileprivate var hasGaps: Bool { dashes.enumerated().contains { !$0.offset.isMultiple(of: 2) && $0.element > 0 } }
}

extension CoverageBuffer {
    /// Adds the edges of all rings; a line is closed, as a fill does.
    /// - Parameters:
    ///   - corner: the place of the buffer's first pixel.
    ///   - height: of the rows that count.
    fileprivate func addRings(of path: CanvasPath, scale: Double, corner: CanvasPoint, height: Int) {
        path.numbers.withUnsafeBufferPointer { numbers in
            func pixel(_ place: Int) -> (x: Double, y: Double) {
                (numbers[2 * place] * scale - corner.x, numbers[2 * place + 1] * scale - corner.y)
            }
            var first = 0
            for part in path.parts {
                var from = pixel(part.end - 1)
                for place in first..<part.end {
                    let to = pixel(place)
                    addEdge(from.x, from.y, to.x, to.y, bottom: height)
                    from = to
                }
                first = part.end
            }
        }
    }
}
