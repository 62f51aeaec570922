public import StyleSpec
internal import VectorTile

/// Draws vector tiles with a style, layer by layer, as MapLibre draws them. Belongs to one thread, as its shaper does.
public final class MapPainter {
    public let style: Style
    let sprites: [String: SpriteSheet.Sprite]
    let shaper: TextShaper
    private let images: Set<String>
    /// Of this style, read lately.
    var tiles = GenerationCache<TileKey, MapTile>(capacity: rememberedTiles)
    var tileSymbols = GenerationCache<SymbolKey, [MapSymbol]>(capacity: rememberedTiles)
    var blocks = GenerationCache<BlockKey, [PlacedSymbol]>(capacity: rememberedBlocks)

    /// A screen shows a dozen; a block of symbols looks at sixty.
    private static let rememberedTiles = 128
    private static let rememberedBlocks = 8

    /// - Parameter sprites: by the names that the style uses.
    public init(style: Style, sprites: [String: SpriteSheet.Sprite], shaper: TextShaper) {
        self.style = style
        self.sprites = sprites
        self.shaper = shaper
        images = Set(sprites.keys)
    }

    /// Draws what a frame shows.
    /// - Parameters:
    ///   - tiles: of one matrix, all that touch the frame.
    ///   - labels: that stand there.
    /// - Throws: `MapRenderError`.
    public func paint(
        _ tiles: [MapTile], labels: [PlacedSymbol], _ frame: MapFrame, on canvas: Canvas
    ) throws(MapRenderError) {
        var window = CanvasPath()
        window.addBox(frame.canvasBox)
        try canvas.clipped(to: window) { () throws(MapRenderError) in
            try paintLayers(tiles, labels: labels, frame, on: canvas)
        }
    }

    private func paintLayers(
        _ tiles: [MapTile], labels: [PlacedSymbol], _ frame: MapFrame, on canvas: Canvas
    ) throws(MapRenderError) {
        let symbols = Dictionary(grouping: labels, by: \.layer)
        for (place, layer) in style.layers.enumerated() {
            let context = EvaluationContext(zoom: frame.zoom, surroundings: surroundings(of: nil))
            guard layer.isDrawn(context) else { continue }
            switch layer.drawing {
            case .background(let background): try paint(background, context, frame, on: canvas)
            case .fill(let fill): try paint(layer, fill, tiles, frame, on: canvas)
            case .line(let line): try paint(layer, line, tiles, frame, on: canvas)
            case .circle(let circle): try paint(layer, circle, tiles, frame, on: canvas)
            case .symbol: for symbol in symbols[place] ?? [] { try paint(symbol, frame, on: canvas) }
            case .notDrawn: continue
            }
        }
    }

    func surroundings(of tile: TileAddress?) -> EvaluationSurroundings {
        EvaluationSurroundings(tile: tile, images: images, globalState: style.state)
    }

    /// Hands over the features of a layer that its filter accepts.
    func forEachFeature(
        of layer: StyleLayer, in tiles: [MapTile], _ frame: MapFrame,
        _ body: (EvaluationContext, MapFeature, TilePlacement) throws(MapRenderError) -> Void
    ) throws(MapRenderError) {
        for tile in tiles {
            guard let content = layer.sourceLayer.flatMap({ tile.layers[$0] }) else { continue }
            let feature = MapFeature(content)
            let context = EvaluationContext(
                zoom: frame.zoom, feature: feature, surroundings: surroundings(of: content.address))
            let placement = frame.placement(of: tile.index, tileUnits: content.content.tileUnits)
            for place in content.content.features.indices {
                feature.place = place
                guard layer.accepts(context) else { continue }
                try body(context, feature, placement)
            }
        }
    }

    /// Draws shapes tile by tile, each on its tile's own pixels: what two tiles hold of a shape meets there, and nothing
    /// is drawn twice. What is not cut is drawn at once: a document's pieces would be seen apart.
    func inTiles(
        _ tiles: [MapTile], isCut: Bool, _ frame: MapFrame, _ translate: CanvasPoint, on canvas: Canvas,
        _ body: ([MapTile]) throws(MapRenderError) -> Void
    ) throws(MapRenderError) {
        guard isCut else { return try body(tiles) }
        for tile in tiles {
            let outline = frame.placement(of: tile.index, tileUnits: 1).outline
            let window = outline.snapped(by: frame.offset + translate, scale: canvas.scale)
            try canvas.clipped(toPixelsOf: window) { () throws(MapRenderError) in try body([tile]) }
        }
    }

    /// An image that repeats, with what makes it as large as the style means it.
    func pattern(_ image: ResolvedImage?) -> (image: PixelImage, scale: Double)? {
        guard let sprite = image.flatMap({ sprites[$0.name] }) else { return nil }
        return (sprite.image, 1 / Double(sprite.ratio))
    }
}

extension Colour {
    /// A colour of a style, let through as the style says.
    init(_ color: Color, opacity: Double = 1) {
        let unit = min(max(opacity, 0), 1)
        self.init(red: color.red, green: color.green, blue: color.blue, opacity: color.alpha * unit)
    }
}

extension CanvasPoint {
    init(_ offset: Offset) { self.init(x: offset.x, y: offset.y) }
}
