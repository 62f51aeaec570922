public import Tiling
internal import VectorTile

extension MapPainter {
    /// Draws what a frame shows: shapes and the symbols that have room.
    /// - Parameter placement: one with an end decides about symbols block by block, so that all frames of a plane that lie in
    ///   one block each agree; `wholeMap` for a frame that has no neighbours.
    /// - Throws: `MapRenderError`, what reading tiles throws.
    public func draw(
        _ frame: MapFrame, from source: any MapTileSource, labels placement: LabelPlacement, on canvas: Canvas
    ) throws {
        let indices = frame.tiles(matrix: frame.matrix(in: source.matrices))
        let tiles = try indices.map { try tile($0, from: source, for: .everything) }
        let labels = try drawsSymbols(atZoom: frame.zoom) ? symbols(in: frame, from: source, placement) : []
        try paint(tiles, labels: labels, frame, on: canvas)
    }

    /// The tiles that a picture of a frame depends on.
    public func indices(
        of frame: MapFrame, in matrices: ClosedRange<Int>, labels placement: LabelPlacement
    ) -> (shapes: [TileIndex], symbols: [TileIndex]) {
        let matrix = frame.matrix(in: matrices)
        let shapes = frame.tiles(matrix: matrix)
        return (
            shapes,
            drawsSymbols(atZoom: frame.zoom)
                ? block(of: frame, placement).tiles(matrix: matrix, margin: margin(placement)) : []
        )
    }

    private func symbols(
        in frame: MapFrame, from source: any MapTileSource, _ placement: LabelPlacement
    ) throws -> [PlacedSymbol] {
        let block = block(of: frame, placement)
        let indices = block.tiles(matrix: frame.matrix(in: source.matrices), margin: margin(placement))
        let keys = indices.map { source.key(of: $0, for: .symbols) }
        func placed() throws -> [PlacedSymbol] {
            var symbols: [MapSymbol] = []
            for (index, key) in zip(indices, keys) {
                symbols += try tileSymbols.value(for: SymbolKey(tile: key, zoom: frame.zoom)) {
                    try self.symbols(of: tile(index, from: source, for: .symbols), block)
                }
            }
            return place(symbols, with: placement)
        }
        // A canvas of its own has a plane of its own.
        guard frame.warp == nil, placement.margin.isFinite else { return try placed() }
        return try blocks.value(for: BlockKey(origin: block.origin, zoom: frame.zoom, tiles: keys), placed)
    }

    private func margin(_ placement: LabelPlacement) -> Double { placement.margin.isFinite ? placement.margin : 0 }

    /// What symbols are decided about together.
    private func block(of frame: MapFrame, _ placement: LabelPlacement) -> MapFrame {
        guard placement.margin.isFinite, frame.warp == nil else { return frame }
        func start(_ place: Double) -> Double { (place / Self.blockSide).rounded(.down) * Self.blockSide }
        return MapFrame(
            zoom: frame.zoom, origin: CanvasPoint(x: start(frame.origin.x), y: start(frame.origin.y)),
            width: Self.blockSide, height: Self.blockSide)
    }

    /// Pixels: four tiles of 512 each way.
    private static let blockSide = 2048.0

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
        let origin: CanvasPoint
        let zoom: Double
        let tiles: [AnyHashable]
    }
}
