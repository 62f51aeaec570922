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
        let measure = try LayerMeasure(
            of: table, crs: collection.storageCRS, in: database, transforms: transforms)
        let now = Timestamp.now
        let kinds = try Row.fetchAll(
            database,
            sql: "SELECT kind, count(DISTINCT feature_id) AS n FROM gs_edit WHERE collection = ? GROUP BY kind ORDER BY kind",
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
