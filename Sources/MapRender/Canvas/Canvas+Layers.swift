internal import CPangoCairo

extension Canvas {
    /// Draws apart what `body` draws, then lays it over the canvas as one.
    /// - Parameters:
    ///   - opacity: of the whole; overlaps inside do not show through.
    ///   - blur: radius in pixels; on pixels only, a document stays sharp.
    public func group(
        opacity: Double = 1, blur: Double = 0, _ body: () throws(MapRenderError) -> Void
    ) throws(MapRenderError) {
        guard (0...1).contains(opacity) else { throw .number(of: "opacity", value: opacity, allowed: 0...1) }
        guard (0...Self.longestBlur).contains(blur) else {
            throw .number(of: "blur", value: blur, allowed: 0...Self.longestBlur)
        }
        cairo_save(context)
        let outer = window
        window = nil
        defer {
            window = outer
            cairo_restore(context)
        }
        cairo_push_group(context)
        do throws(MapRenderError) {
            try body()
        } catch {
            // Never NULL, and always owned: a group that failed is popped all the same.
            cairo_pattern_destroy(cairo_pop_group(context))
            throw error
        }
        let group = cairo_pop_group(context)
        defer { cairo_pattern_destroy(group) }
        var drawn: OpaquePointer?
        if blur > 0, cairo_pattern_get_surface(group, &drawn) == CAIRO_STATUS_SUCCESS,
            let drawn, cairo_surface_get_type(drawn) == CAIRO_SURFACE_TYPE_IMAGE
        {
            Self.blur(drawn, radius: blur * scale)
        }
        cairo_set_source(context, group)
        cairo_paint_with_alpha(context, opacity)
        try check("cairo_pop_group")
    }

    static let longestBlur = 256.0

    /// Draws what `body` draws only inside rings.
    public func clipped(
        to path: CanvasPath, rule: FillRule = .winding, _ body: () throws(MapRenderError) -> Void
    ) throws(MapRenderError) {
        try clipped(to: path, rule, in: window?.clipped(toBox: path, scale: scale), body)
    }

    /// Draws what `body` draws only on pixels whose middle is inside a ring that has no dents: what is drawn in two of them
    /// that share a side fits together. In a document the ring itself is the border.
    public func clipped(
        toPixelsOf path: CanvasPath, _ body: () throws(MapRenderError) -> Void
    ) throws(MapRenderError) {
        cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE)
        defer { cairo_set_antialias(context, Self.antialias) }
        try clipped(to: path, .winding, in: window?.clipped(toPixelsOf: path, scale: scale), body)
    }

    private func clipped(
        to path: CanvasPath, _ rule: FillRule, in part: PixelWindow?, _ body: () throws(MapRenderError) -> Void
    ) throws(MapRenderError) {
        cairo_save(context)
        let outer = window
        window = part
        defer {
            window = outer
            cairo_restore(context)
        }
        try trace(path)
        cairo_set_fill_rule(context, rule == .winding ? CAIRO_FILL_RULE_WINDING : CAIRO_FILL_RULE_EVEN_ODD)
        cairo_clip(context)
        cairo_set_antialias(context, Self.antialias)
        try body()
        try check("cairo_clip")
    }

    private static func blur(_ surface: OpaquePointer, radius: Double) {
        cairo_surface_flush(surface)
        guard let bytes = cairo_image_surface_get_data(surface) else { return }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let height = Int(cairo_image_surface_get_height(surface))
        let buffer = UnsafeMutableBufferPointer(start: bytes, count: stride * height)
        BoxBlur.blur(
            buffer, width: Int(cairo_image_surface_get_width(surface)), height: height, stride: stride, channels: 4,
            radius: radius)
        cairo_surface_mark_dirty(surface)
    }
}
