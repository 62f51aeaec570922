import MapRender
import NIOCore
import TileEngine

/// A picture ready to send.
struct MapPicture: Sendable {
    let bytes: ByteBuffer
    let type: MediaType
    /// Equal for equal pictures, for ETags.
    let tag: String
}

extension MapPicture {
    /// - Parameter tag: nil takes one of the bytes.
    /// - Throws: `MapRenderError.encoding`.
    init(_ image: PixelImage, as format: MapOrder.Format, tag: String? = nil) throws(MapRenderError) {
        let encoded =
            switch format {
            case .png: try PNGEncoder.encode(image)
            case .jpeg: try JPEGEncoder.encode(image)
            case .webp: try WebPEncoder.encode(image, .lossy(quality: 85))
            }
        bytes = ByteBuffer(bytes: encoded)
        type = format.type
        self.tag = tag ?? Fingerprint(encoded).description
    }
}
