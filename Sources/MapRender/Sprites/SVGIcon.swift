// Its headers hold the structures of GLib too.
internal import CPangoCairo
internal import CRsvg

/// An icon that may be drawn: its text was looked through, and librsvg knows its size.
///
/// Not supported: texts in icons are drawn in whatever font the machine has; animations stand still.
public final class SVGIcon {
    /// Icons have some kilobytes; a megabyte is a picture.
    public static let byteLimit = 256 << 10
    /// Pixels each way.
    public static let sideLimit = 512

    public let name: String
    /// Pixels.
    public let width: Int
    public let height: Int
    let attributes: SpriteAttributes
    private let handle: UnsafeMutablePointer<RsvgHandle>

    /// - Throws: `MapRenderError.icon`.
    public init(name: String, svg bytes: [UInt8]) throws(MapRenderError) {
        do throws(IconFault) {
            guard bytes.count <= Self.byteLimit else {
                throw IconFault.tooManyBytes(bytes.count, limit: Self.byteLimit)
            }
            guard let text = String(validating: bytes, as: UTF8.self) else { throw IconFault.notUTF8 }
            let root = try IconInspection.root(of: text)
            attributes = try SpriteAttributes(root)
            handle = try Self.open(bytes)
        } catch {
            throw .icon(name: name, error)
        }
        self.name = name
        do throws(IconFault) {
            (width, height) = try Self.size(of: handle)
        } catch {
            g_object_unref(handle)
            throw .icon(name: name, error)
        }
    }

    deinit { g_object_unref(handle) }

    /// Without a base address: librsvg then loads nothing that lies outside the document.
    private static func open(_ bytes: [UInt8]) throws(IconFault) -> UnsafeMutablePointer<RsvgHandle> {
        var error: UnsafeMutablePointer<GError>?
        // Returns NULL and sets the error, which is the caller's.
        guard let handle = rsvg_handle_new_from_data(bytes, gsize(bytes.count), &error) else {
            throw .notDrawable(message(&error))
        }
        return handle
    }

    private static func size(of handle: UnsafeMutablePointer<RsvgHandle>) throws(IconFault) -> (Int, Int) {
        rsvg_handle_set_dpi(handle, 96)
        var (hasWidth, hasHeight, hasBox): (gboolean, gboolean, gboolean) = (0, 0, 0)
        var (width, height) = (0.0, 0.0)
        if rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height) == 0 {
            var box = RsvgRectangle()
            var (wide, high) = (RsvgLength(), RsvgLength())
            rsvg_handle_get_intrinsic_dimensions(handle, &hasWidth, &wide, &hasHeight, &high, &hasBox, &box)
            guard hasBox != 0 else { throw .noSize }
            (width, height) = (box.width, box.height)
        }
        guard width > 0, height > 0, width <= Double(sideLimit), height <= Double(sideLimit) else {
            throw .size(width: width, height: height, limit: sideLimit)
        }
        return (Int(width.rounded(.up)), Int(height.rounded(.up)))
    }

    /// Reads and resets an error.
    private static func message(_ error: inout UnsafeMutablePointer<GError>?) -> String {
        let text = error?.pointee.message.map { String(cString: $0) } ?? "no reason given"
        g_clear_error(&error)
        return text
    }

    /// Draws the icon over a canvas, `margin` pixels from its top left corner.
    func draw(on canvas: Canvas, margin: Int = 0) throws(MapRenderError) {
        var error: UnsafeMutablePointer<GError>?
        var viewport = RsvgRectangle(
            x: Double(margin), y: Double(margin), width: Double(width), height: Double(height))
        // Returns 0 and sets the error.
        guard rsvg_handle_render_document(handle, canvas.context, &viewport, &error) != 0 else {
            throw .icon(name: name, .notDrawable(Self.message(&error)))
        }
        try canvas.check("rsvg_handle_render_document")
    }

    /// Draws the icon as shapes, as large as fits into a box, in its middle.
    /// - Throws: `MapRenderError.icon`, `.cairo`.
    public func draw(on canvas: Canvas, in box: CanvasBox) throws(MapRenderError) {
        let scale = min(box.width / Double(width), box.height / Double(height))
        cairo_save(canvas.context)
        defer { cairo_restore(canvas.context) }
        cairo_translate(canvas.context, box.centre.x, box.centre.y)
        cairo_scale(canvas.context, scale, scale)
        cairo_translate(canvas.context, -Double(width) / 2, -Double(height) / 2)
        try draw(on: canvas)
    }

    /// - Parameter ratio: pixels of the image per pixel of the icon.
    /// - Throws: `MapRenderError.icon`, `.canvasSize`.
    public func image(ratio: Int) throws(MapRenderError) -> PixelImage {
        if attributes.isDistanceField { return try distanceField(ratio: ratio) }
        let canvas = try Canvas(width: width, height: height, scale: Double(ratio))
        try draw(on: canvas)
        return try canvas.image()
    }

    /// The distances to the edge of what the icon covers, three pixels around it included.
    private func distanceField(ratio: Int) throws(MapRenderError) -> PixelImage {
        let border = DistanceField.border
        let (wide, high) = (width + 2 * border, height + 2 * border)
        let canvas = try Canvas(width: wide, height: high, scale: Double(ratio))
        try draw(on: canvas, margin: border)
        let image = try canvas.image()
        let bytes = DistanceField.bytes(
            image.pixels.map { Float($0 >> 24) / 255 }, width: image.width, height: image.height, fineness: 1)
        return try PixelImage(width: image.width, height: image.height, pixels: bytes.map { UInt32($0) << 24 })
    }
}
