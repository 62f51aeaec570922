internal import GRDB
public import SimpleFeatures

extension Store {
    /// How two versions of a collection differ, in numbers. `second` may be the older one.
    /// - Throws: `GeoStoreError.versionNotFound`, `.versionNotRestorable`.
    public func changes(
        of collection: CollectionID, from first: Int, to second: Int
    ) throws(GeoStoreError) -> VersionDifference {
        try read("comparing versions of \(collection)") { database in
            let reader = try versionReader(of: collection, in: database)
            return VersionDifference(
                from: try reader.version(first).version, to: try reader.version(second).version,
                changes: try reader.changes(from: first, to: second))
        }
    }

    /// The features that two versions do not have alike, in the order of their ids, in one snapshot.
    ///
    /// `body` runs on the reading thread and must not call the store again. What it throws ends the read.
    /// - Parameter place: only features behind this one.
    /// - Throws: `GeoStoreError.versionNotFound`, `.versionNotRestorable`, or what `body` throws.
    public func forEachChange(
        of collection: CollectionID, from first: Int, to second: Int, behind place: FeatureID? = nil,
        _ body: (FeatureChange) throws -> Void
    ) throws {
        try history("comparing versions of \(collection)", of: collection) { reader in
            try reader.forEachDifference(from: first, to: second, behind: place?.value) { id, before, after in
                let former = try before.map { try reader.feature(id, $0) }
                let latter = try after.map { try reader.feature(id, $0) }
                guard let featureID = former?.id ?? latter?.id else { return }
                let kind: FeatureChange.Kind = former == nil ? .added : latter == nil ? .removed : .changed
                try body(FeatureChange(id: featureID, kind: kind, before: former, after: latter))
            }
        }
    }

    /// Reads all features of a version in the order of their ids, values in the order of its schema
    /// (`DatasetVersion.layout`), in one snapshot.
    /// - Throws: `GeoStoreError.versionNotFound`, `.versionNotRestorable`, or what `body` throws.
    public func forEachFeature(
        of collection: CollectionID, atVersion number: Int, _ body: (Feature) throws -> Void
    ) throws {
        try history("reading version \(number) of \(collection)", of: collection) { reader in
            try reader.forEachRow(at: number) { id, row in try body(try reader.feature(id, row)) }
        }
    }

    /// The first `limit` features that two versions do not have alike, behind a place.
    /// - Throws: as `forEachChange`.
    public func changes(
        of collection: CollectionID, from first: Int, to second: Int, behind place: FeatureID?, limit: Int
    ) throws -> [FeatureChange] {
        struct Enough: Error {}
        var changes: [FeatureChange] = []
        do {
            try forEachChange(of: collection, from: first, to: second, behind: place) { change in
                guard changes.count < limit else { throw Enough() }
                changes.append(change)
            }
        } catch is Enough {
            // The rest is for another page.
        }
        return changes
    }

    /// What the history of a collection takes up.
    /// - Throws: `GeoStoreError.collectionNotFound`.
    public func historySpace(of collection: CollectionID) throws(GeoStoreError) -> HistorySpace {
        try read("measuring the history of \(collection)") { database in
            let reader = try versionReader(of: collection, in: database)
            return try HistorySpace(of: reader.collection, in: database)
        }
    }

    func versionReader(of collection: CollectionID, in database: Database) throws -> VersionReader {
        try VersionReader(of: try found(collection, in: database), in: database)
    }

    func found(_ collection: CollectionID, in database: Database) throws -> PublishedCollection {
        guard let found = try CatalogSQL.collection(collection, in: database) else {
            throw GeoStoreError.collectionNotFound(
                collection.name, known: try CatalogSQL.catalog(in: database).collections.map(\.id.name))
        }
        return found
    }

    private func history(
        _ attempted: String, of collection: CollectionID, _ body: (VersionReader) throws -> Void
    ) throws {
        do {
            try pool.read { try body(try versionReader(of: collection, in: $0)) }
        } catch let error as DatabaseError {
            throw GeoStoreError.wrapping(error, attempted: attempted, path: path)
        }
    }
}

/// The size of a collection's history.
public struct HistorySpace: Hashable, Sendable {
    /// Rows that later versions have changed or removed.
    public let entries: Int
    /// What their values and geometries take, without SQLite's own.
    public let bytes: Int64
    public let rawTexts: Int
    public let rawTextBytes: Int64
}

extension HistorySpace {
    init(of collection: PublishedCollection, in database: Database) throws {
        let columns = try String.fetchAll(
            database, sql: "SELECT name FROM pragma_table_info('gs_feature_history') WHERE name GLOB 'v[0-9]*'")
        let lengths = (["geometry"] + columns)
            .map {
                "coalesce(CASE typeof(\($0)) WHEN 'integer' THEN 8 WHEN 'real' THEN 8 ELSE length(CAST(\($0) AS BLOB)) END, 0)"
            }
            .joinedEvenly(by: "+")
        let history = try Row.fetchOne(
            database,
            sql:
                "SELECT count(*) AS n, coalesce(sum(\(lengths)), 0) AS size FROM gs_feature_history WHERE collection = ?",
            arguments: [collection.id.name])
        let texts = try Row.fetchOne(
            database,
            sql: "SELECT count(*) AS n, coalesce(sum(length(bytes)), 0) AS size FROM gs_raw_text WHERE collection = ?",
            arguments: [collection.id.name])
        self.init(
            entries: history?["n"] ?? 0, bytes: history?["size"] ?? 0, rawTexts: texts?["n"] ?? 0,
            rawTextBytes: texts?["size"] ?? 0)
    }
}
