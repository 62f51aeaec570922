internal import CPangoCairo

extension Canvas {
    /// Puts an image's centre at a place.
    /// - Throws: `MapRenderError.number`, `.coordinate`, `.cairo`.
    public func draw(
        _ image: PixelImage, centre: CanvasPoint, _ style: ImageStyle = ImageStyle()
    ) throws(MapRenderError) {
        try style.validate()
        try check(place: centre, of: "image")
        switch style.kind {
        case .picture: drawPicture(image, centre, style)
        case .distanceField(let colour, let halo): try drawField(image, centre, style, colour, halo)
        }
        try check("cairo_paint_with_alpha")
    }

    /// Fills areas with an image that repeats.
    /// - Parameter origin: where the corner of one repetition lies. Those of neighbouring tiles meet when it is a point
    ///   of the world.
    public func fill(
        _ path: CanvasPath, with image: PixelImage, origin: CanvasPoint = CanvasPoint(x: 0, y: 0), scale: Double = 1,
        opacity: Double = 1, rule: FillRule = .winding
    ) throws(MapRenderError) {
        var style = ImageStyle()
        style.scale = scale
        style.opacity = opacity
        try style.validate()
        try check(place: origin, of: "pattern")
        cairo_save(context)
        defer { cairo_restore(context) }
        try trace(path)
        cairo_set_fill_rule(context, rule == .winding ? CAIRO_FILL_RULE_WINDING : CAIRO_FILL_RULE_EVEN_ODD)
        cairo_clip(context)
        cairo_translate(context, origin.x, origin.y)
        cairo_scale(context, scale, scale)
        withSource(image) { pattern in
            cairo_pattern_set_extend(pattern, CAIRO_EXTEND_REPEAT)
            cairo_paint_with_alpha(context, opacity)
        }
        try check("cairo_clip")
    }

    private func drawPicture(_ image: PixelImage, _ centre: CanvasPoint, _ style: ImageStyle) {
        cairo_save(context)
        defer { cairo_restore(context) }
        cairo_translate(context, centre.x, centre.y)
        cairo_rotate(context, style.rotationInRadians)
        cairo_scale(context, style.scale, style.scale)
        cairo_translate(context, -Double(image.width) / 2, -Double(image.height) / 2)
        withSource(image) { _ in cairo_paint_with_alpha(context, style.opacity) }
    }

    private func drawField(
        _ image: PixelImage, _ centre: CanvasPoint, _ style: ImageStyle, _ colour: Colour, _ halo: ImageStyle.Halo?
    ) throws(MapRenderError) {
        let pixels = max(Double(image.width), Double(image.height)) * style.scale * scale
        guard pixels <= Double(Self.sideLimit) / 2 else {
            throw .number(of: "image size", value: pixels, allowed: 0...Double(Self.sideLimit) / 2)
        }
        let field = DistanceFieldSampler(image: image)
        let place = centre * scale
        let fieldScale = style.scale * scale
        if let halo, halo.width > 0 {
            let mask = CoverageMask(
                field, centre: place, scale: fieldScale, radians: style.rotationInRadians,
                outwards: halo.width * scale, fade: halo.blur * scale)
            paint(mask, halo.colour.faded(to: style.opacity))
        }
        let mask = CoverageMask(field, centre: place, scale: fieldScale, radians: style.rotationInRadians)
        paint(mask, colour.faded(to: style.opacity))
    }

    /// Makes an image the source. Its pixels are copied into a surface of Cairo's, which a document may keep.
    private func withSource(_ image: PixelImage, _ body: (_ pattern: OpaquePointer?) -> Void) {
        guard
            let source = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(image.width), Int32(image.height)),
            let bytes = cairo_image_surface_get_data(source)
        else { return }
        defer { cairo_surface_destroy(source) }
        // Rows of 32-bit pixels have no padding.
        image.pixels.withUnsafeBytes { pixels in
            UnsafeMutableRawPointer(bytes).copyMemory(from: pixels.baseAddress!, byteCount: pixels.count)
        }
        cairo_surface_mark_dirty(source)
        cairo_set_source_surface(context, source, 0, 0)
        body(cairo_get_source(context))
        // The canvas lets go of the image.
        cairo_set_source_rgba(context, 0, 0, 0, 1)
    }

    /// What has been drawn.
    /// - Throws: `MapRenderError.notOnThisCanvas` for a document.
    public func image() throws(MapRenderError) -> PixelImage {
        guard sink == nil else { throw .notOnThisCanvas("pixels") }
        try check("cairo_surface_flush")
        cairo_surface_flush(surface)
        guard let bytes = cairo_image_surface_get_data(surface) else { throw .notOnThisCanvas("pixels") }
        let width = Int(cairo_image_surface_get_width(surface))
        let height = Int(cairo_image_surface_get_height(surface))
        let pixels = [UInt32](unsafeUninitializedCapacity: width * height) { buffer, count in
            UnsafeMutableRawPointer(buffer.baseAddress!).copyMemory(from: bytes, byteCount: width * height * 4)
            count = width * height
        }
        return try PixelImage(width: width, height: height, pixels: pixels)
    }
}
