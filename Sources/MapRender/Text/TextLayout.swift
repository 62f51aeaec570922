/// A label whose glyphs have their places. Belongs to the thread of its shaper.
public struct TextLayout {
    struct Glyph {
        let font: ShapedFont
        let glyph: UInt32
        /// Where the pen stands: on the baseline, from the label's place.
        var pen: CanvasPoint
        /// About the pen, clockwise.
        var radians: Double
        let advance: Double
        /// Instead of the label's colour.
        let colour: Colour?
    }

    let glyphs: [Glyph]
    /// Around all lines, from the label's place: as wide as the widest, as high as the line heights say.
    public let box: CanvasBox
    /// A box for each glyph that is drawn, an em high, from the label's place.
    public let glyphBoxes: [CanvasBox]
    public let lineCount: Int
    /// Characters that no font covers.
    public let uncovered: [Unicode.Scalar]
    /// Pixels per em.
    public let size: Double
    /// From the middle of a line down to its baseline.
    let baseline: Double
}

extension TextShaper {
    /// Breaks a text into lines and gives each glyph its place.
    /// - Throws: `MapRenderError.textTooLong`, `.number`, `.unreadableFont`.
    public func layout(_ text: FormattedText, _ style: TextStyle) throws(MapRenderError) -> TextLayout {
        try style.validate()
        let shaped = try shape(text, fonts: style.fonts, size: style.size)
        return LayoutBuilder(shaped, text, style).layout()
    }
}

/// Puts the glyphs of one text into lines, and lines under each other.
private struct LayoutBuilder {
    /// From the top of a line to the middle of what is seen of it, in ems: where MapLibre puts letters of 24 pixels.
    static let middle = 17.0 / 24

    struct Line {
        var characters: Range<Int>
        var width = 0.0
    }

    let shaped: ShapedText
    let text: FormattedText
    let style: TextStyle
    var lines: [Line] = []

    init(_ shaped: ShapedText, _ text: FormattedText, _ style: TextStyle) {
        self.shaped = shaped
        self.text = text
        self.style = style
        let spacing = style.letterSpacing * style.size
        let advances = shaped.advances.map { $0 > 0 ? $0 + spacing : 0 }
        let ends: [Int]
        if let maximumWidth = style.maximumWidth {
            ends = LineBreaker.ends(
                of: shaped.characters, advances: advances.map { $0 / style.size }, maximumWidth: maximumWidth)
        } else {
            ends = shaped.characters.isEmpty ? [] : [shaped.characters.count]
        }
        var start = 0
        for end in ends {
            var line = Line(characters: trimmed(start..<end))
            line.width = max(0, advances[line.characters].reduce(0, +) - spacing)
            lines.append(line)
            start = end
        }
    }

    private func trimmed(_ characters: Range<Int>) -> Range<Int> {
        var (low, high) = (characters.lowerBound, characters.upperBound)
        while low < high, LineBreaker.whitespace.contains(shaped.characters[low]) { low += 1 }
        while low < high, LineBreaker.whitespace.contains(shaped.characters[high - 1]) { high -= 1 }
        return low..<high
    }

    func layout() -> TextLayout {
        let lineHeight = style.lineHeight * style.size
        let width = lines.map(\.width).max() ?? 0
        let height = lineHeight * Double(lines.count)
        let corner = CanvasPoint(
            x: style.offset.x * style.size - style.anchor.horizontal * width,
            y: style.offset.y * style.size - style.anchor.vertical * height)
        let baseline = shaped.ascent - Self.middle * style.size
        var glyphs: [TextLayout.Glyph] = []
        for (index, line) in lines.enumerated() {
            let start = CanvasPoint(
                x: corner.x + justified * (width - line.width),
                y: corner.y + (Double(index) + 0.5) * lineHeight + baseline)
            add(line, from: start, to: &glyphs)
        }
        return TextLayout(
            glyphs: glyphs,
            box: CanvasBox(minX: corner.x, minY: corner.y, maxX: corner.x + width, maxY: corner.y + height),
            glyphBoxes: glyphs.map {
                let middle = $0.pen.y - baseline
                return CanvasBox(
                    minX: $0.pen.x, minY: middle - style.size / 2, maxX: $0.pen.x + $0.advance,
                    maxY: middle + style.size / 2)
            },
            lineCount: lines.count, uncovered: shaped.uncovered, size: style.size, baseline: baseline)
    }

    private var justified: Double {
        switch style.justification {
        case .left: 0
        case .centre: 0.5
        case .right: 1
        case .automatic: style.anchor.horizontal
        }
    }

    private func add(_ line: Line, from start: CanvasPoint, to glyphs: inout [TextLayout.Glyph]) {
        let spacing = style.letterSpacing * style.size
        var pen = start
        var last: Int?
        for glyph in shaped.glyphs where line.characters.contains(glyph.character) {
            if let last, last != glyph.character { pen.x += spacing }
            last = glyph.character
            if glyph.glyph != 0 {
                glyphs.append(
                    TextLayout.Glyph(
                        font: glyph.font, glyph: glyph.glyph, pen: pen + glyph.offset, radians: 0,
                        advance: glyph.advance, colour: text.sections[shaped.sections[glyph.character]].colour))
            }
            pen.x += glyph.advance
        }
    }
}
