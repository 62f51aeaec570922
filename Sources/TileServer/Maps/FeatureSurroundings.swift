import GeoStore
import Reprojection
import SimpleFeatures

/// Finds the features at a point of a map.
struct FeatureSurroundings: Sendable {
    /// Those of one collection.
    struct Hits: Sendable {
        let collection: PublishedCollection
        /// In CRS84.
        let features: [Feature]
    }

    /// Pixels around the point within which a feature is hit: what a finger or a mouse can aim at.
    static let reachInPixels = 4.0

    let reader: FeatureReader
    let styles: StyleLibrary

    /// On the calling thread.
    func hits(_ parameters: FeatureInfoParameters, in catalog: Catalog, within limit: ReadLimit) throws -> [Hits] {
        let order = parameters.map.order
        let scale = try PictureScale(of: order, reader.transforms)
        var seen: Set<CollectionID> = []
        var hits: [Hits] = []
        for choice in parameters.choices {
            let drawn = try styles.layers(of: choice.style ?? StyleLibrary.composedID, catalog: catalog)
            for collection in choice.layer.collections where seen.insert(collection.id).inserted {
                guard Self.isShown(collection, by: drawn, at: scale) else { continue }
                let features = try features(
                    of: collection, in: Self.box(order, column: parameters.column, row: parameters.row),
                    limit: parameters.limit, within: limit)
                if !features.isEmpty { hits.append(Hits(collection: collection, features: features)) }
            }
        }
        return hits
    }

    private func features(
        of collection: PublishedCollection, in box: Envelope, limit: Int, within patience: ReadLimit
    ) throws -> [Feature] {
        var query = FeatureQuery()
        query.envelopes = [box]
        query.matchesFeaturesWithoutGeometry = false
        do {
            return try reader.read(
                query, of: collection, as: .standard(collection.schema), limit: limit, within: patience,
                into: [Feature]()
            ) { $0.append($1) }.content
        } catch ProjError.outsideDomain { return [] }
    }

    /// The pixel and what is within reach of it, in the CRS of the map.
    static func box(_ order: MapOrder, column: Int, row: Int) -> Envelope {
        let envelope = order.envelope
        let (width, height) = (envelope.width / Double(order.width), envelope.height / Double(order.height))
        let x = envelope.minX + (Double(column) + 0.5) * width
        let y = envelope.maxY - (Double(row) + 0.5) * height
        let reach = reachInPixels * order.pixelRatio + 0.5
        return Envelope(
            minX: x - reach * width, minY: y - reach * height, maxX: x + reach * width, maxY: y + reach * height,
            crs: envelope.crs)
    }

    /// Whether the map draws anything of a collection at its scale, by the zooms of its tiles and of the style's layers.
    /// - Parameter layers: of the style; what it does not draw has a plain drawing, at every zoom.
    private static func isShown(
        _ collection: PublishedCollection, by layers: [JSONValue], at scale: PictureScale?
    ) -> Bool {
        guard let zoom = scale?.zoom else { return true }
        guard zoom >= Double(collection.tileSettings.minZoom) else { return false }
        let drawn = layers.filter { $0["source"]?.string == collection.id.name }
        return drawn.isEmpty
            || drawn.contains { layer in
                zoom >= layer["minzoom"]?.number ?? 0 && zoom < layer["maxzoom"]?.number ?? .infinity
            }
    }
}
