import GeoStore
import Reprojection
import SimpleFeatures

/// Features of the store in CRS84, on the calling thread.
struct FeatureReader: Sendable {
    let store: Store
    let transforms = TransformPool()

    /// One read of a page: its features, and whether more follow.
    struct Chunk<Content: Sendable>: Sendable {
        let content: Content
        let count: Int
        let lastID: FeatureID?
        let hasMore: Bool
    }

    /// Reads at most `limit` features into whatever `body` makes of them.
    ///
    /// A feature whose geometry cannot be read, which only another program can have written, is left out: the rest of
    /// the page is worth more than an error in its place.
    func read<Content: Sendable>(
        _ query: FeatureQuery, of collection: PublishedCollection, limit: Int, into content: Content,
        _ body: (inout Content, Feature) -> Void
    ) throws -> Chunk<Content> {
        var query = query
        // One more than asked says whether there is a next page.
        query.limit = limit + 1
        var content = content
        var count = 0
        var lastID: FeatureID?
        var hasMore = false
        try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
            while !hasMore {
                do {
                    return try store.forEachFeature(of: collection, matching: query) { feature in
                        guard count < limit else {
                            hasMore = true
                            return
                        }
                        body(&content, try Self.placed(feature, transform))
                        count += 1
                        lastID = feature.id
                    }
                } catch GeoStoreError.undecodableGeometry(_, let feature, _) {
                    // Features come in the order of their ids: go on behind it.
                    query.after = FeatureID(feature)
                    query.offset = 0
                }
            }
        }
        return Chunk(content: content, count: count, lastID: lastID, hasMore: hasMore)
    }

    func feature(_ id: FeatureID, of collection: PublishedCollection) throws -> Feature? {
        guard let feature = try store.feature(id, of: collection) else { return nil }
        return try transforms.withTransform(from: collection.storageCRS, to: .crs84) { try Self.placed(feature, $0) }
    }

    /// The feature in CRS84; without its geometry when that lies where the storage CRS has no answer, which only
    /// another program can have put there: one such feature must not cost the page.
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
