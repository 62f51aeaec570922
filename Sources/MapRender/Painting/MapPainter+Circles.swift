internal import StyleSpec
internal import VectorTile

extension MapPainter {
    func paint(
        _ layer: StyleLayer, _ circle: CircleLayer, _ tiles: [MapTile], _ frame: MapFrame, on canvas: Canvas
    ) throws(MapRenderError) {
        var circles: [(key: Double, centre: CanvasPoint, style: CircleStyle)] = []
        try forEachFeature(of: layer, in: tiles, frame) { context, feature, placement throws(MapRenderError) in
            let opacity = circle.opacity.value(context)
            let radius = max(0, circle.radius.value(context))
            let rim = radius + max(0, circle.strokeWidth.value(context))
            let inset = rim - Self.visibleRadius(rim, scale: canvas.scale)
            var style = CircleStyle(
                radius: max(0, radius - inset), colour: Colour(circle.color.value(context), opacity: opacity))
            style.strokeWidth = rim > radius ? rim - inset - style.radius : 0
            style.strokeColour = Colour(
                circle.strokeColor.value(context), opacity: circle.strokeOpacity.value(context))
            style.blur = max(0, circle.blur.value(context))
            let outline = FeatureOutline(
                placement, frame, translate: CanvasPoint(circle.translate.value(context)),
                margin: style.radius + style.strokeWidth + 1)
            guard outline.isSeen(feature) else { return }
            let key = circle.sortKey.value(context) ?? 0
            outline.forEachOwnPoint(of: feature) { circles.append((key, $0, style)) }
        }
        let room = frame.canvasBox
        for entry in circles.enumerated().sorted(by: { ($0.element.key, $0.offset) < ($1.element.key, $1.offset) }) {
            let (_, centre, style) = entry.element
            let reach = room.grown(by: style.radius + style.strokeWidth + 1)
            guard reach.holds(centre) else { continue }
            try canvas.drawCircle(at: centre, style)
        }
    }

    /// Circles of MapLibre fade inside their rim, over the last pixel: they look half a pixel smaller than they are.
    private static func visibleRadius(_ radius: Double, scale: Double) -> Double {
        let pixels = radius * scale
        return (pixels > 1 ? pixels - 0.5 : pixels / 2) / scale
    }
}

extension CanvasBox {
    func holds(_ point: CanvasPoint) -> Bool {
        point.x >= minX && point.x <= maxX && point.y >= minY && point.y <= maxY
    }
}
