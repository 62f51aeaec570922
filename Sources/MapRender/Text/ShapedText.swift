internal import CPangoCairo

/// A font as a text was shaped with: one face at one size. Belongs to the thread of its shaper.
final class ShapedFont {
    /// Equal for equal fonts of one shaper.
    let number: Int
    private let font: UnsafeMutablePointer<PangoFont>
    /// Owned by `font`.
    let scaled: OpaquePointer

    /// - Throws: `MapRenderError.unreadableFont` when its file is gone or broken.
    init(_ font: UnsafeMutablePointer<PangoFont>, number: Int) throws(MapRenderError) {
        let description = pango_font_describe(font)
        defer { pango_font_description_free(description) }
        // Never freed by us; NULL when the file could not be opened.
        let scaled = pango_cairo_font_get_scaled_font(PangoTypes.cairoFont(font))
        guard let scaled, cairo_scaled_font_status(scaled) == CAIRO_STATUS_SUCCESS else {
            let family = pango_font_description_get_family(description).map { String(cString: $0) }
            throw .unreadableFont(family ?? "unnamed")
        }
        g_object_ref(font)
        self.font = font
        self.number = number
        self.scaled = scaled
    }

    deinit { g_object_unref(font) }
}

/// GObject's casts, which are macros.
enum PangoTypes {
    static func cairoFont(_ font: UnsafeMutablePointer<PangoFont>) -> OpaquePointer { OpaquePointer(font) }
}

/// One glyph, lengths in pixels.
struct ShapedGlyph {
    let font: ShapedFont
    let glyph: UInt32
    /// Index of the first character that it stands for.
    let character: Int
    let advance: Double
    /// From the pen, x to the right and y down.
    let offset: CanvasPoint
}

/// A text with its glyphs, in the order in which they are drawn, before lines are broken.
struct ShapedText {
    let characters: [Unicode.Scalar]
    let glyphs: [ShapedGlyph]
    /// Per character the widths of the glyphs that begin there.
    let advances: [Double]
    /// Per character the section it belongs to.
    let sections: [Int]
    /// Characters for which no font has a glyph, each once, in order.
    let uncovered: [Unicode.Scalar]
    /// Pixels from the top of a line of the first section's font to its baseline.
    let ascent: Double
}
