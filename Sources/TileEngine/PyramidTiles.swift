internal import Compression
internal import NIOCore
public import Tiling
internal import VectorTile

/// The tiles of a set for files: made on the calling thread, compressed, not cached.
public struct PyramidTiles: Sendable {
    private let set: TileSet

    public init(_ set: TileSet) { self.set = set }

    /// Whether anything lies in the tile's box with its buffer, or in that of any tile below it.
    public func hasFeatures(in tile: TileIndex) -> Bool {
        set[tile.matrix].layers.contains { layer in
            layer.source.hasFeatures(touching: WorldBox(tile: tile, buffer: layer.buffer))
        }
    }

    /// The tile as one gzip member; empty for a tile without a feature.
    /// - Throws: what reading the sources throws, `CompressionError`.
    public func gzip(_ tile: TileIndex) throws -> [UInt8] {
        let encoded = try TileBuilder.build(set[tile.matrix], tile, .gzip)
        return encoded.bytes(.gzip).map { Array($0.readableBytesView) } ?? []
    }
}
