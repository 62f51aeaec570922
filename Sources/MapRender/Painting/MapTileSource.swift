public import Tiling

/// Where the tiles of a map come from.
public protocol MapTileSource: Sendable {
    /// The matrices that have tiles; those of the last one are enlarged.
    var matrices: ClosedRange<Int> { get }
    /// Equal keys have equal bytes.
    func key(of tile: TileIndex, for use: MapTileUse) -> AnyHashable
    /// A vector tile.
    /// - Throws: what reading throws.
    func bytes(of tile: TileIndex, for use: MapTileUse) throws -> [UInt8]
}

/// What a tile is read for.
public enum MapTileUse: Hashable, Sendable {
    case everything
    /// Around what is drawn, only what may become a symbol matters.
    case symbols
}
