import Tiling

/// A tile of a map that somebody wants.
struct PictureTile: Hashable, Sendable {
    let content: MapOrder.Content
    let index: TileIndex
    /// Of the style, along its side.
    var pixels = 256
    /// 2 for @2x.
    var pixelRatio = 1.0
    var format = MapOrder.Format.png
}
