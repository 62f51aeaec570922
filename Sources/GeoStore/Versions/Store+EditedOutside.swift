internal import GRDB
internal import Reprojection
internal import SimpleFeatures

extension Store {
    /// A number that changes whenever this store or another program has committed to the file, and only then. Never
    /// waits, whatever is being loaded; only comparable with other answers of the same `Store`.
    /// - Throws: `GeoStoreError`.
    public func dataVersion() throws(GeoStoreError) -> Int {
        do {
            return try watch.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
        } catch {
            throw GeoStoreError.wrapping(error, attempted: "watching the store", path: path)
        }
    }

    /// Turns what other programs changed into dataset versions "edited outside": counts, extents and columns are
    /// measured anew. Does nothing when nothing is pending.
    /// - Returns: the versions made.
    /// - Throws: `GeoStoreError`, `.busy` while the other program still writes.
    public func adoptOutsideEdits() throws(GeoStoreError) -> [DatasetVersion] {
        // Looking takes no lock, which a long import may hold.
        guard try catalog().collections.contains(where: { $0.state.pendingEdit != 0 }) else { return [] }
        do {
            // Edits are there already, on whatever disk: that an overview finds no room must not keep them unnumbered.
            return try publish(
                "adopting edits by other programs", toleratesFullDisk: true,
                largestOverview: Self.largestOverviewOfEdits
            ) { database in
                let pending = try CatalogSQL.catalog(in: database).collections.filter { $0.state.pendingEdit != 0 }
                let versions = try pending.map { try adopt($0, in: database) }
                return (versions, !versions.isEmpty)
            }.result
        } catch {
            throw GeoStoreError.wrapping(error, attempted: "adopting edits by other programs", path: path)
        }
    }

    /// The same for one collection, inside the caller's transaction: before a load or a rollback covers the edits.
    func adoptPendingEdits(of id: CollectionID, in database: Database) throws -> DatasetVersion? {
        guard let collection = try CatalogSQL.collection(id, in: database) else { return nil }
        if collection.state.pendingEdit != 0 { return try adopt(collection, in: database) }
        // Entries without an edit: statements that were begun and changed nothing.
        try HistorySQL.deletePending(of: id, in: database)
        guard try !EditTriggers.areComplete(of: id, in: database) else { return nil }
        // Nobody recorded what changed since: the table is taken for the current version, and older ones are lost.
        try HistorySQL.delete(of: id, upTo: collection.state.version, in: database)
        try database.execute(
            sql: "UPDATE gs_collection SET oldest_version = version WHERE id = ?", arguments: [id.name])
        return nil
    }

    private func adopt(_ collection: PublishedCollection, in database: Database) throws -> DatasetVersion {
        // The catalogue was read in this transaction: its schema is the table's.
        let table = LayerTable(collection)
        try EditedIndexEntries.restore(in: table, database)
        let kinds = try Row.fetchAll(
            database,
            sql:
                "SELECT kind, count(DISTINCT feature_id) AS n FROM gs_edit WHERE collection = ? GROUP BY kind ORDER BY kind",
            arguments: [collection.id.name])
        let report = JSONObject(kinds.map { (key: $0["kind"] as String, value: JSONValue.integer($0["n"])) })
        let number = collection.state.version + 1
        // Every statement that other connections hold is prepared again after a trigger is made anew.
        let former = try versionReader(of: collection.id, in: database).current.schema
        let keepsTriggers =
            try former.hasSameTable(as: collection.schema) && EditTriggers.areComplete(of: collection.id, in: database)
        let measure =
            try keepsTriggers && !hasUnrecordedEdits(collection, in: database)
            ? EditMeasure.ofPendingEdits(of: collection, transforms: transforms, in: database) : nil
        let oldest = try adoptHistory(of: collection, as: number, in: database)
        let version = try Publication(
            definition: LayerDefinition(collection), number: number, origin: .editedOutside,
            provenance: Provenance(edits: .object(report), of: collection.state), changes: VersionChanges(),
            keyProperty: collection.keyProperty, oldestVersion: oldest, measure: measure
        ).publish(in: database, transforms: transforms)
        let reader = try versionReader(of: collection.id, in: database)
        if !keepsTriggers { try EditTriggers.renew(of: reader.collection, in: database) }
        guard oldest < number else { return version }
        let changes = try reader.changes(from: number - 1, to: number)
        try VersionSQL.update(changes, of: number, collection.id, in: database)
        return try versionReader(of: collection.id, in: database).version(number).version
    }

    /// Gives the entries that the triggers wrote to the new version.
    /// - Returns: the oldest version that can be restored from now on.
    private func adoptHistory(of collection: PublishedCollection, as number: Int, in database: Database) throws -> Int {
        let reader = try VersionReader(of: collection, in: database)
        // A column that is gone took its values along.
        let lostColumn = reader.current.schema.properties.contains { collection.schema.property(named: $0.name) == nil }
        guard
            try !lostColumn && !hasUnrecordedEdits(collection, in: database)
                && EditTriggers.areComplete(of: collection.id, in: database)
        else {
            try HistorySQL.delete(of: collection.id, upTo: Int(HistorySQL.pending), in: database)
            return number
        }
        let former = LayerTable(
            collection: collection.id, schema: reader.current.schema,
            srid: SpatialReferenceTable.srid(of: collection.storageCRS))
        let added = collection.schema.properties.map(\.name).filter {
            reader.current.schema.property(named: $0) == nil
        }
        // Adding a column with a default changes every row, and no trigger runs.
        if !added.isEmpty { try HistorySQL.recordRows(of: former, withValuesIn: added, in: database) }
        try HistorySQL.adoptPending(
            of: collection.id, as: number, lastID: reader.current.lastFeatureID, in: database)
        return collection.oldestVersion
    }
}

extension Store {
    /// Triggers of before the history recorded ids only.
    private func hasUnrecordedEdits(_ collection: PublishedCollection, in database: Database) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (SELECT 1 FROM gs_edit WHERE collection = ? AND sequence <=
                  (SELECT CAST(value AS INTEGER) FROM gs_store WHERE key = 'unrecorded_edits_until'))
                """, arguments: [collection.id.name]) ?? false
    }
}

/// The R-tree entries of edited features. SpatiaLite's triggers keep them, except when a feature's id is changed, or
/// when a program edits with triggers off.
private enum EditedIndexEntries {
    static func restore(in table: LayerTable, _ database: Database) throws {
        let index = SQLIdentifier.spatialIndex(of: table.collection)
        let geometry = "t.\(LayerTable.geometryColumn)"
        let id = "t.\(LayerTable.idColumn)"
        let edited = "(SELECT feature_id FROM gs_edit WHERE collection = ?)"
        try database.execute(
            sql: """
                DELETE FROM \(index) WHERE pkid IN \(edited)
                  AND NOT EXISTS (SELECT 1 FROM \(table.name) t WHERE \(id) = pkid)
                """, arguments: [table.collection.name])
        try database.execute(
            sql: """
                INSERT INTO \(index) (pkid, xmin, xmax, ymin, ymax)
                SELECT \(id), MbrMinX(\(geometry)), MbrMaxX(\(geometry)), MbrMinY(\(geometry)), MbrMaxY(\(geometry))
                FROM \(table.name) t WHERE \(id) IN \(edited) AND MbrMinX(\(geometry)) <= MbrMaxX(\(geometry))
                  AND NOT EXISTS (SELECT 1 FROM \(index) WHERE pkid = \(id))
                """, arguments: [table.collection.name])
    }
}

extension Provenance {
    /// Of edits by other programs.
    /// - Parameter state: the collection's with these edits, before they had a number.
    fileprivate init(edits: JSONValue, of state: CollectionState) {
        self.init(report: ["edits": edits, "state": .string(state.description)])
    }

    /// Whose features the version has that edits by other programs became; nil for every other version.
    var adoptedState: CollectionState? { report["state"]?.string.flatMap { CollectionState($0) } }
}
