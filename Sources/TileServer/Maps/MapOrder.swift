import GeoStore
import SimpleFeatures

/// A picture of a map that somebody wants: of what, of where, how large.
struct MapOrder: Hashable, Sendable {
    /// What is drawn.
    enum Content: Hashable, Sendable {
        /// A whole style: `map`, or one of the folder.
        case style(String)
        /// Collections as styles draw them, the first one below the others.
        case layers([Layer])
        /// What came with the request.
        case sent(SentStyle)
    }

    struct Layer: Hashable, Sendable {
        let collection: CollectionID
        /// Whose layers of the collection are drawn; those of its sector's style when nil, or plain ones where that
        /// does not draw it.
        let style: String?
    }

    enum Format: Hashable, Sendable {
        case png, jpeg, webp
    }

    var content: Content
    /// What the picture shows, edge to edge, in any CRS that PROJ knows; x is east or longitude, whatever the
    /// authority's order of axes. An envelope of another shape than the picture is stretched.
    var envelope: Envelope
    /// Pixels.
    var width: Int
    var height: Int
    /// Pixels per pixel of the style: 2 for @2x, 300 / 90.7 for 300 dots per inch.
    var pixelRatio = 1.0
    var format = Format.png
    /// Whether what the style leaves free lets through what is below; else it is `background`, and JPEG always is.
    var isTransparent = true
    /// 0xRRGGBB.
    var background: UInt32 = 0xFFFFFF
}
