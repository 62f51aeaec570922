public import MapRender

/// Texts set on paper. Belongs to one thread, like the shaper it holds.
public final class Typesetter {
    public let shaper: TextShaper

    /// - Throws: `MapRenderError.noFont`.
    public init(_ library: FontLibrary) throws(MapRenderError) {
        shaper = try TextShaper(library)
    }

    /// - Parameter width: millimetres at which lines are broken; nil for one line.
    func set(_ text: String, _ lettering: Lettering, width: Double? = nil) throws(MapRenderError) -> SetText {
        try set(FormattedText(text), lettering, width: width)
    }

    func set(_ text: FormattedText, _ lettering: Lettering, width: Double? = nil) throws(MapRenderError) -> SetText {
        SetText(layout: try shaper.layout(text, lettering.style(width: width)), lettering: lettering)
    }

    /// As large as wanted, or as small as a word that is wider than its place makes it.
    func fit(_ text: String, _ lettering: Lettering, width: Double) throws(MapRenderError) -> SetText {
        let wanted = try set(text, lettering, width: width)
        guard wanted.width > width else { return wanted }
        var smaller = lettering
        smaller.size *= width / wanted.width
        return try set(text, smaller, width: width)
    }

    /// - Throws: `SheetError.uncovered` for letters that are in no font of the library.
    func require(_ text: String, of kind: SheetText) throws {
        let uncovered = try shaper.uncoveredCharacters(of: text, fonts: Lettering(size: 1).fonts)
        guard uncovered.isEmpty else { throw SheetError.uncovered(uncovered, of: kind) }
    }

    func draw(
        _ text: SetText, at place: PaperPoint, on canvas: Canvas, rotationInRadians: Double = 0
    ) throws(MapRenderError) {
        try canvas.draw(
            text.layout, at: place.canvas, TextPaint(colour: text.lettering.colour),
            rotationInRadians: rotationInRadians, with: shaper)
    }
}

/// A text with its lines broken, ready to be put somewhere.
struct SetText {
    let layout: TextLayout
    let lettering: Lettering

    /// Millimetres.
    var width: Double { (layout.box.maxX - layout.box.minX) / Paper.pixelsPerMillimetre }
    var height: Double { (layout.box.maxY - layout.box.minY) / Paper.pixelsPerMillimetre }
}
