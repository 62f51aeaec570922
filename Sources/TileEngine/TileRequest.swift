public import GeoStore
public import Tiling

/// Which tile of which collections, as they are in one catalogue.
public struct TileRequest: Hashable, Sendable {
    public let storeID: String
    /// In the order of the tile's layers; none twice.
    public let collections: [PublishedCollection]
    public let index: TileIndex

    public init(storeID: String, collections: [PublishedCollection], index: TileIndex) {
        self.storeID = storeID
        self.collections = collections
        self.index = index
    }

    /// Raised when the encoder changes what it makes of the same features.
    private static let encoderGeneration = 1

    /// Which data a tile of these collections is made from, short enough for a URL. Versions count from 1 in every
    /// store, so the store is part of it.
    public static func state(storeID: String, collections: [PublishedCollection]) -> String {
        "\(storeID.prefix(4))-" + collections.map(\.state.description).joined(separator: "-")
    }

    /// Equal keys have equal bytes: known before any work, it is the cache key and the ETag.
    public var key: String {
        let layers = collections.map { "\($0.id)@\($0.state)" }.joined(separator: ",")
        return Fingerprint("\(Self.encoderGeneration) \(storeID) \(layers) \(index)").description
    }
}
