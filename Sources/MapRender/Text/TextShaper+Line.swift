internal import Glibc

/// A label whose letters follow a line.
public struct TextOnLine {
    /// Draw it at (0, 0): its glyphs lie where the line lies.
    public let layout: TextLayout
    /// Circles along the line that cover the letters, for collisions.
    public let circles: [CollisionCircle]
}

/// How a label follows a line.
public struct LineTextStyle: Hashable, Sendable {
    /// Degrees by which the line may turn within three fifths of an em (`text-max-angle`).
    public var maximumTurn = 45.0
    /// Whether a line that runs to the left is read against its direction (`text-keep-upright`).
    public var keepsUpright = true

    public init() {}
}

extension TextLayout {
    /// Ems within which a line's turns are added up.
    private static let turnWindow = 0.6

    /// Sets a layout of one line along a line, glyph by glyph.
    /// - Parameters:
    ///   - points: the line, in canvas pixels.
    ///   - middle: pixels along the line to the middle of the text.
    /// - Returns: nil where the text is longer than the line, or the line bends too much.
    /// - Throws: `MapRenderError.coordinate`.
    public func along(
        _ points: [CanvasPoint], middle: Double, _ style: LineTextStyle = LineTextStyle()
    ) throws(MapRenderError) -> TextOnLine? {
        guard points.allSatisfy({ abs($0.x) <= Canvas.coordinateLimit && abs($0.y) <= Canvas.coordinateLimit }) else {
            throw .coordinate(of: "line of a label", limit: Canvas.coordinateLimit)
        }
        guard let measured = MeasuredLine(points), let first = glyphs.first, let last = glyphs.last else { return nil }
        let start = first.pen.x
        let width = last.pen.x + last.advance - start
        var way = measured
        var from = middle - width / 2
        guard from >= 0, from + width <= way.length else { return nil }
        guard
            way.largestTurn(from: from, to: from + width, window: Self.turnWindow * size) <= style.maximumTurn * .pi
                / 180
        else { return nil }
        if style.keepsUpright, way.point(at: from).x > way.point(at: from + width).x {
            way = way.reversed
            from = way.length - middle - width / 2
        }
        let set = glyphs.map { $0.placed(on: way, at: from + $0.pen.x - start, baseline: baseline) }
        let circles = way.circles(from: from, to: from + width, radius: size / 2)
        return TextOnLine(layout: TextLayout(set, of: self, circles), circles: circles)
    }

    private init(_ set: [Glyph], of straight: TextLayout, _ circles: [CollisionCircle]) {
        glyphs = set
        glyphBoxes = circles.map(\.box)
        box = circles.dropFirst().reduce(circles.first?.box ?? straight.box) { $0.joined(with: $1.box) }
        lineCount = straight.lineCount
        uncovered = straight.uncovered
        size = straight.size
        baseline = straight.baseline
    }
}

extension TextLayout.Glyph {
    /// With the middle of its width on the line, turned as the line is from where it begins to where it ends.
    fileprivate func placed(on line: MeasuredLine, at distance: Double, baseline: Double) -> Self {
        let begin = line.point(at: distance)
        let end = line.point(at: distance + max(advance, 1))
        var set = self
        set.radians = atan2(end.y - begin.y, end.x - begin.x)
        set.pen = begin + CanvasPoint(x: 0, y: baseline).rotated(radians: set.radians)
        return set
    }
}
