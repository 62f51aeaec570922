internal import CSpatiaLite
internal import GRDB
internal import SimpleFeatures

/// Takes a collection's table out of the store, inside the caller's transaction.
enum LayerRemoval {
    /// The table, its index and its SpatiaLite metadata go; the last id and version are kept, so that neither is
    /// ever given again. A table that another program put in its place stays.
    static func remove(_ collection: CollectionID, from database: Database) throws {
        let name = collection.name
        try database.execute(
            sql: """
                INSERT OR REPLACE INTO gs_dropped_collection (id, last_feature_id, last_version, dropped_at)
                SELECT id, ?, version, ? FROM gs_collection WHERE id = ?
                """, arguments: [try CatalogSQL.lastFeatureID(of: collection, in: database), Timestamp.now, name])
        try removeTable(of: collection, from: database)
        try SearchIndexUpdate.remove(collection, in: database)
        try HistorySQL.deleteAll(of: collection, in: database)
        try database.execute(sql: "DELETE FROM gs_collection WHERE id = ?", arguments: [name])
        try database.execute(sql: "DELETE FROM gs_edit WHERE collection = ?", arguments: [name])
    }

    /// The table and its index go, the catalogue's entry and the history stay.
    static func removeTable(of collection: CollectionID, from database: Database) throws {
        switch try TableColumns(of: collection, in: database).owner {
        case .collection: try dropTable(of: collection, from: database)
        case .nobody: try dropMetadata(of: collection, from: database)
        case .stranger: break
        }
    }

    /// Clears away what is left of a collection whose table another program has dropped or replaced.
    static func removeRemains(of collection: CollectionID, from database: Database) throws {
        guard try CatalogSQL.lists(collection, in: database) else { return }
        try remove(collection, from: database)
    }

    private static func dropTable(of collection: CollectionID, from database: Database) throws {
        let name = collection.name
        try require(
            SQLFragment("SELECT DisableSpatialIndex(?, ?)", [name, LayerTable.geometryColumn]), in: database,
            attempted: "disabling the spatial index of \(name)")
        try require(
            SQLFragment("SELECT DiscardGeometryColumn(?, ?)", [name, LayerTable.geometryColumn]), in: database,
            attempted: "discarding the geometry column of \(name)")
        try database.execute(sql: "DROP TABLE IF EXISTS \(SQLIdentifier.spatialIndex(of: collection))")
        try database.execute(sql: "DROP TABLE \(SQLIdentifier(collection))")
    }

    /// Without a table, SpatiaLite's own functions refuse; rows that hang on this one go with it.
    private static func dropMetadata(of collection: CollectionID, from database: Database) throws {
        try database.execute(sql: "DELETE FROM geometry_columns WHERE f_table_name = ?", arguments: [collection.name])
        try database.execute(sql: "DROP TABLE IF EXISTS \(SQLIdentifier.spatialIndex(of: collection))")
    }

    /// Runs a SpatiaLite function that answers 1 for done and 0 for failed.
    static func require(_ call: SQLFragment, in database: Database, attempted: String) throws {
        let answer = try Int.fetchOne(database, sql: call.sql, arguments: call.arguments)
        guard answer == 1 else {
            throw GeoStoreError.sqlite(attempted: attempted, code: SQLITE_ERROR, message: "SpatiaLite answered 0")
        }
    }
}

extension Store {
    /// Whether the catalogue still has an entry for a collection; it may be one whose table another program dropped,
    /// which `catalog()` does not show.
    /// - Throws: `GeoStoreError`.
    public func lists(_ collection: CollectionID) throws(GeoStoreError) -> Bool {
        try read("looking for \(collection)") { try CatalogSQL.lists(collection, in: $0) }
    }

    /// Takes a collection out of the store, and also what is left of one whose table another program dropped.
    /// - Throws: `GeoStoreError.collectionNotFound` with the ids there are.
    public func drop(_ collection: CollectionID) throws(GeoStoreError) {
        try write("dropping \(collection)") { database in
            guard try CatalogSQL.lists(collection, in: database) else {
                let known = try CatalogSQL.catalog(in: database).collections.map(\.id.name)
                throw GeoStoreError.collectionNotFound(collection.name, known: known)
            }
            try LayerRemoval.remove(collection, from: database)
        }
        try sweepOverviews()
    }
}
