internal import StyleSpec

/// The icon of a symbol, about the symbol's place.
struct SymbolIcon {
    let image: PixelImage
    let style: ImageStyle
    /// From the place to the middle of the icon, in pixels.
    let centre: CanvasPoint
    /// What it keeps free about the place, in pixels.
    let box: CanvasBox
    /// Pixels.
    let width: Double
    /// How it grows about a text; nil when it does not.
    private let fit: Fit?
    private let padding: Padding

    private struct Fit {
        let sprite: SpriteSheet.Sprite
        let sides: IconFit
        let padding: Padding
        let offset: CanvasPoint
    }

    /// Nil where there is none, or the sprite does not have it.
    init?(_ symbol: SymbolLayer, _ context: EvaluationContext, sprites: [String: SpriteSheet.Sprite]) {
        guard let name = symbol.iconImage.value(context)?.name, let sprite = sprites[name] else { return nil }
        let size = symbol.iconSize.value(context)
        guard size > 0 else { return nil }
        var style = ImageStyle()
        if sprite.isDistanceField {
            let width = symbol.iconHaloWidth.value(context)
            let halo = ImageStyle.Halo(
                colour: Colour(symbol.iconHaloColor.value(context)), width: max(0, width),
                blur: max(0, symbol.iconHaloBlur.value(context)))
            style.kind = .distanceField(Colour(symbol.iconColor.value(context)), halo: width > 0 ? halo : nil)
        }
        style.scale = size / Double(sprite.ratio)
        style.opacity = min(max(symbol.iconOpacity.value(context), 0), 1)
        style.rotationInRadians = symbol.iconRotate.value(context) * .pi / 180
        let (wide, high) = (Double(sprite.image.width) * style.scale, Double(sprite.image.height) * style.scale)
        let anchor = TextStyle.Anchor(symbol.iconAnchor.value(context))
        let offset = CanvasPoint(symbol.iconOffset.value(context)) * size
        let middle = CanvasPoint(
            x: (0.5 - anchor.horizontal) * wide + offset.x, y: (0.5 - anchor.vertical) * high + offset.y)
        let sides = symbol.iconTextFit.value(context)
        let fit =
            sides == .none
            ? nil
            : Fit(
                sprite: sprite, sides: sides, padding: symbol.iconTextFitPadding.value(context),
                offset: CanvasPoint(symbol.iconOffset.value(context)))
        self.init(
            sprite.image, style, middle: middle, width: wide, height: high, padding: symbol.iconPadding.value(context),
            fit: fit)
    }

    private init(
        _ image: PixelImage, _ style: ImageStyle, middle: CanvasPoint, width: Double, height: Double, padding: Padding,
        fit: Fit?
    ) {
        self.image = image
        self.style = style
        self.width = width
        self.padding = padding
        self.fit = fit
        centre = middle.rotated(radians: style.rotationInRadians)
        box = CanvasBox(
            minX: middle.x - width / 2 - padding.left, minY: middle.y - height / 2 - padding.top,
            maxX: middle.x + width / 2 + padding.right, maxY: middle.y + height / 2 + padding.bottom
        ).rotated(radians: style.rotationInRadians)
    }

    /// The icon about a text, as the style wants it to grow.
    /// - Parameter text: its box about the place.
    /// - Throws: `MapRenderError.canvasSize`.
    func fitted(to text: CanvasBox) throws(MapRenderError) -> SymbolIcon {
        guard let fit, text.width > 0, text.height > 0 else { return self }
        let (sprite, ratio) = (fit.sprite, Double(fit.sprite.ratio))
        func side(
            _ length: Int, _ zones: [[Double]], _ content: Int, _ text: ClosedRange<Double>, isFitted: Bool
        ) -> IconStretch {
            guard isFitted else {
                return IconStretch(
                    length: Double(length), about: (text.lowerBound + text.upperBound) / 2, ratio: ratio)
            }
            let box = sprite.content
            return IconStretch(
                length: Double(length), zones: zones, content: box.isEmpty ? nil : box[content]...box[content + 2],
                text: text, ratio: ratio)
        }
        let room = fit.padding
        let across = side(
            sprite.image.width, sprite.stretchX, 0,
            (text.minX - room.left + fit.offset.x)...max(text.minX - room.left, text.maxX + room.right) + fit.offset.x,
            isFitted: fit.sides != .height)
        let down = side(
            sprite.image.height, sprite.stretchY, 1,
            (text.minY - room.top + fit.offset.y)...max(text.minY - room.top, text.maxY + room.bottom) + fit.offset.y,
            isFitted: fit.sides != .width)
        let (columns, rows) = (across.sources, down.sources)
        let stretched = try PixelImage(
            width: columns.count, height: rows.count,
            pixels: rows.flatMap { row in columns.map { sprite.image[$0, row] } })
        var style = style
        style.scale = 1 / ratio
        return SymbolIcon(
            stretched, style,
            middle: CanvasPoint(x: (across.start + across.end) / 2, y: (down.start + down.end) / 2),
            width: across.end - across.start, height: down.end - down.start, padding: padding, fit: nil)
    }

    func part(at place: CanvasPoint, turned radians: Double = 0) -> SymbolPart {
        var style = style
        style.rotationInRadians += radians
        return .icon(image, centre: place + centre.rotated(radians: radians), style)
    }

    func shape(at place: CanvasPoint, turned radians: Double = 0) -> CollisionShape {
        .box(box.rotated(radians: radians).moved(by: place))
    }
}
