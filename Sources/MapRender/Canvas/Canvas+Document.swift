internal import CPangoCairo

/// Collects what Cairo writes of a document.
final class DocumentSink {
    var bytes: [UInt8] = []
    var isFinished = false

    /// Cairo's stream function; `closure` is the sink, which the canvas keeps alive.
    static let write: cairo_write_func_t = { closure, data, count in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<DocumentSink>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
        return CAIRO_STATUS_SUCCESS
    }

    var closure: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
}

extension Canvas {
    /// What a PDF says of itself.
    public struct Information: Hashable, Sendable {
        public var title: String
        /// ISO 8601. It is in the file: equal drawings give equal bytes only with an equal date.
        public var created: String

        public init(title: String, created: String) {
            self.title = title
            self.created = created
        }
    }

    /// Points of a document (1/72 inch) per pixel of the coordinates (1/96 inch).
    static let pointsPerPixel = 0.75

    /// The first page of a PDF; lengths in pixels of 1/96 inch.
    /// - Parameter dotsPerInch: of what a PDF cannot hold but as pixels, for example blurred shadows.
    /// - Throws: `MapRenderError.canvasSize`, `.cairo`.
    public static func pdf(
        width: Double, height: Double, _ information: Information, dotsPerInch: Double = 300
    ) throws(MapRenderError) -> Canvas {
        let sink = DocumentSink()
        return try Canvas(width: width, height: height, scale: pointsPerPixel, sink: sink) { width, height in
            let surface = cairo_pdf_surface_create_for_stream(DocumentSink.write, sink.closure, width, height)
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, information.title)
            cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, information.created)
            cairo_surface_set_fallback_resolution(surface, dotsPerInch, dotsPerInch)
            return surface
        }
    }

    /// Ends the page of a PDF and begins another one of the same size.
    /// - Throws: `MapRenderError.notOnThisCanvas` for what has no pages, or is finished.
    public func newPage() throws(MapRenderError) {
        try requirePages()
        cairo_show_page(context)
        try check("cairo_show_page")
    }

    /// Names a page in the list that readers of a PDF show beside its pages.
    /// - Parameter page: the first is 1.
    /// - Throws: `MapRenderError.notOnThisCanvas` for what has no pages, or is finished.
    public func addBookmark(_ title: String, toPage page: Int) throws(MapRenderError) {
        try requirePages()
        // Returns the id of the entry, which no other is put below.
        cairo_pdf_surface_add_outline(
            surface, CAIRO_PDF_OUTLINE_ROOT, title, "page=\(page)", cairo_pdf_outline_flags_t(0))
        try check("cairo_pdf_surface_add_outline")
    }

    private func requirePages() throws(MapRenderError) {
        guard let sink, !sink.isFinished, cairo_surface_get_type(surface) == CAIRO_SURFACE_TYPE_PDF else {
            throw .notOnThisCanvas("pages")
        }
    }

    /// An SVG document.
    public static func svg(width: Double, height: Double) throws(MapRenderError) -> Canvas {
        let sink = DocumentSink()
        return try Canvas(width: width, height: height, scale: pointsPerPixel, sink: sink) { width, height in
            cairo_svg_surface_create_for_stream(DocumentSink.write, sink.closure, width, height)
        }
    }

    /// Ends a document; nothing can be drawn afterwards.
    /// - Throws: `MapRenderError.notOnThisCanvas` for pixels, or the second time.
    public func finish() throws(MapRenderError) -> [UInt8] {
        guard let sink, !sink.isFinished else { throw .notOnThisCanvas("document") }
        try check("cairo_show_page")
        cairo_show_page(context)
        sink.isFinished = true
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .cairo(
                function: "cairo_surface_finish", reason: String(cString: cairo_status_to_string(status)))
        }
        return sink.bytes
    }
}
