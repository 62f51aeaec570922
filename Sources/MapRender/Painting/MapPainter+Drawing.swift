internal import Tiling
internal import VectorTile

extension MapPainter {
    /// Draws what a frame shows: shapes and the symbols that have room.
    /// - Parameter placement: as the frame's needs are.
    /// - Throws: `MapRenderError`, what reading tiles throws.
    public func draw(
        _ frame: MapFrame, from source: any MapTileSource, labels placement: LabelPlacement, on canvas: Canvas
    ) throws {
        let needs = MapNeeds(of: frame, style, in: source.matrices, labels: placement)
        let tiles = try needs.shapes.map { try tile($0, from: source, for: .everything) }
        let labels = needs.symbols.isEmpty ? [] : try symbols(in: frame, needs, from: source, placement)
        try paint(tiles, labels: labels, frame, on: canvas)
    }

    private func symbols(
        in frame: MapFrame, _ needs: MapNeeds, from source: any MapTileSource, _ placement: LabelPlacement
    ) throws -> [PlacedSymbol] {
        let keys = needs.symbols.map { source.key(of: $0, for: .symbols) }
        func placed() throws -> [PlacedSymbol] {
            var symbols: [MapSymbol] = []
            for (index, key) in zip(needs.symbols, keys) {
                symbols += try tileSymbols.value(for: SymbolKey(tile: key, zoom: frame.zoom)) {
                    try self.symbols(of: tile(index, from: source, for: .symbols), needs.block)
                }
            }
            return place(symbols, with: placement)
        }
        // A canvas of its own has a plane of its own.
        guard frame.warp == nil, placement.margin.isFinite else { return try placed() }
        return try blocks.value(for: BlockKey(box: needs.block.box, zoom: frame.zoom, tiles: keys), placed)
    }

    private func tile(
        _ index: TileIndex, from source: any MapTileSource, for use: MapTileUse
    ) throws -> MapTile {
        try tiles.value(for: TileKey(index: index, use: use, content: source.key(of: index, for: use))) {
            MapTile(index, try FlatTile(source.bytes(of: index, for: use)), style: style)
        }
    }

    struct TileKey: Hashable {
        let index: TileIndex
        let use: MapTileUse
        let content: AnyHashable
    }

    struct SymbolKey: Hashable {
        let tile: AnyHashable
        let zoom: Double
    }

    struct BlockKey: Hashable {
        let box: CanvasBox
        let zoom: Double
        let tiles: [AnyHashable]
    }
}
