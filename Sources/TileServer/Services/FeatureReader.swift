import GeoStore
import Reprojection
import SimpleFeatures

/// Features of the store as clients get them, on the calling thread.
struct FeatureReader: Sendable {
    let store: Store
    let transforms = TransformPool()

    /// One read of a page: its features, and whether more follow.
    struct Chunk<Content: Sendable>: Sendable {
        let content: Content
        let count: Int
        let lastID: FeatureID?
        /// What the last feature has in the keys of the order.
        var lastValues: [PropertyValue] = []
        let hasMore: Bool

        /// What the next page goes on behind; nil when there is none.
        var cursor: PageCursor? {
            hasMore ? lastID.map { PageCursor(id: $0, values: lastValues) } : nil
        }
    }

    /// Reads at most `limit` features into whatever `body` makes of them.
    ///
    /// A feature whose geometry cannot be read, which only another program can have written, is left out: the rest of
    /// the page is worth more than an error in its place.
    func read<Content: Sendable>(
        _ query: FeatureQuery, of collection: PublishedCollection, as rendition: FeatureRendition, limit: Int,
        within patience: ReadLimit, into content: Content, _ body: (inout Content, Feature) -> Void
    ) throws -> Chunk<Content> {
        var query = query
        let keys = query.order.compactMap { key in
            collection.schema.properties.firstIndex { $0.name == key.property }
        }
        // One more than asked says whether there is a next page.
        query.limit = limit + 1
        var content = content
        var count = 0
        var lastID: FeatureID?
        var lastValues: [PropertyValue] = []
        var hasMore = false
        try transforms.withTransform(from: collection.storageCRS, to: rendition.crs) { transform in
            while !hasMore {
                do {
                    return try store.forEachFeature(of: collection, matching: query, within: patience) { feature in
                        guard count < limit else {
                            hasMore = true
                            return
                        }
                        body(&content, try rendition.rendered(feature, transform))
                        count += 1
                        lastID = feature.id
                        lastValues = keys.map { feature.values[$0] }
                    }
                } catch GeoStoreError.undecodableGeometry(_, let feature, _) {
                    guard let unreadable = try place(of: feature, in: collection, keys: keys) else { break }
                    query.after = unreadable.id
                    query.afterValues = unreadable.values
                    query.offset = 0
                }
            }
        }
        return Chunk(content: content, count: count, lastID: lastID, lastValues: lastValues, hasMore: hasMore)
    }

    /// Where a feature stands in the order whose geometry cannot be read: the page goes on behind it.
    private func place(of feature: Int64, in collection: PublishedCollection, keys: [Int]) throws -> PageCursor? {
        var query = FeatureQuery()
        query.readsGeometry = false
        return try FeatureID(feature).flatMap { try store.feature($0, of: collection, matching: query) }.map {
            feature in
            PageCursor(id: feature.id, values: keys.map { feature.values[$0] })
        }
    }

    /// - Parameter query: what of it is read.
    func feature(
        _ id: FeatureID, of collection: PublishedCollection, matching query: FeatureQuery,
        as rendition: FeatureRendition
    ) throws -> Feature? {
        guard let feature = try store.feature(id, of: collection, matching: query) else { return nil }
        return try transforms.withTransform(from: collection.storageCRS, to: rendition.crs) {
            try rendition.rendered(feature, $0)
        }
    }

    /// The feature where the transform puts it; without its geometry when that lies where the storage CRS has no answer,
    /// which only another program can have put there: one such feature must not cost the page.
    static func placed(_ feature: Feature, _ transform: CoordinateTransform) throws -> Feature {
        var feature = feature
        do {
            feature.geometry = try feature.geometry.map { try transform.transform($0) }
        } catch ProjError.outsideDomain {
            feature.geometry = nil
        }
        return feature
    }
}
