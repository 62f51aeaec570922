internal import GRDB
public import SimpleFeatures
internal import Synchronization

/// The features of one query as they were at one moment, read piece by piece for as long as it takes.
///
/// Nothing that is committed meanwhile is seen. The price is that the write-ahead log grows until the snapshot ends:
/// whoever holds one ends it within a bounded time. Calls block, and are made one after the other, on any thread.
public final class FeatureSnapshot: Sendable {
    public let collection: PublishedCollection
    /// What its features have: of the collection's properties those that the query names.
    public let schema: FeatureSchema
    private let query: FeatureQuery
    /// Where the properties of `schema` stand in that of the collection; nil when they are all.
    private let selection: [Int]?
    private let limit: ReadLimit
    private let readers: SnapshotReaders
    private let state: Mutex<State>

    /// Held only within `state`, and used only by whoever has it locked.
    private struct State: @unchecked Sendable {
        /// Nil when the snapshot has ended.
        var connection: DatabaseQueue?
        var statement: Statement?
        var unreadable = 0
    }

    fileprivate init(
        of collection: PublishedCollection, matching query: FeatureQuery, within limit: ReadLimit,
        on connection: DatabaseQueue, readers: SnapshotReaders
    ) {
        self.collection = collection
        self.query = query
        self.limit = limit
        var schema = collection.schema
        selection = query.properties.map { wanted in
            schema.properties.indices.filter { wanted.contains(schema.properties[$0].name) }
        }
        if let selection { schema.properties = selection.map { collection.schema.properties[$0] } }
        self.schema = schema
        self.readers = readers
        state = Mutex(State(connection: connection))
    }

    deinit { end() }

    /// Features left out because their geometry cannot be read, which only another program can have written.
    public var unreadableCount: Int { state.withLock { $0.unreadable } }

    /// Goes on reading where the last call stopped, in the order of the query, geometry in the storage CRS, a value for
    /// each property of `schema`.
    /// - Parameter body: false ends this call behind the feature given.
    /// - Returns: whether there may be more.
    /// - Throws: `GeoStoreError`, `ProjError` for a box that has no place in the storage CRS, or what `body` throws.
    public func read(_ body: (Feature) throws -> Bool) throws -> Bool {
        try state.withLock { state in
            guard let connection = state.connection else { return false }
            let decoder = FeatureDecoder(collection: collection)
            do {
                return try connection.inDatabase { database in
                    if state.statement == nil {
                        guard let sql = try readers.store.statement(for: query, in: collection) else { return false }
                        state.statement = try sql.prepared(.everything, limit: query.limit, in: database)
                    }
                    guard let statement = state.statement else { return false }
                    let cursor = StatementCursor(statement)
                    return try limit.watch(database) {
                        while try cursor.step() {
                            do {
                                guard try body(selected(try decoder.feature(at: cursor))) else { return true }
                            } catch GeoStoreError.undecodableGeometry {
                                state.unreadable += 1
                            }
                        }
                        // SQLite would begin anew.
                        cursor.reset()
                        return false
                    }
                }
            } catch let error as DatabaseError {
                throw GeoStoreError.wrapping(
                    error, attempted: "exporting \(collection.id)", path: readers.store.path)
            }
        }
    }

    private func selected(_ feature: Feature) -> Feature {
        guard let selection else { return feature }
        var feature = feature
        feature.values = selection.map { feature.values[$0] }
        return feature
    }

    /// Reads from the first feature again with the next `read`.
    public func rewind() {
        state.withLock { state in
            guard let connection = state.connection, let statement = state.statement else { return }
            connection.inDatabase { _ in StatementCursor(statement).reset() }
            state.unreadable = 0
        }
    }

    /// Lets go of the moment. Calls after the first do nothing.
    public func end() {
        let connection = state.withLock { state -> DatabaseQueue? in
            let connection = state.connection
            if let connection {
                connection.inDatabase { _ in state.statement.map { StatementCursor($0).reset() } }
            }
            state.statement = nil
            state.connection = nil
            return connection
        }
        if let connection { readers.takeBack(connection) }
    }
}

/// Connections for snapshots, beside the pool of the store: a long read takes none of those that tiles wait for.
///
/// Connections are kept and used again, because SpatiaLite's part of a connection lives as long as the process. There
/// are as many as there ever were snapshots at the same time: the caller bounds that.
public final class SnapshotReaders: Sendable {
    let store: Store
    private let idle = Mutex<[DatabaseQueue]>([])

    public init(store: Store) { self.store = store }

    /// - Parameters:
    ///   - query: a query that goes on behind a feature begins at the first all the same: a snapshot has no pages.
    ///   - limit: of each read of it.
    /// - Throws: `GeoStoreError`, `.collectionChanged` when the collection has another state by now.
    public func snapshot(
        of collection: PublishedCollection, matching query: FeatureQuery, within limit: ReadLimit = .none
    ) throws(GeoStoreError) -> FeatureSnapshot {
        do {
            let connection = try idle.withLock { $0.popLast() } ?? opened()
            do {
                try connection.inDatabase { database in
                    try database.beginTransaction(.deferred)
                    // The first read fixes the moment.
                    try CatalogSQL.check(collection, in: database)
                }
            } catch {
                takeBack(connection)
                throw error
            }
            return FeatureSnapshot(
                of: collection, matching: query, within: limit, on: connection, readers: self)
        } catch {
            throw GeoStoreError.wrapping(error, attempted: "beginning an export of \(collection.id)", path: store.path)
        }
    }

    fileprivate func takeBack(_ connection: DatabaseQueue) {
        do {
            try connection.inDatabase { if $0.isInsideTransaction { try $0.rollback() } }
        } catch {
            // A connection that cannot end its transaction is of no further use.
            return
        }
        idle.withLock { $0.append(connection) }
    }

    private func opened() throws -> DatabaseQueue {
        var configuration = Connections.configuration(readOnly: true, readers: 1)
        // The transaction stays open between reads.
        configuration.allowsUnsafeTransactions = true
        let isImmutable = store.notes.contains(.openedAsUnchanging)
        return try DatabaseQueue(
            path: isImmutable ? StoreFile(path: store.path).immutableURI : store.path, configuration: configuration)
    }
}
