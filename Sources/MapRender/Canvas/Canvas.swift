internal import CPangoCairo

/// A surface to draw on, over Cairo: pixels, the pages of a PDF, or an SVG document.
///
/// Lengths are pixels at scale 1; a canvas of scale 2 has twice as many each way. What is drawn lies over what was drawn
/// before. One thread at a time may use it; several canvases work side by side.
public final class Canvas {
    /// Pixels each way; Cairo's own end is 32,767.
    public static let sideLimit = 16_384
    /// 256 MB; what a poster of 841 × 1189 mm at 200 dpi needs.
    public static let pixelLimit = 64 << 20
    /// Pixels at scale 1. Cairo counts in 24.8 bits of fixed point and wraps behind ±2²³; scale 8 stays inside.
    static let coordinateLimit = 1_048_576.0
    static let scales = 0.1...8.0

    /// 17 steps of coverage instead of 256: a tile of 1,000 parcels and 300 roads takes 30 ms instead of 66, and looks the
    /// same four times enlarged.
    static let antialias = CAIRO_ANTIALIAS_FAST

    /// At scale 1.
    public let width: Double
    public let height: Double
    /// Pixels of the surface per pixel of the coordinates.
    public let scale: Double

    let context: OpaquePointer
    let surface: OpaquePointer
    /// Where a document's bytes go; nil for pixels.
    let sink: DocumentSink?
    var isDocument: Bool { sink != nil }
    /// Where the pixels may be drawn on directly; nil while only Cairo knows where, and for documents.
    var window: PixelWindow?
    var coverage: CoverageBuffer?

    /// Transparent pixels.
    /// - Throws: `MapRenderError.canvasSize`, `.number`, `.cairo`.
    public convenience init(width: Int, height: Int, scale: Double = 1) throws(MapRenderError) {
        try self.init(width: Double(width), height: Double(height), scale: scale, sink: nil) {
            cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32($0.rounded(.up)), Int32($1.rounded(.up)))
        }
    }

    /// Transparent pixels, counted as they are; `width` and `height` may then be no whole numbers.
    /// - Throws: `MapRenderError.canvasSize`, `.number`, `.cairo`.
    public convenience init(pixelWidth: Int, pixelHeight: Int, scale: Double) throws(MapRenderError) {
        try self.init(
            width: Double(pixelWidth) / scale, height: Double(pixelHeight) / scale, scale: scale, sink: nil
        ) { _, _ in cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(pixelWidth), Int32(pixelHeight)) }
    }

    /// - Parameter make: the surface for a width and height at `scale`, which Cairo never answers with NULL.
    init(
        width: Double, height: Double, scale: Double, sink: DocumentSink?,
        make: (_ width: Double, _ height: Double) -> OpaquePointer?
    ) throws(MapRenderError) {
        guard Self.scales.contains(scale) else {
            throw .number(of: "canvas scale", value: scale, allowed: Self.scales)
        }
        let (wide, high) = (width * scale, height * scale)
        let sides = 1...Double(Self.sideLimit)
        guard sides.contains(wide), sides.contains(high), wide * high <= Double(Self.pixelLimit) else {
            throw .canvasSize(
                width: width, height: height, sideLimit: Self.sideLimit, pixelLimit: Self.pixelLimit)
        }
        guard let surface = make(wide, high), let context = cairo_create(surface) else {
            throw .cairo(function: "cairo_create", reason: "no surface")
        }
        self.width = width
        self.height = height
        self.scale = scale
        self.surface = surface
        self.context = context
        self.sink = sink
        window =
            sink == nil
            ? PixelWindow(
                columns: 0..<Int(cairo_image_surface_get_width(surface)),
                rows: 0..<Int(cairo_image_surface_get_height(surface))) : nil
        try check("cairo_create")
        cairo_scale(context, scale, scale)
        cairo_set_antialias(context, Self.antialias)
    }

    deinit {
        cairo_destroy(context)
        // Writes what a document still holds back; the sink lives as long as the surface.
        cairo_surface_destroy(surface)
    }

    /// An error of Cairo stays in its context: everything that follows on this canvas fails with it.
    func check(_ function: String) throws(MapRenderError) {
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .cairo(function: function, reason: String(cString: cairo_status_to_string(status)))
        }
    }

    func set(_ colour: Colour) {
        cairo_set_source_rgba(context, colour.red, colour.green, colour.blue, colour.opacity)
    }

    /// Makes a path Cairo's current one.
    /// - Throws: `MapRenderError.coordinate` when a number is not finite or too large: whoever draws clips before.
    func trace(_ path: CanvasPath) throws(MapRenderError) {
        cairo_new_path(context)
        var index = 0
        for part in path.parts {
            var isFirst = true
            while index < 2 * part.end {
                let (x, y) = (path.numbers[index], path.numbers[index + 1])
                guard abs(x) <= Self.coordinateLimit, abs(y) <= Self.coordinateLimit else {
                    cairo_new_path(context)
                    throw .coordinate(of: "path", limit: Self.coordinateLimit)
                }
                if isFirst { cairo_move_to(context, x, y) } else { cairo_line_to(context, x, y) }
                isFirst = false
                index += 2
            }
            if part.isClosed { cairo_close_path(context) }
        }
    }
}
