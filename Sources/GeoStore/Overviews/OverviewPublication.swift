internal import GRDB

/// What became of the overview of a new version.
public enum OverviewOutcome: Hashable, Sendable {
    /// - Parameters:
    ///   - touched: tiles of zoom 0 to the deepest one offered that look or say something else than before.
    ///   - unplacedCount: features left out, because their geometry cannot be read or has no place on the map.
    case written(touched: TouchedTiles, unplacedCount: Int)
    /// The version is published all the same: who shows it makes the overview.
    case notWritten(reason: String)
}

/// The overviews of what one transaction publishes: each has its name before the commit, so that whoever reads the new
/// catalogue finds it, and none stays behind when the transaction is taken back.
final class OverviewPublication {
    private let store: Store
    private let database: Database
    private let folder: OverviewFolder
    private var namesBefore: [CollectionID: OverviewName] = [:]
    private var written: [OverviewName] = []
    private let feed: OverviewFeed?

    /// - Parameter feed: may have the features of a collection already.
    init(of store: Store, feed: OverviewFeed?, in database: Database) {
        self.store = store
        self.feed = feed
        self.database = database
        folder = store.overviewFolder
    }

    /// Called first in the transaction.
    func begin() throws {
        for collection in try CatalogSQL.catalog(in: database).collections {
            namesBefore[collection.id] = collection.overviewName
        }
    }

    /// Called last in the transaction. Writes the overviews of collections that it has given a new version, or other
    /// settings that show in the file.
    /// - Parameters:
    ///   - toleratesFullDisk: whether to publish without one.
    ///   - largest: features of a collection whose overview is made here; nil for any number.
    ///   - progress: told how many features are read; what it throws ends the transaction.
    /// - Throws: `GeoStoreError.diskFull`.
    func write(
        toleratesFullDisk: Bool, largest: Int?, progress: (Int) throws -> Void
    ) throws -> [CollectionID: OverviewOutcome] {
        let catalog = try CatalogSQL.catalog(in: database)
        var outcomes: [CollectionID: OverviewOutcome] = [:]
        for collection in catalog.collections where collection.state.pendingEdit == 0 {
            let name = collection.overviewName
            guard namesBefore[collection.id] != name else { continue }
            if let largest, collection.featureCount > largest {
                outcomes[collection.id] = .notWritten(reason: "left to whoever shows the collection")
                continue
            }
            do {
                let former = try FormerOverview.newest(before: collection, storeID: catalog.storeID, folder, database)
                let making = OverviewMaking(
                    collection: collection, storeID: catalog.storeID, former: former, folder: folder,
                    transforms: store.transforms)
                written.append(name)
                let made = try making.make(
                    reading: database, fed: feed?.take(for: collection), progress: progress)
                outcomes[collection.id] = made.outcome(since: former)
            } catch let failure as FileFailure {
                if failure.isFullDisk, !toleratesFullDisk { throw GeoStoreError.diskFull(path: store.path) }
                outcomes[collection.id] = .notWritten(reason: failure.reason)
            }
        }
        return outcomes
    }

    /// Called when the transaction was taken back.
    func takeBack() {
        feed?.giveUp()
        for name in written { folder.remove(name) }
        folder.removeIfEmpty()
    }

    /// Called after the commit: former files are needed no longer. Under the writer lock again; whoever has it now
    /// sweeps instead.
    func sweep() { store.sweepOverviews(database) }
}

extension Store {
    /// One transaction whose new versions get their overviews before it is committed.
    /// - Parameters:
    ///   - isRehearsal: does everything but write overviews, then takes it back.
    ///   - largestOverview: features of a collection whose overview is made here; nil for any number.
    ///   - feed: what `body` may give the features of a new collection to.
    ///   - body: returns whether there is something to commit.
    func publish<Result>(
        _ attempted: String, isRehearsal: Bool = false, toleratesFullDisk: Bool = false,
        largestOverview: Int? = nil, feed: OverviewFeed? = nil, progress: (Int) throws -> Void = { _ in },
        _ body: (Database) throws -> (result: Result, hasWritten: Bool)
    ) throws -> (result: Result, overviews: [CollectionID: OverviewOutcome]) {
        guard access == .readWrite else { throw GeoStoreError.readOnly(path: path) }
        do {
            return try pool.writeWithoutTransaction { database in
                let publication = OverviewPublication(of: self, feed: feed, in: database)
                var answer: (Result, [CollectionID: OverviewOutcome])?
                do {
                    try database.inTransaction(.immediate) {
                        try publication.begin()
                        let (result, hasWritten) = try body(database)
                        guard hasWritten, !isRehearsal else {
                            answer = (result, [:])
                            return .rollback
                        }
                        answer = (
                            result,
                            try publication.write(
                                toleratesFullDisk: toleratesFullDisk, largest: largestOverview, progress: progress)
                        )
                        return .commit
                    }
                } catch {
                    publication.takeBack()
                    throw error
                }
                guard let answer else {
                    throw GeoStoreError.sqlite(attempted: attempted, code: 0, message: "no outcome")
                }
                if !isRehearsal { publication.sweep() }
                return answer
            }
        } catch let error as DatabaseError {
            throw GeoStoreError.wrapping(error, attempted: attempted, path: path)
        }
    }

    /// Removes overviews that nobody will look for, inside a transaction of its own.
    func sweepOverviews(_ database: Database) {
        do {
            try database.inTransaction(.immediate) {
                let catalog = try CatalogSQL.catalog(in: database)
                overviewFolder.sweep(
                    current: Dictionary(
                        uniqueKeysWithValues: catalog.collections.map { ($0.id.name, $0.overviewName) }),
                    views: Self.viewNames(in: catalog))
                return .rollback
            }
        } catch {
            // Another program writes: it sweeps when it is done. What is published is published.
            return
        }
    }
}
