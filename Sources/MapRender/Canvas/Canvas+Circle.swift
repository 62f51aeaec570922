internal import CPangoCairo

extension Canvas {
    /// - Throws: `MapRenderError.number`, `.coordinate`, `.cairo`.
    public func drawCircle(at centre: CanvasPoint, _ style: CircleStyle) throws(MapRenderError) {
        try style.validate()
        try check(place: centre, of: "circle")
        if style.blur > 0 {
            drawBlurred(at: centre, style)
        } else {
            drawSharp(at: centre, style)
        }
        try check("cairo_arc")
    }

    func check(place: CanvasPoint, of name: String) throws(MapRenderError) {
        guard abs(place.x) <= Self.coordinateLimit, abs(place.y) <= Self.coordinateLimit else {
            throw .coordinate(of: name, limit: Self.coordinateLimit)
        }
    }

    private func drawSharp(at centre: CanvasPoint, _ style: CircleStyle) {
        if style.radius > 0, style.colour.opacity > 0 {
            traceDisc(centre, style.radius)
            set(style.colour)
            cairo_fill(context)
        }
        if style.strokeWidth > 0, style.strokeColour.opacity > 0 {
            traceDisc(centre, style.radius + style.strokeWidth / 2)
            set(style.strokeColour)
            cairo_set_line_width(context, style.strokeWidth)
            cairo_set_dash(context, nil, 0, 0)
            cairo_stroke(context)
        }
    }

    private func traceDisc(_ centre: CanvasPoint, _ radius: Double) {
        cairo_new_path(context)
        cairo_arc(context, centre.x, centre.y, radius, 0, 2 * .pi)
        cairo_close_path(context)
    }

    /// The gradient of MapLibre's circle shader: from the rim inwards by `blur`, stroke and fill mixed alike.
    private func drawBlurred(at centre: CanvasPoint, _ style: CircleStyle) {
        let rim = style.radius + style.strokeWidth
        guard rim > 0, let gradient = cairo_pattern_create_radial(centre.x, centre.y, 0, centre.x, centre.y, rim)
        else { return }
        defer { cairo_pattern_destroy(gradient) }
        for step in 0...Self.gradientSteps {
            let distance = Double(step) / Double(Self.gradientSteps)
            let shown = Self.smoothstep(0, style.blur, 1 - distance)
            let stroke =
                style.strokeWidth > 0
                ? Self.smoothstep(-style.blur, 0, distance - style.radius / rim) : 0
            let opacity = style.colour.opacity * (1 - stroke) + style.strokeColour.opacity * stroke
            func mix(_ part: (Colour) -> Double) -> Double {
                part(style.colour) * (1 - stroke) + part(style.strokeColour) * stroke
            }
            cairo_pattern_add_color_stop_rgba(
                gradient, distance, mix(\.red), mix(\.green), mix(\.blue), opacity * shown)
        }
        traceDisc(centre, rim)
        cairo_set_source(context, gradient)
        cairo_fill(context)
    }

    /// Straight pieces by which a smooth curve is told to Cairo.
    private static let gradientSteps = 16

    private static func smoothstep(_ low: Double, _ high: Double, _ value: Double) -> Double {
        let part = min(max((value - low) / (high - low), 0), 1)
        return part * part * (3 - 2 * part)
    }
}
