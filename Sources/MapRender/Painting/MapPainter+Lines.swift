internal import StyleSpec
internal import VectorTile

extension MapPainter {
    /// How lines are drawn that look the same.
    private struct LinePaint: Hashable {
        let stroke: StrokeStyle
        let blur: Double
    }

    func paint(
        _ layer: StyleLayer, _ line: LineLayer, _ tiles: [MapTile], _ frame: MapFrame, on canvas: Canvas
    ) throws(MapRenderError) {
        let context = EvaluationContext(zoom: frame.zoom, surroundings: surroundings(of: nil))
        let translate = CanvasPoint(line.translate.value(context))
        // Dashes begin anew in each tile, and what lets through must not lie over its other half.
        let isCut = !canvas.isDocument || !line.isAlwaysSolid
        try inTiles(tiles, isCut: isCut, frame, translate, on: canvas) { tiles throws(MapRenderError) in
            var batches = PaintBatches<LinePaint>()
            try forEachFeature(of: layer, in: tiles, frame) { context, feature, placement throws(MapRenderError) in
                guard feature.feature.kind != .points else { return }
                let paint = paint(of: line, context, scale: canvas.scale)
                let margin = paint.stroke.gapWidth / 2 + paint.stroke.width + abs(paint.stroke.offset)
                let outline = FeatureOutline(placement, frame, translate: translate, margin: margin)
                guard outline.isSeen(feature) else { return }
                // As MapLibre lays them over each other: a border of two areas is stronger than that of one, not twice.
                let isApart = !canvas.isDocument || paint.stroke.colour.opacity < 1
                batches.add(paint, sortKey: line.sortKey.value(context), isApart: isApart) {
                    outline.addLines(of: feature, to: &$0)
                }
            }
            for (paint, path) in batches.ordered { try draw(path, paint, on: canvas) }
        }
    }

    private func draw(_ path: CanvasPath, _ paint: LinePaint, on canvas: Canvas) throws(MapRenderError) {
        guard paint.blur > 0 else { return try canvas.stroke(path, paint.stroke) }
        try canvas.group(blur: min(paint.blur / 2, Canvas.longestBlur)) { () throws(MapRenderError) in
            try canvas.stroke(path, paint.stroke)
        }
    }

    private func paint(of line: LineLayer, _ context: EvaluationContext, scale: Double) -> LinePaint {
        let width = Self.visibleWidth(max(0, line.width.value(context)), scale: scale)
        var stroke = StrokeStyle(
            colour: Colour(line.color.value(context), opacity: line.opacity.value(context)), width: width)
        stroke.gapWidth = max(0, line.gapWidth.value(context))
        stroke.offset = line.offset.value(context)
        switch line.cap.value(context) {
        case .butt: stroke.cap = .butt
        case .round: stroke.cap = .round
        case .square: stroke.cap = .square
        }
        switch line.join.value(context) {
        case .bevel: stroke.join = .bevel
        case .round: stroke.join = .round
        case .miter: stroke.join = .miter(limit: min(max(line.miterLimit.value(context), 1), 1000))
        }
        stroke.dashes = (line.dasharray.value(context) ?? []).map { max(0, $0) * width }
        // A list of odd length is gone through twice (SVG, stroke-dasharray).
        if !stroke.dashes.count.isMultiple(of: 2) { stroke.dashes += stroke.dashes }
        return LinePaint(stroke: stroke, blur: max(0, line.blur.value(context)))
    }

    /// Thinner than a pixel, lines of MapLibre are stronger than what they cover: half a pixel of its edge is added to each
    /// side, and fades over a whole one.
    private static func visibleWidth(_ width: Double, scale: Double) -> Double {
        let pixels = width * scale
        guard pixels > 0, pixels < 1 else { return width }
        let strength = (pixels + 1) / 2
        return strength * strength / scale
    }
}

extension LineLayer {
    /// Whether its lines have neither gaps nor let anything through, whatever the feature.
    fileprivate var isAlwaysSolid: Bool {
        dasharray.constant == .some(nil) && opacity.constant == 1 && color.constant?.alpha == 1
    }
}

extension CanvasPath {
    /// Moved, and brought to whole pixels: what two neighbours share, both cut at the same pixel. A square that is larger than
    /// any canvas is cut off beyond it.
    func snapped(by offset: CanvasPoint, scale: Double) -> CanvasPath {
        func pixel(_ place: Double) -> Double {
            min(max((place * scale).rounded() / scale, -Canvas.coordinateLimit), Canvas.coordinateLimit)
        }
        var moved = CanvasPath()
        forEachPart { points, _ in
            for point in points { moved.add(x: pixel(point.x + offset.x), y: pixel(point.y + offset.y)) }
            moved.closeRing()
        }
        return moved
    }
}
