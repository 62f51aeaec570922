internal import StyleSpec
internal import VectorTile

extension MapPainter {
    func paint(
        _ background: BackgroundLayer, _ context: EvaluationContext, _ frame: MapFrame, on canvas: Canvas
    ) throws(MapRenderError) {
        let opacity = background.opacity.value(context)
        var path = CanvasPath()
        path.addBox(frame.canvasBox)
        guard let pattern = pattern(background.pattern.value(context)) else {
            return try canvas.fill(path, Colour(background.color.value(context), opacity: opacity))
        }
        try canvas.fill(
            path, with: pattern.image, origin: origin(of: pattern, frame), scale: pattern.scale, opacity: opacity)
    }

    /// What areas are filled with.
    private enum AreaPaint: Hashable {
        case colour(Colour)
        case pattern(ResolvedImage, opacity: Double)
    }

    func paint(
        _ layer: StyleLayer, _ fill: FillLayer, _ tiles: [MapTile], _ frame: MapFrame, on canvas: Canvas
    ) throws(MapRenderError) {
        let context = EvaluationContext(zoom: frame.zoom, surroundings: surroundings(of: nil))
        let translate = CanvasPoint(fill.translate.value(context))
        try inTiles(tiles, isCut: !canvas.isDocument, frame, translate, on: canvas) { tiles throws(MapRenderError) in
            try paint(layer, fill, tiles, frame, translate, on: canvas)
        }
    }

    private func paint(
        _ layer: StyleLayer, _ fill: FillLayer, _ tiles: [MapTile], _ frame: MapFrame, _ translate: CanvasPoint,
        on canvas: Canvas
    ) throws(MapRenderError) {
        var batches = PaintBatches<AreaPaint>()
        var outlines = PaintBatches<Colour>()
        try forEachFeature(of: layer, in: tiles, frame) { context, feature, placement throws(MapRenderError) in
            guard feature.feature.kind == .polygons else { return }
            let outline = FeatureOutline(placement, frame, translate: translate, margin: 1)
            guard outline.isSeen(feature) else { return }
            let opacity = fill.opacity.value(context)
            let paint: AreaPaint
            if let image = fill.pattern.value(context), !image.name.isEmpty {
                paint = .pattern(image, opacity: opacity)
            } else {
                paint = .colour(Colour(fill.color.value(context), opacity: opacity))
                if fill.antialias.value(context), let color = fill.outlineColor.value(context) {
                    let colour = Colour(color, opacity: opacity)
                    outlines.add(colour, sortKey: fill.sortKey.value(context), isApart: !canvas.isDocument) {
                        outline.addLines(of: feature, to: &$0)
                    }
                }
            }
            batches.add(paint, sortKey: fill.sortKey.value(context)) { outline.addRings(of: feature, to: &$0) }
        }
        for (paint, path) in batches.ordered {
            switch paint {
            case .colour(let colour): try canvas.fill(path, colour)
            case .pattern(let image, let opacity):
                guard let pattern = pattern(image) else { continue }
                try canvas.fill(
                    path, with: pattern.image, origin: origin(of: pattern, frame), scale: pattern.scale,
                    opacity: min(max(opacity, 0), 1))
            }
        }
        for (colour, path) in outlines.ordered {
            try canvas.stroke(path, StrokeStyle(colour: colour, width: 1 / canvas.scale))
        }
    }

    /// A corner of a repetition, which lies at a pixel of the world that is a multiple of its size.
    private func origin(of pattern: (image: PixelImage, scale: Double), _ frame: MapFrame) -> CanvasPoint {
        func start(_ place: Double, _ side: Int) -> Double {
            let length = Double(side) * pattern.scale
            return -(place - (place / length).rounded(.down) * length)
        }
        return frame.place
            + CanvasPoint(
                x: start(frame.origin.x, pattern.image.width), y: start(frame.origin.y, pattern.image.height))
    }
}
