import MapRender
import StyleSpec

/// Draws the sample beside an entry of a legend: an area, a line or a point, with the paint of its layers.
struct SwatchDrawing {
    private let layers: [(layer: StyleLayer, context: EvaluationContext)]
    private let geometryType: StyleGeometryType
    private let sprites: [String: SpriteSheet.Sprite]

    init(_ swatch: LegendSwatch, zoom: Double?, sprites: SpriteSheet?) {
        layers = swatch.shown(atZoom: zoom)
        geometryType = swatch.example.geometryType
        self.sprites = Dictionary((sprites?.sprites ?? []).map { ($0.name, $0) }) { first, _ in first }
    }

    /// Pixels around a sample, inside its box.
    private static let margin = 1.5

    /// - Throws: `MapRenderError`.
    func draw(on canvas: Canvas, in box: CanvasBox) throws(MapRenderError) {
        var frame = CanvasPath()
        frame.addBox(box)
        try canvas.clipped(to: frame) { () throws(MapRenderError) in
            for (layer, context) in layers { try draw(layer, context, on: canvas, in: box) }
        }
    }

    private func draw(
        _ layer: StyleLayer, _ context: EvaluationContext, on canvas: Canvas, in box: CanvasBox
    ) throws(MapRenderError) {
        switch layer.drawing {
        case .fill(let fill): try draw(fill, context, on: canvas, in: box)
        case .line(let line): try draw(line, context, on: canvas, in: box)
        case .circle(let circle): try draw(circle, context, on: canvas, in: box)
        case .symbol(let symbol): try draw(symbol, context, on: canvas, in: box)
        case .background, .notDrawn: break
        }
    }

    private func draw(
        _ layer: FillLayer, _ context: EvaluationContext, on canvas: Canvas, in box: CanvasBox
    ) throws(MapRenderError) {
        guard geometryType.isArea else { return }
        let opacity = layer.opacity.value(context)
        if let sprite = layer.pattern.value(context).flatMap({ sprites[$0.name] }) {
            try canvas.fill(
                area(in: box), with: sprite.image, origin: CanvasPoint(x: box.minX, y: box.minY),
                scale: 1 / Double(sprite.ratio), opacity: opacity)
        } else {
            try canvas.fill(area(in: box), Colour(layer.color.value(context), opacity: opacity))
        }
        if layer.antialias.value(context), let outline = layer.outlineColor.value(context) {
            try canvas.stroke(area(in: box), StrokeStyle(colour: Colour(outline, opacity: opacity), width: 1))
        }
    }

    private func draw(
        _ layer: LineLayer, _ context: EvaluationContext, on canvas: Canvas, in box: CanvasBox
    ) throws(MapRenderError) {
        let isOutline = geometryType.isArea
        guard isOutline || geometryType.isLine else { return }
        let factor = shrinking(to: box)
        let width = layer.width.value(context) * factor
        var stroke = StrokeStyle(
            colour: Colour(layer.color.value(context), opacity: layer.opacity.value(context)), width: width)
        stroke.gapWidth = layer.gapWidth.value(context) * factor
        stroke.dashes = (layer.dasharray.value(context) ?? []).map { $0 * width }
        stroke.join = .round
        stroke.cap =
            switch layer.cap.value(context) {
            case .butt: .butt
            case .round: .round
            case .square: .square
            }
        try canvas.stroke(isOutline ? area(in: box) : line(in: box), stroke)
    }

    private func draw(
        _ layer: CircleLayer, _ context: EvaluationContext, on canvas: Canvas, in box: CanvasBox
    ) throws(MapRenderError) {
        guard geometryType.isPoint else { return }
        let factor = shrinking(to: box)
        var circle = CircleStyle(
            radius: layer.radius.value(context) * factor,
            colour: Colour(layer.color.value(context), opacity: layer.opacity.value(context)))
        circle.strokeWidth = layer.strokeWidth.value(context) * factor
        circle.strokeColour = Colour(
            layer.strokeColor.value(context), opacity: layer.strokeOpacity.value(context))
        circle.blur = layer.blur.value(context)
        try canvas.drawCircle(at: box.middle, circle)
    }

    private func draw(
        _ layer: SymbolLayer, _ context: EvaluationContext, on canvas: Canvas, in box: CanvasBox
    ) throws(MapRenderError) {
        guard let sprite = layer.iconImage.value(context).flatMap({ sprites[$0.name] }) else { return }
        var style = ImageStyle()
        if sprite.isDistanceField {
            let halo = ImageStyle.Halo(
                colour: Colour(layer.iconHaloColor.value(context)), width: layer.iconHaloWidth.value(context),
                blur: layer.iconHaloBlur.value(context))
            style.kind = .distanceField(Colour(layer.iconColor.value(context)), halo: halo)
        }
        let size = max(layer.iconSize.value(context), 0.001) / Double(sprite.ratio)
        let side = Double(max(sprite.image.width, sprite.image.height)) * size
        style.scale = size * min(1, box.height / side)
        style.opacity = layer.iconOpacity.value(context)
        try canvas.draw(sprite.image, centre: box.middle, style)
    }

    /// What sizes are multiplied by, so that the widest line or circle of the sample fits in, and all keep their
    /// proportions.
    private func shrinking(to box: CanvasBox) -> Double {
        let widest =
            layers.map { layer, context in
                switch layer.drawing {
                case .line(let line):
                    let gap = line.gapWidth.value(context)
                    return line.width.value(context) * (gap > 0 ? 2 : 1) + gap
                case .circle(let circle): return 2 * (circle.radius.value(context) + circle.strokeWidth.value(context))
                case .background, .fill, .symbol, .notDrawn: return 0
                }
            }.max() ?? 0
        let room = geometryType.isArea ? box.height / 4 : box.height - 2 * Self.margin
        return widest > room ? room / widest : 1
    }

    private func area(in box: CanvasBox) -> CanvasPath {
        var path = CanvasPath()
        path.addBox(box.grown(by: -Self.margin))
        return path
    }

    /// A line that bends: dashes, joins and casings show.
    private func line(in box: CanvasBox) -> CanvasPath {
        var path = CanvasPath()
        path.addLine([
            CanvasPoint(x: box.minX, y: box.minY + 0.65 * box.height),
            CanvasPoint(x: box.minX + 0.4 * box.width, y: box.minY + 0.65 * box.height),
            CanvasPoint(x: box.minX + 0.6 * box.width, y: box.minY + 0.35 * box.height),
            CanvasPoint(x: box.maxX, y: box.minY + 0.35 * box.height),
        ])
        return path
    }
}

extension CanvasBox {
    fileprivate var middle: CanvasPoint { CanvasPoint(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }
}

extension Colour {
    /// A colour of a style.
    fileprivate init(_ color: Color, opacity: Double = 1) {
        self.init(red: color.red, green: color.green, blue: color.blue, opacity: color.alpha * opacity)
    }
}

extension StyleGeometryType {
    fileprivate var isArea: Bool { self == .polygon || self == .multiPolygon }
    fileprivate var isLine: Bool { self == .lineString || self == .multiLineString }
    fileprivate var isPoint: Bool { self == .point || self == .multiPoint }
}
