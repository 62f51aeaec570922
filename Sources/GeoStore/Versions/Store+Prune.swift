internal import GRDB
internal import SimpleFeatures

/// What pruning took away.
public struct PruneOutcome: Hashable, Sendable {
    /// Versions that can no longer be read or restored; their records stay in the list of versions.
    public let versions: [Int]
    /// Superseded rows that are gone.
    public let entries: Int
    /// Space of the file that new data will use; the file itself does not shrink.
    public let bytes: Int64
}

extension Store {
    /// Forgets the features of all but the newest versions of a collection.
    /// - Parameter count: how many versions stay restorable, the current one among them.
    /// - Throws: `GeoStoreError.collectionNotFound`, `.pruneKeepsNothing`.
    public func prune(_ collection: CollectionID, keeping count: Int) throws(GeoStoreError) -> PruneOutcome {
        let outcome = try write("pruning versions of \(collection)") { database in
            guard count > 0 else { throw GeoStoreError.pruneKeepsNothing(collection: collection.name) }
            let reader = try versionReader(of: collection, in: database)
            let restorable = try VersionSQL.versions(of: collection, in: database).filter(\.isRestorable)
            guard let oldest = restorable.prefix(count).last?.number, restorable.count > count else {
                return PruneOutcome(versions: [], entries: 0, bytes: 0)
            }
            let before = try Self.freeBytes(in: database)
            let entries = try HistorySQL.delete(of: collection, upTo: oldest, in: database)
            try database.execute(
                sql: "UPDATE gs_collection SET oldest_version = ? WHERE id = ?",
                arguments: [oldest, reader.collection.id.name])
            return PruneOutcome(
                versions: restorable.dropFirst(count).map(\.number), entries: entries,
                bytes: try Self.freeBytes(in: database) - before)
        }
        try sweepOverviews()
        return outcome
    }

    private static func freeBytes(in database: Database) throws -> Int64 {
        let pages = try Int64.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0
        return pages * (try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0)
    }
}
