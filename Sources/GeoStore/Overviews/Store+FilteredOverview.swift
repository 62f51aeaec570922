internal import CMalloc
internal import GRDB
internal import VectorTile

extension Store {
    /// An overview of the features that match a query, as if the collection had no others: what low zooms show is thinned
    /// among them.
    /// - Parameters:
    ///   - query: which features, all of them and in the order of their ids.
    ///   - folder: where the file lies, without a name, as long as somebody reads it.
    /// - Throws: as `forEachFeature`; `GeoStoreError.diskFull`, `.overviewNotWritten`.
    public func filteredOverview(
        of collection: PublishedCollection, matching query: FeatureQuery, in folder: String,
        within limit: ReadLimit = .none
    ) throws -> FilteredOverview {
        // The allocator would keep what the work took.
        defer { malloc_trim(0) }
        let statement = try statement(for: query, in: collection)
        let pages = statement.map { statement in statement.stretches.map { statement.page($0, limit: nil) } } ?? []
        do {
            return try pool.read { database in
                try CatalogSQL.check(collection, in: database)
                let making = OverviewMaking(
                    collection: collection, storeID: try CatalogSQL.storeID(in: database), former: nil,
                    folder: OverviewFolder(path: folder), transforms: transforms)
                let made = try limit.watch(database) {
                    // Whether to go on is asked while it reads.
                    try making.makeNameless(of: pages, reading: database) { _ in }
                }
                var filtered = collection
                filtered.featureCount = made.overview.header.featureCount + made.unplacedCount
                filtered.nullGeometryCount = 0
                filtered.envelope = made.overview.reader.band(zoom: OverviewReader.fullBandZoom).box?.envelope
                return FilteredOverview(collection: filtered, overview: made.overview)
            }
        } catch let failure as FileFailure {
            throw GeoStoreError(failure, of: collection.id, in: folder)
        } catch let error as DatabaseError {
            throw GeoStoreError.wrapping(error, attempted: "reading features of \(collection.id)", path: path)
        }
    }
}

/// Some of a collection's features, as tiles are made of them.
public struct FilteredOverview: Sendable {
    /// With as many features as match and have a geometry.
    public let collection: PublishedCollection
    public let overview: Overview
}
