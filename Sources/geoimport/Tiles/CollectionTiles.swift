import GeoStore
import SimpleFeatures
import TileArchive
import TileEngine
import Tiling

/// The tiles of some collections, made as the server makes them.
struct CollectionTiles: Sendable {
    /// Of a tile's side: what features reach over its edge by at most (64 of 4096 units).
    private static let bufferShare = 64.0 / 4096

    let store: Store
    let storeID: String
    let collections: [PublishedCollection]

    /// Changes whenever any tile may.
    var fingerprint: String {
        get throws {
            let world = try TileIndex(matrix: 0, row: 0, column: 0, in: .webMercatorQuad)
            return TileRequest(storeID: storeID, collections: collections, index: world).key
        }
    }

    var maker: TileMaker {
        let builder = TileBuilder(store: store)
        return TileMaker(
            hasFeatures: { try hasFeatures($0) },
            tile: { index in
                try builder.build(TileRequest(storeID: storeID, collections: collections, index: index)).gzip
            })
    }

    private func hasFeatures(_ index: TileIndex) throws -> Bool {
        let tile = TileMatrixSet.webMercatorQuad.envelope(of: index)
        var query = FeatureQuery()
        query.envelopes = [WebMercator.unproject(tile.expanded(by: tile.width * Self.bufferShare))]
        query.precision = .envelope
        query.matchesFeaturesWithoutGeometry = false
        return try collections.contains { try store.count(of: $0, matching: query) > 0 }
    }
}
