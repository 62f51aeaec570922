internal import CPangoCairo

/// Which points are inside rings.
public enum FillRule: Hashable, Sendable {
    /// Holes run against their outer ring, as in vector tiles; rings that overlap are one area.
    case winding
    /// Every ring is a border, whichever way it runs.
    case evenOdd
}

extension Canvas {
    /// Covers everything, as the background layer does.
    public func fill(_ colour: Colour) throws(MapRenderError) {
        set(colour)
        cairo_paint(context)
        try check("cairo_paint")
    }

    /// Areas of one colour. Rings that share an edge leave no seam when they are in one path.
    public func fill(_ path: CanvasPath, _ colour: Colour, rule: FillRule = .winding) throws(MapRenderError) {
        guard colour.opacity > 0 else { return }
        if let window, rule == .winding { return try cover(path, pathScale: scale, colour, in: window) }
        try trace(path)
        set(colour)
        fillTraced(rule)
        try check("cairo_fill")
    }

    func fillTraced(_ rule: FillRule) {
        cairo_set_fill_rule(context, rule == .winding ? CAIRO_FILL_RULE_WINDING : CAIRO_FILL_RULE_EVEN_ODD)
        cairo_fill(context)
    }

    /// - Throws: `MapRenderError.number`, `.coordinate`, `.cairo`.
    public func stroke(_ path: CanvasPath, _ style: StrokeStyle) throws(MapRenderError) {
        try style.validate()
        guard style.width > 0, style.colour.opacity > 0, !path.isEmpty else { return }
        let moved = ParallelPath.path(of: path, offset: style.offset)
        if let window, style.gapWidth == 0, try cover(strokeOf: moved, style, in: window) { return }
        try trace(moved)
        use(style)
        if style.gapWidth > 0 {
            strokeCasing(style)
        } else {
            set(style.colour)
            cairo_set_line_width(context, style.width)
            cairo_stroke(context)
        }
        try check("cairo_stroke")
    }

    /// The current path, twice as wide as is seen, and the gap taken out of it: crossings stay open.
    private func strokeCasing(_ style: StrokeStyle) {
        let outer = style.gapWidth + 2 * style.width
        cairo_save(context)
        cairo_set_line_width(context, outer)
        clipToStroke()
        cairo_push_group(context)
        cairo_set_source_rgba(context, style.colour.red, style.colour.green, style.colour.blue, 1)
        cairo_stroke_preserve(context)
        cairo_set_operator(context, CAIRO_OPERATOR_DEST_OUT)
        cairo_set_line_width(context, style.gapWidth)
        cairo_stroke(context)
        cairo_pop_group_to_source(context)
        cairo_paint_with_alpha(context, style.colour.opacity)
        cairo_restore(context)
    }

    /// Keeps a group as small as what the stroke of the current path covers.
    private func clipToStroke() {
        var box = CanvasBox(minX: 0, minY: 0, maxX: 0, maxY: 0)
        cairo_stroke_extents(context, &box.minX, &box.minY, &box.maxX, &box.maxY)
        let path = cairo_copy_path(context)
        defer { cairo_path_destroy(path) }
        cairo_new_path(context)
        cairo_rectangle(context, box.minX, box.minY, box.width, box.height)
        cairo_clip(context)
        cairo_append_path(context, path)
    }

    private func use(_ style: StrokeStyle) {
        switch style.cap {
        case .butt: cairo_set_line_cap(context, CAIRO_LINE_CAP_BUTT)
        case .round: cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
        case .square: cairo_set_line_cap(context, CAIRO_LINE_CAP_SQUARE)
        }
        switch style.join {
        case .round: cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        case .bevel: cairo_set_line_join(context, CAIRO_LINE_JOIN_BEVEL)
        case .miter(let limit):
            cairo_set_line_join(context, CAIRO_LINE_JOIN_MITER)
            cairo_set_miter_limit(context, limit)
        }
        // Dashes of no length at all are an error for Cairo, and a whole line for MapLibre.
        let dashes = style.dashes.contains { $0 > 0 } ? style.dashes : []
        cairo_set_dash(context, dashes, Int32(dashes.count), style.dashStart)
    }
}
