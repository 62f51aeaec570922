internal import Foundation
internal import GRDB
internal import SimpleFeatures

/// The catalogue's tables, read and written.
enum CatalogSQL {
    static func write(_ sectors: [Sector], to database: Database) throws {
        for (position, sector) in sectors.enumerated() {
            try database.execute(
                sql: """
                    INSERT INTO gs_sector
                      (id, position, title_vi, title_en, department_vi, department_en, colour, icon)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET position = excluded.position, title_vi = excluded.title_vi,
                      title_en = excluded.title_en, department_vi = excluded.department_vi,
                      department_en = excluded.department_en, colour = excluded.colour, icon = excluded.icon
                    """,
                arguments: [
                    sector.id, position, sector.title.vi, sector.title.en, sector.department.vi,
                    sector.department.en, sector.colour, sector.icon,
                ])
        }
    }

    static func catalog(in database: Database) throws -> Catalog {
        let sectors = try Row.fetchAll(database, sql: "SELECT * FROM gs_sector ORDER BY position").map { row in
            Sector(
                id: row["id"], title: LocalizedText(vi: row["title_vi"], en: row["title_en"]),
                department: LocalizedText(vi: row["department_vi"], en: row["department_en"]),
                colour: row["colour"], icon: row["icon"])
        }
        return Catalog(
            storeID: try storeID(in: database), sectors: sectors, collections: try collections(in: database),
            policies: try PolicySQL.current(in: database))
    }

    static func storeID(in database: Database) throws -> String {
        try String.fetchOne(database, sql: "SELECT value FROM gs_store WHERE key = 'id'") ?? ""
    }

    /// Collections whose table is still there and still theirs: another program may have dropped or replaced one.
    private static func collections(in database: Database) throws -> [PublishedCollection] {
        let rows = try Row.fetchAll(
            database,
            sql: "\(try selection(in: database)) JOIN gs_sector s ON s.id = c.sector ORDER BY s.position, c.id")
        return try rows.compactMap { try collection(from: $0, in: database) }
    }

    static func collection(_ id: CollectionID, in database: Database) throws -> PublishedCollection? {
        let row = try Row.fetchOne(
            database, sql: "\(try selection(in: database)) WHERE c.id = ?", arguments: [id.name])
        return try row.flatMap { try collection(from: $0, in: database) }
    }

    /// A reader may meet a store that is not brought up to date yet, whose versions have no token.
    private static func selection(in database: Database) throws -> String {
        let hasTokens = try Migration.applied(in: database) >= Migration.tiles.number
        let token = "(SELECT token FROM gs_dataset_version v WHERE v.collection = c.id AND v.version = c.version)"
        return """
            SELECT c.*, (SELECT max(sequence) FROM gs_edit e WHERE e.collection = c.id) AS pending_edit,
              \(hasTokens ? token : "NULL") AS token
            FROM gs_collection c
            """
    }

    /// Whether the collection is still in the state known to a reader, in this snapshot.
    /// - Throws: `GeoStoreError.collectionChanged`. 4 µs.
    static func check(_ collection: PublishedCollection, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                SELECT version, (SELECT max(sequence) FROM gs_edit e WHERE e.collection = c.id) AS pending_edit
                FROM gs_collection c WHERE c.id = ?
                """)
        let row = try Row.fetchOne(statement, arguments: [collection.id.name])
        let edit: Int64 = row?["pending_edit"] ?? 0
        // The schema's part of the state is above the edits' 32 bits.
        guard row?["version"] == collection.state.version, edit == collection.state.pendingEdit & 0xFFFF_FFFF else {
            throw GeoStoreError.collectionChanged(collection.id.name)
        }
    }

    /// Whether the catalogue has an entry, be its table there or not.
    static func lists(_ id: CollectionID, in database: Database) throws -> Bool {
        try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM gs_collection WHERE id = ?)", arguments: [id.name]) ?? false
    }

    /// The highest feature id that a collection of this name ever gave, by whichever program and in whichever table.
    static func lastFeatureID(of id: CollectionID, in database: Database) throws -> Int64 {
        try Int64.fetchOne(
            database,
            sql: """
                SELECT max(n) FROM (
                  SELECT 0 AS n
                  UNION ALL SELECT seq FROM sqlite_sequence WHERE name = ?1
                  UNION ALL SELECT last_feature_id FROM gs_collection WHERE id = ?1
                  UNION ALL SELECT last_feature_id FROM gs_dropped_collection WHERE id = ?1
                  UNION ALL SELECT max(feature_id) FROM gs_edit WHERE collection = ?1)
                """, arguments: [id.name]) ?? 0
    }

    /// Nil when the table is gone or no longer the collection's.
    private static func collection(from row: Row, in database: Database) throws -> PublishedCollection? {
        let id = try CollectionID(row["id"])
        let columns = try TableColumns(of: id, in: database)
        guard case .collection = columns.owner else { return nil }
        let storageCRS = CRS.epsg(row["storage_crs"])
        let catalogued = FeatureSchema(
            properties: try PropertyList.read(row["properties"]),
            geometryType: GeometryType(rawValue: row["geometry_type"]) ?? .geometry,
            hasZ: row["has_z"])
        let schema = columns.schema(from: catalogued)
        var pendingEdit: Int64 = row["pending_edit"] ?? 0
        if schema != catalogued {
            // Columns change without a trigger. SQLite's own counter of schema changes, above the edits' 32 bits,
            // makes the state another one.
            pendingEdit |= (try Int64.fetchOne(database, sql: "PRAGMA schema_version") ?? 1) << 32
        }
        return PublishedCollection(
            id: id,
            sector: row["sector"],
            title: LocalizedText(vi: row["title_vi"], en: row["title_en"]),
            description: row["description"],
            licence: row["licence"],
            attribution: row["attribution"],
            storageCRS: storageCRS,
            schema: schema,
            featureCount: row["feature_count"],
            nullGeometryCount: row["null_geometry_count"],
            storageEnvelope: envelope(row, ["min_x", "min_y", "max_x", "max_y"], crs: storageCRS),
            envelope: envelope(row, ["west", "south", "east", "north"], crs: .crs84),
            state: CollectionState(version: row["version"], pendingEdit: pendingEdit),
            updatedAt: row["updated_at"],
            keyProperty: row["key_property"],
            // A reader may meet a store that is not brought up to date yet.
            oldestVersion: (row["oldest_version"] as Int?) ?? row["version"],
            tileSettings: try (row["tile_settings"] as String?).map(TileSettings.init(stored:)) ?? .standard,
            searchSettings: try (row["search_settings"] as String?).map(SearchSettings.init(stored:)) ?? .standard,
            statements: try (row["metadata"] as String?).map(CollectionMetadata.init(stored:)) ?? CollectionMetadata(),
            describedAt: row["metadata_changed_at"],
            isModerated: row["moderated"] ?? false,
            token: row["token"] ?? "")
    }

    private static func envelope(_ row: Row, _ columns: [String], crs: CRS) -> Envelope? {
        let numbers = columns.compactMap { row[$0] as Double? }
        guard numbers.count == 4, numbers[0] <= numbers[2], numbers[1] <= numbers[3] else { return nil }
        return Envelope(minX: numbers[0], minY: numbers[1], maxX: numbers[2], maxY: numbers[3], crs: crs)
    }

    static func write(_ settings: TileSettings, of id: CollectionID, to database: Database) throws {
        try database.execute(
            sql: "UPDATE gs_collection SET tile_settings = ? WHERE id = ?", arguments: [settings.stored, id.name])
    }

    static func write(_ settings: SearchSettings, of id: CollectionID, to database: Database) throws {
        try database.execute(
            sql: "UPDATE gs_collection SET search_settings = ? WHERE id = ?", arguments: [settings.stored, id.name])
    }

    static func write(isModerated: Bool, of id: CollectionID, to database: Database) throws {
        try database.execute(
            sql: "UPDATE gs_collection SET moderated = ? WHERE id = ?", arguments: [isModerated, id.name])
    }

    static func write(_ metadata: CollectionMetadata, of id: CollectionID, now: String, to database: Database) throws {
        try database.execute(
            sql: """
                UPDATE gs_collection SET title_vi = ?, title_en = ?, description = ?, licence = ?, attribution = ?,
                  metadata = ?, metadata_changed_at = ?
                WHERE id = ?
                """,
            arguments: [
                metadata[.titleVI], metadata[.titleEN], metadata[.abstractVI], metadata[.licence],
                metadata[.attribution], metadata.stored, now, id.name,
            ])
    }

    /// Everything but what is configured and described, which stays as it is.
    static func write(_ collection: PublishedCollection, to database: Database) throws {
        let storage = collection.storageEnvelope
        let world = collection.envelope
        try database.execute(
            sql: """
                INSERT INTO gs_collection (
                  id, sector, title_vi, title_en, description, licence, attribution, storage_crs, geometry_type,
                  has_z, properties, feature_count, null_geometry_count, min_x, min_y, max_x, max_y, west, south,
                  east, north, version, updated_at, last_feature_id, key_property, oldest_version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                  sector = excluded.sector, title_vi = excluded.title_vi, title_en = excluded.title_en,
                  description = excluded.description, licence = excluded.licence,
                  attribution = excluded.attribution, storage_crs = excluded.storage_crs,
                  geometry_type = excluded.geometry_type, has_z = excluded.has_z, properties = excluded.properties,
                  feature_count = excluded.feature_count, null_geometry_count = excluded.null_geometry_count,
                  min_x = excluded.min_x, min_y = excluded.min_y, max_x = excluded.max_x, max_y = excluded.max_y,
                  west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north,
                  version = excluded.version, updated_at = excluded.updated_at,
                  last_feature_id = excluded.last_feature_id, key_property = excluded.key_property,
                  oldest_version = excluded.oldest_version
                """,
            arguments: [
                collection.id.name, collection.sector, collection.title.vi, collection.title.en,
                collection.description, collection.licence, collection.attribution,
                Int(SpatialReferenceTable.srid(of: collection.storageCRS)), collection.schema.geometryType.rawValue,
                collection.schema.hasZ, PropertyList.write(collection.schema.properties), collection.featureCount,
                collection.nullGeometryCount, storage?.minX, storage?.minY, storage?.maxX, storage?.maxY,
                world?.minX, world?.minY, world?.maxX, world?.maxY, collection.state.version, collection.updatedAt,
                try lastFeatureID(of: collection.id, in: database), collection.keyProperty, collection.oldestVersion,
            ])
    }
}
