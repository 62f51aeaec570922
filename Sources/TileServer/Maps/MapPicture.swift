import NIOCore

/// A picture ready to send.
struct MapPicture: Sendable {
    let bytes: ByteBuffer
    let type: MediaType
    /// Equal for equal pictures, for ETags.
    let tag: String
}
