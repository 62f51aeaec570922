public import VectorTile

/// A tile ready to send.
public struct EncodedTile: Hashable, Sendable {
    /// What became of one collection's features.
    public struct LayerCounts: Hashable, Sendable {
        public let collection: String
        public let counts: TileCounts
        /// Features that have no place on the map: the geometry cannot be read, or lies where its CRS has no answer.
        /// Only another program can put one there; the tile shows the others.
        public let unplaced: Int
    }

    /// The tile as one gzip member; empty when the tile has no feature.
    public let gzip: [UInt8]
    public let layers: [LayerCounts]

    public var isEmpty: Bool { gzip.isEmpty }
    /// What the cache charges for it.
    var byteCount: Int { gzip.count + 256 }
}
