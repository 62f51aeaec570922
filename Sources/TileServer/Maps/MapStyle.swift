import MapRender
import NIOCore
import SimpleFeatures
import StyleSpec
import TileEngine
import Tiling

/// A style with the tiles that it reads, as one who asks may see them.
struct MapStyle: MapTileSource {
    let compiled: CompiledStyle
    /// All that is drawn.
    let tiles: TileSet
    /// Of that, what may become symbols.
    let symbolTiles: TileSet
    /// Of no collection.
    var drawings: [FeatureTiles] = []

    /// Where nothing but drawings is on a map.
    private static let matricesOfDrawings = 0...16

    var matrices: ClosedRange<Int> {
        tiles.summaries.isEmpty && !drawings.isEmpty ? Self.matricesOfDrawings : tiles.zooms
    }

    func key(of tile: TileIndex, for use: MapTileUse) -> AnyHashable {
        AnyHashable(selection(tile, use).key(of: tile))
    }

    func bytes(of tile: TileIndex, for use: MapTileUse) throws -> [UInt8] {
        let selection = selection(tile, use)
        let drawn = try drawings.flatMap { try $0.bytes(of: tile) }
        guard !selection.isOutside(tile) else { return drawn }
        let bytes = try TileBuilder.build(selection, tile, .identity).bytes(.identity)
        return (bytes.map { Array($0.readableBytesView) } ?? []) + drawn
    }

    /// Of a picture made from tiles: equal texts have equal pictures.
    func state(shapes: [TileIndex], symbols: [TileIndex]) -> String {
        let keys =
            shapes.map { selection($0, .everything).key(of: $0) } + symbols.map { selection($0, .symbols).key(of: $0) }
        return keys.map(\.text).joined(separator: " ")
    }

    private func selection(_ tile: TileIndex, _ use: MapTileUse) -> TileSelection {
        switch use {
        case .everything: tiles[tile.matrix]
        case .symbols: symbolTiles[tile.matrix]
        }
    }
}
