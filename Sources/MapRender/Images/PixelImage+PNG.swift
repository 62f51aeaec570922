internal import CPangoCairo

extension PixelImage {
    /// What is left to read of a file.
    private final class Source {
        var bytes: ArraySlice<UInt8>

        init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

        static let read: cairo_read_func_t = { closure, data, count in
            guard let closure, let data else { return CAIRO_STATUS_READ_ERROR }
            let source = Unmanaged<Source>.fromOpaque(closure).takeUnretainedValue()
            guard source.bytes.count >= Int(count) else { return CAIRO_STATUS_READ_ERROR }
            for (index, byte) in source.bytes.prefix(Int(count)).enumerated() { data[index] = byte }
            source.bytes = source.bytes.dropFirst(Int(count))
            return CAIRO_STATUS_SUCCESS
        }
    }

    /// The picture of a PNG file (ISO 15948), in eight bits a colour.
    /// - Throws: `MapRenderError.encoding`, `.canvasSize`.
    public init(png bytes: [UInt8]) throws(MapRenderError) {
        let source = Source(bytes)
        let surface = withExtendedLifetime(source) {
            cairo_image_surface_create_from_png_stream(Source.read, Unmanaged.passUnretained(source).toOpaque())
        }
        // Never NULL: a surface in an error instead.
        defer { cairo_surface_destroy(surface) }
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS, let surface else {
            throw .encoding(format: "PNG", reason: String(cString: cairo_status_to_string(status)))
        }
        let canvas = try Canvas(
            width: Int(cairo_image_surface_get_width(surface)), height: Int(cairo_image_surface_get_height(surface)))
        cairo_set_source_surface(canvas.context, surface, 0, 0)
        cairo_paint(canvas.context)
        self = try canvas.image()
    }
}
