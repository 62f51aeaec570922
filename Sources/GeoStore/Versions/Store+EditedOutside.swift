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
        return try write("adopting edits by other programs") { database in
            let pending = try CatalogSQL.catalog(in: database).collections.filter { $0.state.pendingEdit != 0 }
            return try pending.map { try adopt($0, in: database) }
        }
    }

    private func adopt(_ collection: PublishedCollection, in database: Database) throws -> DatasetVersion {
        // The catalogue was read in this transaction: its schema is the table's.
        let schema = collection.schema
        let table = LayerTable(
            collection: collection.id, schema: schema, srid: SpatialReferenceTable.srid(of: collection.storageCRS))
        try EditedIndexEntries.restore(in: table, database)
        let measure = try LayerMeasure(
            of: table, crs: collection.storageCRS, in: database, transforms: transforms)
        let now = Timestamp.now
        let kinds = try Row.fetchAll(
            database,
            sql:
                "SELECT kind, count(DISTINCT feature_id) AS n FROM gs_edit WHERE collection = ? GROUP BY kind ORDER BY kind",
            arguments: [collection.id.name])
        let report = JSONObject(kinds.map { (key: $0["kind"] as String, value: JSONValue.integer($0["n"])) })
        let number = collection.state.version + 1
        try CatalogSQL.write(
            PublishedCollection(
                id: collection.id, sector: collection.sector, title: collection.title,
                description: collection.description, licence: collection.licence,
                attribution: collection.attribution, storageCRS: collection.storageCRS, schema: schema,
                featureCount: measure.featureCount, nullGeometryCount: measure.nullGeometryCount,
                storageEnvelope: measure.storageEnvelope, envelope: measure.envelope,
                state: CollectionState(version: number, pendingEdit: 0), updatedAt: now),
            to: database)
        let version = DatasetVersion(
            collection: collection.id, number: number, origin: .editedOutside, publishedAt: now,
            featureCount: measure.featureCount, provenance: Provenance(report: .object(["edits": .object(report)])))
        try CatalogSQL.write(version, to: database)
        try database.execute(sql: "DELETE FROM gs_edit WHERE collection = ?", arguments: [collection.id.name])
        try measure.writeStatistics(of: table, to: database)
        return version
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
