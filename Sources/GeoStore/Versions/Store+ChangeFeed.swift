internal import GRDB
internal import SimpleFeatures

extension Store {
    /// A page of what differs between a version of a collection and the present one: features as they are now, and the
    /// ids of those that are gone. A page costs what is in it, however large the collection and its history are.
    /// - Parameters:
    ///   - since: 0 gives every feature.
    ///   - token: of that version, when known: another one is a version of another history.
    ///   - limit: the most changes.
    /// - Throws: `ChangeFeedGap`; `GeoStoreError`, `.collectionChanged` when the collection has another state by now.
    public func changes(
        of collection: PublishedCollection, since: Int, token: String? = nil, behind cursor: ChangeCursor? = nil,
        limit: Int
    ) throws -> ChangePage {
        do {
            return try pool.read { database in
                try CatalogSQL.check(collection, in: database)
                let feed = try ChangeFeedReader(
                    of: collection, since: since, token: token, until: cursor?.version, in: database)
                return try feed.page(behind: cursor?.place, limit: limit)
            }
        } catch let error as DatabaseError {
            throw GeoStoreError.wrapping(error, attempted: "reading changes of \(collection.id)", path: path)
        }
    }
}

/// What differs between two versions of a collection, in one snapshot: first features that the former one had, in the
/// order in which they were changed first, then those that are new, in the order of their ids.
private struct ChangeFeedReader {
    private let collection: PublishedCollection
    private let database: Database
    private let reader: VersionReader
    private let since: Int
    private let target: (version: DatasetVersion, layout: DatasetVersion.Layout)
    private let former: (version: DatasetVersion, layout: DatasetVersion.Layout)?
    private let token: String

    /// Entries looked at for one page: features that were changed and changed back, or changed again, cost a look.
    private static let looksPerChange = 4
    private static let fewestLooks = 1_000

    init(
        of collection: PublishedCollection, since: Int, token: String?, until version: Int?, in database: Database
    ) throws {
        self.collection = collection
        self.database = database
        self.since = since
        let reader = try VersionReader(of: collection, in: database)
        self.reader = reader
        let newest = collection.state.version
        guard since <= newest, version ?? newest <= newest, since <= version ?? newest else {
            throw ChangeFeedGap.unknownVersion(since, newest: newest)
        }
        func known(_ number: Int) throws -> (version: DatasetVersion, layout: DatasetVersion.Layout) {
            do { return try reader.version(number) } catch GeoStoreError.versionNotRestorable(_, _, let oldest) {
                throw ChangeFeedGap.pruned(since: number, oldest: oldest)
            } catch GeoStoreError.versionNotFound {
                throw ChangeFeedGap.unknownVersion(number, newest: newest)
            }
        }
        let target = try known(version ?? newest)
        self.target = target
        self.token = try VersionSQL.token(of: target.version.number, collection.id, in: database)
        let former = since == 0 ? nil : try known(since)
        self.former = former
        guard let former else { return }
        if let token, try VersionSQL.token(of: since, collection.id, in: database) != token {
            throw ChangeFeedGap.unknownVersion(since, newest: newest)
        }
        guard former.layout.schema.hasSameTable(as: target.layout.schema),
            former.layout.storageCRS == target.layout.storageCRS
        else { throw ChangeFeedGap.layoutChanged(since: since) }
    }

    func page(behind place: ChangeCursor.Place?, limit: Int) throws -> ChangePage {
        var changes: [FeedChange] = []
        var looks = max(Self.fewestLooks, limit * Self.looksPerChange)
        var next: ChangeCursor.Place?
        var start: Int64?
        switch place {
        case .rows(let feature): start = feature
        case nil: next = try addChanged(behind: (Int64(since), .max), to: &changes, limit: limit, looks: &looks)
        case .history(let version, let feature):
            next = try addChanged(behind: (version, feature), to: &changes, limit: limit, looks: &looks)
        }
        if next == nil {
            let behind = start ?? former?.layout.lastFeatureID ?? 0
            next = try addNew(behind: behind, to: &changes, limit: limit, looks: &looks)
        }
        return ChangePage(
            since: since, version: target.version, token: token, changes: changes,
            next: next.map { ChangeCursor(version: target.version.number, place: $0) })
    }

    /// The only place where a feature's row is read for the feed: what a reader must not see is left out here.
    private func change(_ id: Int64, _ row: VersionRow?) throws -> FeedChange? {
        guard let row else { return FeatureID(id).map(FeedChange.removal) }
        return .upsert(try reader.feature(id, row))
    }

    /// Features that the former version had.
    /// - Returns: where to go on; nil when they are all there.
    private func addChanged(
        behind place: (version: Int64, feature: Int64), to changes: inout [FeedChange], limit: Int, looks: inout Int
    ) throws -> ChangeCursor.Place? {
        guard let former, since < target.version.number else { return nil }
        let before = try reader.lookup(since)
        let after = try reader.lookup(target.version.number)
        let comparison = RowComparison(before: former.layout, after: target.layout)
        let earlier = try database.makeStatement(sql: HistorySQL.changedBefore)
        let statement = try database.makeStatement(sql: HistorySQL.changes)
        try statement.setArguments([
            collection.id.name, place.version, place.feature, target.version.number, former.layout.lastFeatureID,
        ])
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        var last = place
        while try cursor.step() {
            guard changes.count < limit, looks > 0 else {
                return .history(version: last.version, feature: last.feature)
            }
            looks -= 1
            last = (cursor.integer(at: 0), cursor.integer(at: 1))
            // Told already, where it was changed first.
            let wasBefore = try Bool.fetchOne(
                earlier, arguments: [collection.id.name, last.feature, since, last.version])
            guard wasBefore != true else { continue }
            let (old, new) = (try before.row(of: last.feature), try after.row(of: last.feature))
            if old == nil, new == nil { continue }
            if let old, let new, comparison.isSame(old, new) { continue }
            if let change = try change(last.feature, new) { changes.append(change) }
        }
        return nil
    }

    /// Features that came later.
    private func addNew(
        behind id: Int64, to changes: inout [FeedChange], limit: Int, looks: inout Int
    ) throws -> ChangeCursor.Place? {
        let rows = try reader.lookup(target.version.number)
        let statement = try database.makeStatement(sql: HistorySQL.ids(in: LayerTable(collection)))
        try statement.setArguments([
            id, target.layout.lastFeatureID, collection.id.name, target.version.number,
        ])
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        var last = id
        while try cursor.step() {
            guard changes.count < limit, looks > 0 else { return .rows(feature: last) }
            looks -= 1
            last = cursor.integer(at: 0)
            guard let row = try rows.row(of: last), let change = try change(last, row) else { continue }
            changes.append(change)
        }
        return nil
    }
}
