internal import Compression
public import GeoStore
internal import Reprojection
internal import SimpleFeatures
internal import Tiling
internal import VectorTile

/// Builds one tile from the features of the store, on the calling thread.
public struct TileBuilder: Sendable {
    let store: Store
    let transforms = TransformPool()

    public init(store: Store) { self.store = store }

    /// - Throws: `GeoStoreError`, `ProjError`, `VectorTileError`, `CompressionError`, `CancellationError`.
    public func build(_ request: TileRequest) throws -> EncodedTile {
        var tile = VectorTileEncoder()
        var counts: [EncodedTile.LayerCounts] = []
        for collection in request.collections {
            let (layer, unplaced) = try encode(collection, index: request.index)
            counts.append(
                EncodedTile.LayerCounts(collection: collection.id.name, counts: layer.counts, unplaced: unplaced))
            try tile.append(layer)
        }
        let bytes = tile.finish()
        return EncodedTile(gzip: bytes.isEmpty ? [] : try Gzip.compress(bytes), layers: counts)
    }

    /// Polygons under half a pixel (8 tile units a side at 512 px) are pooled into squares of one pixel: 200,000
    /// parcels at z10 are 10,000 squares that cover the same area, not 2.9 MB that nobody can tell apart.
    private static let options = TileOptions(minimumPolygonArea: 32, pooledSquareSide: 8)

    private func encode(
        _ collection: PublishedCollection, index: TileIndex
    ) throws -> (layer: TileLayerEncoder, unplaced: Int) {
        let options = Self.options
        var encoder = TileLayerEncoder(
            name: collection.id.name, properties: collection.schema.properties, tile: index, options: options)
        var query = FeatureQuery()
        query.envelopes = [Self.queryBox(of: index, options: options)]
        query.precision = .envelope
        query.matchesFeaturesWithoutGeometry = false
        var unplaced = 0
        try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
            let unreadable = try forEachReadableFeature(of: collection, matching: query) { feature in
                guard let geometry = feature.geometry else { return }
                do {
                    let projected = try geometry.mapSequences { try Self.project($0, transform) }
                    encoder.add(id: feature.id, geometry: projected, values: feature.values)
                } catch ProjError.outsideDomain {
                    unplaced += 1
                }
            }
            unplaced += unreadable
        }
        return (encoder, unplaced)
    }

    /// Reads on behind a geometry that cannot be read: features come in the order of their ids.
    /// - Returns: how many could not be read.
    private func forEachReadableFeature(
        of collection: PublishedCollection, matching query: FeatureQuery, _ body: (Feature) throws -> Void
    ) throws -> Int {
        var query = query
        var unreadable = 0
        while true {
            do {
                try store.forEachFeature(of: collection, matching: query, body)
                return unreadable
            } catch GeoStoreError.undecodableGeometry(_, let feature, _) {
                unreadable += 1
                query.after = FeatureID(feature)
            }
        }
    }

    /// The tile with its buffer, in CRS84.
    private static func queryBox(of index: TileIndex, options: TileOptions) -> Envelope {
        let tile = TileMatrixSet.webMercatorQuad.envelope(of: index)
        let margin = tile.width * Double(options.buffer) / Double(options.tileUnits)
        return WebMercator.unproject(tile.expanded(by: margin))
    }

    private static func project(_ sequence: CoordinateSequence, _ transform: CoordinateTransform) throws
        -> CoordinateSequence
    {
        var projected = try transform.transform(sequence)
        var offset = 0
        while offset < projected.values.count {
            let metres = WebMercator.project(
                longitude: projected.values[offset], latitude: projected.values[offset + 1])
            projected.values[offset] = metres.x
            projected.values[offset + 1] = metres.y
            offset += projected.stride
        }
        return projected
    }
}
