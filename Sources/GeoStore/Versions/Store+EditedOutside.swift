internal import GRDB
internal import Reprojection
internal import SimpleFeatures

extension Store {
    /// A number that changes whenever another connection or program has committed to the file.
    /// - Throws: `GeoStoreError`.
    public func dataVersion() throws(GeoStoreError) -> Int {
        // The pool's writer connection is the one that stays: the number is only comparable on one connection.
        do {
            return try pool.unsafeReentrantWrite { try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
        } catch {
            throw GeoStoreError.wrapping(error, attempted: "watching the store", path: path)
        }
    }

    /// Turns what other programs changed into dataset versions "edited outside": counts, extents and columns are
    /// measured anew. Does nothing when nothing is pending.
    /// - Returns: the versions made.
    /// - Throws: `GeoStoreError`, `.busy` while the other program still writes.
    public func adoptOutsideEdits() throws(GeoStoreError) -> [DatasetVersion] {
        try write("adopting edits by other programs") { database in
            let pending = try CatalogSQL.catalog(in: database).collections.filter { $0.state.pendingEdit != 0 }
            return try pending.map { try adopt($0, in: database) }
        }
    }

    private func adopt(_ collection: PublishedCollection, in database: Database) throws -> DatasetVersion {
        let schema = try currentSchema(of: collection, in: database)
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

    /// The columns as they are now: another program may have added or removed some.
    private func currentSchema(of collection: PublishedCollection, in database: Database) throws -> FeatureSchema {
        let columns = try Row.fetchAll(database, sql: "PRAGMA table_info(\(SQLIdentifier(collection.id)))")
        let properties = columns.compactMap { column -> FeatureSchema.Property? in
            let name: String = column["name"]
            guard !LayerTable.reservedColumns.contains(name.lowercased()) else { return nil }
            return collection.schema.property(named: name)
                ?? FeatureSchema.Property(
                    name: name, type: FeatureSchema.PropertyType(declaredSQLType: column["type"]))
        }
        return FeatureSchema(
            properties: properties, geometryType: collection.schema.geometryType, hasZ: collection.schema.hasZ)
    }
}
