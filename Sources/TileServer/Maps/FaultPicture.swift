import MapRender

/// A picture in place of a map that cannot be had: with the reason in it, or with nothing.
struct FaultPicture {
    let width: Int
    let height: Int
    let format: MapOrder.Format
    let isTransparent: Bool
    let background: UInt32
    /// Nil leaves the picture blank.
    let text: String?

    /// Pixels each way, where the request does not say it in words that can be read.
    private static let standardSide = 512
    private static let textSize = 12.0
    private static let margin = 8.0

    /// As much of the map that was asked for as can be read.
    init(_ parameters: ServiceParameters, limit: MapSize, text: String?) {
        func readable<Value>(_ read: () throws -> Value?) -> Value? {
            do { return try read() } catch { return nil }
        }
        width = readable { try parameters.number("WIDTH", in: 1...limit.width) } ?? Self.standardSide
        height = readable { try parameters.number("HEIGHT", in: 1...limit.height) } ?? Self.standardSide
        format = readable { try parameters.value("FORMAT").flatMap(MapOrder.Format.init(mediaType:)) } ?? .png
        isTransparent = readable { try parameters.flag("TRANSPARENT") } ?? false
        background = readable { try parameters.value("BGCOLOR").flatMap(ColourParameter.read) } ?? 0xFFFFFF
        self.text = text
    }

    /// - Throws: `MapRenderError`.
    func picture(with shaper: TextShaper) throws -> MapPicture {
        let canvas = try Canvas(width: width, height: height)
        if !isTransparent || format == .jpeg { try canvas.fill(Colour(rgb: background)) }
        if let text {
            var style = TextStyle(fonts: FontStack(["Noto Sans Regular"]), size: Self.textSize)
            style.anchor = .topLeft
            style.justification = .left
            style.maximumWidth = max((Double(width) - 2 * Self.margin) / Self.textSize, 1)
            let layout = try shaper.layout(FormattedText(text), style)
            try canvas.draw(
                layout, at: CanvasPoint(x: Self.margin, y: Self.margin),
                TextPaint(colour: .black, halo: ImageStyle.Halo(colour: .white, width: 1)), with: shaper)
        }
        return try MapPicture(canvas.image(), as: format)
    }
}
