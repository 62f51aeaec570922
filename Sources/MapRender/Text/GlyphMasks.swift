internal import CPangoCairo

/// Glyphs as they lie on pixels, drawn once: filled, or widened for a halo.
struct GlyphMasks {
    /// Places between two pixels at which a glyph is drawn apart; a quarter of a pixel is not seen.
    static let steps = 4
    /// Steps per pixel in which halos are told apart.
    private static let haloSteps = 8.0
    /// Glyphs; some hundred bytes each.
    private static let remembered = 8192

    struct Key: Hashable {
        let font: Int
        let glyph: UInt32
        let scale: Double
        /// To the right, in `steps` of a pixel.
        let step: Int
        /// In `haloSteps` of a pixel.
        var halo = 0
        var blur = 0
    }

    private var masks = GenerationCache<Key, CoverageMask>(capacity: remembered)

    /// A glyph's mask with its pen at the surface's first pixel.
    mutating func mask(
        of glyph: TextLayout.Glyph, scale: Double, step: Int, halo: ImageStyle.Halo?
    ) -> CoverageMask {
        var key = Key(font: glyph.font.number, glyph: glyph.glyph, scale: scale, step: step)
        if let halo {
            key.halo = Int((halo.width * scale * Self.haloSteps).rounded())
            key.blur = Int((halo.blur * scale * Self.haloSteps).rounded())
        }
        return masks.value(for: key) { Self.draw(key, glyph.font) }
    }

    private static func draw(_ key: Key, _ font: ShapedFont) -> CoverageMask {
        let halo = Double(key.halo) / haloSteps
        let blur = Double(key.blur) / haloSteps
        var shape = cairo_glyph_t(index: UInt(key.glyph), x: 0, y: 0)
        var extents = cairo_text_extents_t()
        cairo_scaled_font_glyph_extents(font.scaled, &shape, 1, &extents)
        let margin = halo + blur + 1
        let box = CanvasBox(
            minX: extents.x_bearing * key.scale, minY: extents.y_bearing * key.scale,
            maxX: (extents.x_bearing + extents.width) * key.scale + 1,
            maxY: (extents.y_bearing + extents.height) * key.scale
        ).grown(by: margin)
        guard extents.width > 0, box.isFinite, box.width < 8192, box.height < 8192 else {
            return CoverageMask(column: 0, row: 0, width: 0, height: 0)
        }
        let (column, row) = (Int(box.minX.rounded(.down)), Int(box.minY.rounded(.down)))
        var mask = CoverageMask(
            column: column, row: row, width: Int(box.maxX.rounded(.up)) - column,
            height: Int(box.maxY.rounded(.up)) - row)
        mask.draw { context in
            cairo_translate(context, Double(key.step) / Double(steps), 0)
            cairo_scale(context, key.scale, key.scale)
            cairo_set_scaled_font(context, font.scaled)
            cairo_glyph_path(context, &shape, 1)
            GlyphPainting.paintPath(context, outwards: halo / key.scale)
        }
        if blur > 0 { mask.blur(radius: blur) }
        return mask
    }
}

/// What fills a glyph's outline, and widens it.
enum GlyphPainting {
    /// Fills the current path, and what lies up to `outwards` around it.
    static func paintPath(_ context: OpaquePointer, outwards: Double) {
        if outwards > 0 {
            cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
            cairo_set_line_width(context, 2 * outwards)
            cairo_stroke_preserve(context)
        }
        cairo_set_fill_rule(context, CAIRO_FILL_RULE_WINDING)
        cairo_fill(context)
    }
}
