internal import GRDB
internal import Reprojection
internal import SimpleFeatures

extension Store {
    /// Loads features into a collection and publishes the result as a new dataset version, in one transaction:
    /// whatever happens, readers see the old state or the new one, and a crash leaves the old.
    ///
    /// Features that are there already keep their ids: found by the key, or by geometry and values. When nothing has
    /// changed, nothing is published. Edits by other programs that are pending are adopted first, as a version.
    ///
    /// - Parameters:
    ///   - key: which property tells features apart; remembered with the collection.
    ///   - isRehearsal: does everything, then takes it back.
    ///   - overviewProgress: told how many features are read when the version's overview is made; what it throws leaves
    ///     everything as it was.
    ///   - body: adds the features; returns where they came from, or throws to leave everything as it was.
    /// - Throws: `GeoStoreError`, `ProjError` for an unknown storage CRS, or what `body` throws.
    @discardableResult
    public func load(
        _ definition: LayerDefinition, mode: LoadMode, key: KeyChoice = .asBefore, isRehearsal: Bool = false,
        overviewProgress: (Int) throws -> Void = { _ in }, _ body: (LayerWriter) throws -> Provenance
    ) throws -> LoadOutcome {
        let feed = isRehearsal ? nil : OverviewFeed(of: definition.id, in: overviewFolder)
        return try change(
            definition.id, "loading collection \(definition.id)", isRehearsal: isRehearsal, feed: feed,
            progress: overviewProgress
        ) { database in
            let adopted = try adoptPendingEdits(of: definition.id, in: database)
            let loading = try LayerLoading(
                definition, mode: mode, key: key, database: database, transforms: transforms, feed: feed)
            let outcome = try loading.run(body)
            return (outcome.with(adopted: adopted), outcome.writesCatalogue || adopted != nil)
        }
    }

    /// One transaction that is taken back when it turns out that there is nothing to write.
    func change(
        _ collection: CollectionID, _ attempted: String, isRehearsal: Bool = false, feed: OverviewFeed? = nil,
        progress: (Int) throws -> Void = { _ in },
        _ body: (Database) throws -> (outcome: LoadOutcome, hasWritten: Bool)
    ) throws -> LoadOutcome {
        let (outcome, overviews) = try publish(
            attempted, isRehearsal: isRehearsal, feed: feed, progress: progress
        ) { database in
            let (outcome, hasWritten) = try body(database)
            // What is staged takes room that the overview needs.
            try StagedRows.drop(in: database)
            return (outcome, hasWritten)
        }
        var published = outcome
        published.overview = overviews[collection]
        return published
    }
}

/// The outcome of a load on its way out of the transaction.
struct LoadingOutcome {
    var version: DatasetVersion?
    var changes: VersionChanges
    var featureCount: Int
    /// Whether anything was written, be it words of the catalogue only.
    var writesCatalogue: Bool
    var retainedCount = 0

    func with(adopted: DatasetVersion?) -> LoadOutcome {
        LoadOutcome(
            version: version, changes: changes, adopted: adopted, featureCount: featureCount,
            retainedCount: retainedCount)
    }
}
