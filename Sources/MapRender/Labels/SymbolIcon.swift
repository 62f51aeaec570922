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
        let padding = symbol.iconPadding.value(context)
        image = sprite.image
        self.style = style
        centre = middle.rotated(radians: style.rotationInRadians)
        box = CanvasBox(
            minX: middle.x - wide / 2 - padding.left, minY: middle.y - high / 2 - padding.top,
            maxX: middle.x + wide / 2 + padding.right, maxY: middle.y + high / 2 + padding.bottom
        ).rotated(radians: style.rotationInRadians)
        width = wide
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
