internal import Compression
internal import GeoStore
internal import Reprojection
internal import SimpleFeatures
internal import Tiling
internal import VectorTile

/// Builds one tile from the features of the store, on the calling thread.
struct TileBuilder: Sendable {
    let store: Store
    let transforms = TransformPool()

    /// - Throws: `GeoStoreError`, `ProjError`, `VectorTileError`, `CompressionError`, `CancellationError`.
    func build(_ request: TileRequest) throws -> EncodedTile {
        var tile = VectorTileEncoder()
        var counts: [EncodedTile.LayerCounts] = []
        for collection in request.collections {
            let layer = try encode(collection, index: request.index)
            counts.append(EncodedTile.LayerCounts(collection: collection.id.name, counts: layer.counts))
            try tile.append(layer)
        }
        let bytes = tile.finish()
        return EncodedTile(gzip: bytes.isEmpty ? [] : try Gzip.compress(bytes), layers: counts)
    }

    private func encode(_ collection: PublishedCollection, index: TileIndex) throws -> TileLayerEncoder {
        let options = TileOptions()
        var encoder = TileLayerEncoder(
            name: collection.id.name, properties: collection.schema.properties, tile: index, options: options)
        var query = FeatureQuery()
        query.envelopes = [Self.queryBox(of: index, options: options)]
        query.precision = .envelope
        query.matchesFeaturesWithoutGeometry = false
        try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
            try store.forEachFeature(of: collection, matching: query) { feature in
                guard let geometry = feature.geometry else { return }
                let projected = try geometry.mapSequences { try Self.project($0, transform) }
                encoder.add(id: feature.id, geometry: projected, values: feature.values)
            }
        }
        return encoder
    }

    /// The tile with its buffer, in CRS84.
    private static func queryBox(of index: TileIndex, options: TileOptions) -> Envelope {
        let tile = TileMatrixSet.webMercatorQuad.envelope(of: index)
        let margin = tile.width * Double(options.buffer) / Double(options.tileUnits)
        return WebMercator.unproject(tile.expanded(by: margin))
    }

    private static func project(_ sequence: CoordinateSequence, _ transform: CoordinateTransform) throws -> CoordinateSequence {
        var projected = try transform.transform(sequence)
        var offset = 0
        while offset < projected.values.count {
            let metres = WebMercator.project(longitude: projected.values[offset], latitude: projected.values[offset + 1])
            projected.values[offset] = metres.x
            projected.values[offset + 1] = metres.y
            offset += projected.stride
        }
        return projected
    }
}
