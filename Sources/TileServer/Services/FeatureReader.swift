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
            try store.forEachFeature(of: collection, matching: query) { feature in
                guard count < limit else {
                    hasMore = true
                    return
                }
                var feature = feature
                feature.geometry = try feature.geometry.map { try transform.transform($0) }
                body(&content, feature)
                count += 1
                lastID = feature.id
            }
        }
        return Chunk(content: content, count: count, lastID: lastID, hasMore: hasMore)
    }

    func feature(_ id: FeatureID, of collection: PublishedCollection) throws -> Feature? {
        guard var feature = try store.feature(id, of: collection) else { return nil }
        let geometry = feature.geometry
        feature.geometry = try transforms.withTransform(from: collection.storageCRS, to: .crs84) { transform in
            try geometry.map { try transform.transform($0) }
        }
        return feature
    }
}
