internal import StyleSpec
internal import Tiling
internal import VectorTile

extension MapPainter {
    /// The symbols of one tile that would like to stand. They depend on the tile, the style and the frame's plane alone.
    /// - Throws: `MapRenderError`.
    public func symbols(of tile: MapTile, _ frame: MapFrame) throws(MapRenderError) -> [MapSymbol] {
        var symbols: [MapSymbol] = []
        for (place, layer) in style.layers.enumerated() {
            guard case .symbol(let symbol) = layer.drawing,
                layer.isDrawn(EvaluationContext(zoom: frame.zoom, surroundings: surroundings(of: nil)))
            else { continue }
            var collector = SymbolCollector(
                layer: place, rank: Double(style.layers.count - place), tile: tile.index, shaper: shaper)
            try forEachFeature(of: layer, in: [tile], frame) { context, feature, placement throws(MapRenderError) in
                let draft = SymbolDraft(symbol, context, sprites: sprites)
                guard draft.text != nil || draft.icon != nil else { return }
                let outline = FeatureOutline(
                    placement, MapFrame.plane(of: frame), translate: draft.translate, margin: 0)
                guard draft.placement != .point, feature.feature.kind != .points else {
                    try outline.forEachSymbolPoint(of: feature) { point throws(MapRenderError) in
                        try collector.add(draft, feature: feature, at: point)
                    }
                    return
                }
                collector.gather(draft, feature: feature, outline)
            }
            try collector.placeAlongLines()
            symbols += collector.symbols
        }
        return symbols
    }
}

extension MapFrame {
    /// The frame whose canvas begins where the plane does.
    static func plane(of frame: MapFrame) -> MapFrame {
        guard let warp = frame.warp else {
            return MapFrame(zoom: frame.zoom, origin: CanvasPoint(x: 0, y: 0), width: frame.width, height: frame.height)
        }
        return MapFrame(zoom: frame.zoom, width: frame.width, height: frame.height, warp: warp)
    }
}

extension FeatureOutline {
    /// Where a symbol at a point stands: at each point, and where a line or ring begins.
    func forEachSymbolPoint(
        of feature: MapFeature, _ body: (CanvasPoint) throws(MapRenderError) -> Void
    ) throws(MapRenderError) {
        let content = feature.layer.content
        let units = Int32(content.tileUnits)
        var start = feature.feature.start
        for part in feature.feature.parts {
            let end = content.partEnds[part]
            let (x, y) = (content.positions[start], content.positions[start + 1])
            start = end
            guard x >= 0, y >= 0, x < units, y < units else { continue }
            try body(placement.point(x, y) + offset)
        }
    }

    /// The tile's own square, and lines of a feature in it.
    func pieces(of feature: MapFeature) -> [[CanvasPoint]] {
        let content = feature.layer.content
        let square = CanvasBox(minX: 0, minY: 0, maxX: Double(content.tileUnits), maxY: Double(content.tileUnits))
        var start = feature.feature.start
        return feature.feature.parts.flatMap { part -> [[CanvasPoint]] in
            let end = content.partEnds[part]
            var line = stride(from: start, to: end, by: 2).map {
                CanvasPoint(x: Double(content.positions[$0]), y: Double(content.positions[$0 + 1]))
            }
            if feature.feature.kind == .polygons, let first = line.first { line.append(first) }
            start = end
            return square.pieces(of: line)
        }
    }
}

/// What a style says of one feature's symbol.
struct SymbolDraft {
    let text: SymbolText?
    let icon: SymbolIcon?
    let placement: SymbolPlacement
    let spacing: Double
    let sortKey: Double
    let translate: CanvasPoint
    let line: LineTextStyle
    /// Whether letters follow the line.
    let textFollows: Bool
    let iconFollows: Bool
    let textMayOverlap: Bool
    let iconMayOverlap: Bool
    let textMayBeOverlapped: Bool
    let iconMayBeOverlapped: Bool
    let textIsOptional: Bool
    let iconIsOptional: Bool

    init(_ symbol: SymbolLayer, _ context: EvaluationContext, sprites: [String: SpriteSheet.Sprite]) {
        text = SymbolText(symbol, context)
        icon = SymbolIcon(symbol, context, sprites: sprites)
        placement = symbol.placement.value(context)
        spacing = max(1, symbol.spacing.value(context))
        sortKey = symbol.sortKey.value(context) ?? 0
        translate = CanvasPoint(symbol.textTranslate.value(context))
        var line = LineTextStyle()
        line.maximumTurn = symbol.textMaxAngle.value(context)
        line.keepsUpright = symbol.textKeepUpright.value(context)
        self.line = line
        let alignment = symbol.textRotationAlignment.value(context)
        textFollows = placement != .point && (alignment == .auto || alignment == .map)
        let iconAlignment = symbol.iconRotationAlignment.value(context)
        iconFollows = placement != .point && iconAlignment != .viewport
        textMayOverlap =
            symbol.textOverlap.value(context).map { $0 != .never } ?? symbol.textAllowOverlap.value(context)
        iconMayOverlap =
            symbol.iconOverlap.value(context).map { $0 != .never } ?? symbol.iconAllowOverlap.value(context)
        textMayBeOverlapped = symbol.textIgnorePlacement.value(context)
        iconMayBeOverlapped = symbol.iconIgnorePlacement.value(context)
        textIsOptional = symbol.textOptional.value(context)
        iconIsOptional = symbol.iconOptional.value(context)
    }
}
