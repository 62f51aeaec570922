public import VectorTile

/// A tile ready to send.
public struct EncodedTile: Hashable, Sendable {
    /// What became of one collection's features.
    public struct LayerCounts: Hashable, Sendable {
        public let collection: String
        public let counts: TileCounts
    }

    /// The tile as one gzip member; empty when the tile has no feature.
    public let gzip: [UInt8]
    public let layers: [LayerCounts]

    public var isEmpty: Bool { gzip.isEmpty }
    /// What the cache charges for it.
    var byteCount: Int { gzip.count + 256 }
}
