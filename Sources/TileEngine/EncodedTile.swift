public import NIOCore

/// How the bytes of a tile are sent.
public enum TileCoding: Hashable, Sendable {
    case identity
    case gzip
}

/// A tile ready to send. Its bytes are shared: whoever sends them does not copy them.
public final class EncodedTile: Sendable {
    enum Body: Sendable {
        case empty
        case identity(ByteBuffer)
        /// - Parameter isBest: whether more time would make it no smaller.
        case gzip(ByteBuffer, isBest: Bool)
    }

    /// What it shows of what it holds, as clients read it: `TileSelection.Counts`.
    public let counts: String
    let body: Body

    init(body: Body, counts: String) {
        self.body = body
        self.counts = counts
    }

    /// A tile without a feature has no bytes.
    public var isEmpty: Bool {
        guard case .empty = body else { return false }
        return true
    }

    /// The bytes in a coding; nil when they are kept in the other one, and for an empty tile.
    public func bytes(_ coding: TileCoding) -> ByteBuffer? {
        switch (body, coding) {
        case (.identity(let bytes), .identity), (.gzip(let bytes, _), .gzip): bytes
        case (.empty, _), (.identity, .gzip), (.gzip, .identity): nil
        }
    }

    var bodyByteCount: Int {
        switch body {
        case .empty: 0
        case .identity(let bytes), .gzip(let bytes, _): bytes.readableBytes
        }
    }

    /// Bytes that an entry takes beside its body: the object, its slot in the cache and its key, rounded up.
    private static let overheadInBytes = 320

    /// What the cache charges for it.
    var byteCount: Int { bodyByteCount + counts.utf8.count + Self.overheadInBytes }
}
