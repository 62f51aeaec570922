internal import StyleSpec
internal import VectorTile

extension MapPainter {
    /// How lines are drawn that look the same.
    private struct LinePaint: Hashable {
        var stroke: StrokeStyle
        var blur: Double
    }

    func paint(
        _ layer: StyleLayer, _ line: LineLayer, _ tiles: [MapTile], _ frame: MapFrame, on canvas: Canvas
    ) throws(MapRenderError) {
        // Dashes begin anew in each tile: they end where it does.
        let groups = line.dasharray.constant == .some(nil) ? [tiles] : tiles.map { [$0] }
        for group in groups {
            var batches = PaintBatches<LinePaint>()
            var clip: CanvasPath?
            try forEachFeature(of: layer, in: group, frame) { context, feature, placement throws(MapRenderError) in
                guard feature.feature.kind != .points else { return }
                let paint = paint(of: line, context)
                let margin = paint.stroke.gapWidth / 2 + paint.stroke.width + abs(paint.stroke.offset)
                let translate = CanvasPoint(line.translate.value(context))
                let outline = FeatureOutline(placement, frame, translate: translate, margin: margin)
                guard outline.isSeen(feature) else { return }
                if clip == nil { clip = placement.outline.moved(by: outline.offset) }
                batches.add(paint, sortKey: line.sortKey.value(context)) { outline.addLines(of: feature, to: &$0) }
            }
            for (paint, path) in batches.ordered {
                guard !paint.stroke.dashes.isEmpty, let clip else {
                    try draw(path, paint, on: canvas)
                    continue
                }
                try canvas.clipped(to: clip) { () throws(MapRenderError) in try draw(path, paint, on: canvas) }
            }
        }
    }

    private func draw(_ path: CanvasPath, _ paint: LinePaint, on canvas: Canvas) throws(MapRenderError) {
        guard paint.blur > 0 else { return try canvas.stroke(path, paint.stroke) }
        try canvas.group(blur: min(paint.blur / 2, Canvas.longestBlur)) { () throws(MapRenderError) in
            try canvas.stroke(path, paint.stroke)
        }
    }

    private func paint(of line: LineLayer, _ context: EvaluationContext) -> LinePaint {
        let width = max(0, line.width.value(context))
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
}
