internal import GRDB
internal import Reprojection
internal import SimpleFeatures

extension Store {
    /// Loads features into a collection and publishes the result as a new dataset version, in one transaction:
    /// whatever happens, readers see the old state or the new one, and a crash leaves the old.
    ///
    /// - Parameter body: adds the features; returns where they came from, or throws to leave everything as it was.
    /// - Throws: `GeoStoreError`, `ProjError` for an unknown storage CRS, or what `body` throws.
    @discardableResult
    public func load(
        _ definition: LayerDefinition, mode: LoadMode, _ body: (LayerWriter) throws -> Provenance
    ) throws -> DatasetVersion {
        guard access == .readWrite else { throw GeoStoreError.readOnly(path: path) }
        do {
            return try pool.write { database in
                let loading = try LayerLoading(definition, mode: mode, database: database)
                let provenance = try loading.run(body)
                return try loading.publish(provenance, transforms: transforms)
            }
        } catch let error as DatabaseError {
            throw GeoStoreError.wrapping(error, attempted: "loading collection \(definition.id)", path: path)
        }
    }
}

/// One load, from the table's preparation to its publication, inside the caller's transaction.
private struct LayerLoading {
    let definition: LayerDefinition
    let mode: LoadMode
    let database: Database
    let table: LayerTable
    let existing: PublishedCollection?
    /// Triggers of SpatiaLite and others that were taken away while rows go in, and come back before publication.
    let suspendedTriggers: [String]

    init(_ definition: LayerDefinition, mode: LoadMode, database: Database) throws {
        self.mode = mode
        self.database = database
        existing = try CatalogSQL.collection(definition.id, in: database)
        if existing == nil { try LayerRemoval.removeRemains(of: definition.id, from: database) }
        let srid = SpatialReferenceTable.srid(of: definition.storageCRS)
        try Self.checkSector(definition.sector, database)
        var definition = definition
        let isKept: Bool
        switch (mode, existing) {
        case (.create, .some): throw GeoStoreError.collectionExists(definition.id.name)
        case (.append, let existing?):
            try Self.checkAppend(definition, to: existing)
            definition.schema = existing.schema
            isKept = true
        case (.replace, let existing?):
            isKept = existing.schema.hasSameTable(as: definition.schema) && existing.storageCRS.srid == srid
        case (_, nil):
            isKept = false
        }
        self.definition = definition
        table = LayerTable(collection: definition.id, schema: definition.schema, srid: srid)
        if !isKept {
            if existing != nil { try LayerRemoval.remove(definition.id, from: database) }
            try Self.makeTable(table, crs: definition.storageCRS, database)
        }
        suspendedTriggers = try Self.suspendTriggers(of: table, database)
        if isKept, mode == .replace {
            try database.execute(sql: "DELETE FROM \(table.name)")
            try database.execute(sql: "DELETE FROM \(SQLIdentifier.spatialIndex(of: definition.id))")
        }
    }

    func run(_ body: (LayerWriter) throws -> Provenance) throws -> Provenance {
        let lastID = try CatalogSQL.lastFeatureID(of: definition.id, in: database)
        let writer = try LayerWriter(table: table, lastID: lastID, database: database)
        let provenance = try body(writer)
        try writer.finish(table, in: database)
        return provenance
    }

    /// Triggers back, catalogue and version written.
    func publish(_ provenance: Provenance, transforms: TransformPool) throws -> DatasetVersion {
        for trigger in suspendedTriggers + table.editTriggers { try database.execute(sql: trigger) }
        let measure = try LayerMeasure(of: table, crs: definition.storageCRS, in: database, transforms: transforms)
        let now = Timestamp.now
        let number = try nextVersion()
        // Appending does not rename: the collection's words stay until they are changed on purpose.
        let kept = mode == .append ? existing : nil
        try CatalogSQL.write(
            PublishedCollection(
                id: definition.id, sector: kept?.sector ?? definition.sector, title: kept?.title ?? definition.title,
                description: kept?.description ?? definition.description ?? existing?.description,
                licence: kept?.licence ?? definition.licence ?? existing?.licence,
                attribution: kept?.attribution ?? definition.attribution ?? existing?.attribution,
                storageCRS: definition.storageCRS, schema: definition.schema, featureCount: measure.featureCount,
                nullGeometryCount: measure.nullGeometryCount, storageEnvelope: measure.storageEnvelope,
                envelope: measure.envelope, state: CollectionState(version: number, pendingEdit: 0), updatedAt: now),
            to: database)
        let version = DatasetVersion(
            collection: definition.id, number: number, origin: .import, publishedAt: now,
            featureCount: measure.featureCount, provenance: provenance)
        try CatalogSQL.write(version, to: database)
        // Edits by other programs that came before are part of what was replaced or appended to.
        try database.execute(sql: "DELETE FROM gs_edit WHERE collection = ?", arguments: [definition.id.name])
        try measure.writeStatistics(of: table, to: database)
        return version
    }

    private func nextVersion() throws -> Int {
        if let existing { return existing.state.version + 1 }
        let dropped = try Int.fetchOne(
            database, sql: "SELECT last_version FROM gs_dropped_collection WHERE id = ?",
            arguments: [definition.id.name])
        return (dropped ?? 0) + 1
    }

    private static func checkSector(_ sector: String, _ database: Database) throws {
        let known = try String.fetchAll(database, sql: "SELECT id FROM gs_sector ORDER BY position")
        guard known.contains(sector) else { throw GeoStoreError.sectorNotFound(sector, known: known) }
    }

    private static func checkAppend(_ definition: LayerDefinition, to existing: PublishedCollection) throws {
        let given = SpatialReferenceTable.srid(of: definition.storageCRS)
        guard existing.storageCRS.srid == given else {
            throw GeoStoreError.crsMismatch(
                collection: existing.id.name, stored: existing.storageCRS, given: definition.storageCRS)
        }
        let differences = existing.schema.differences(to: definition.schema)
        guard differences.isEmpty else {
            throw GeoStoreError.schemaMismatch(collection: existing.id.name, differences: differences)
        }
    }

    private static func makeTable(_ table: LayerTable, crs: CRS, _ database: Database) throws {
        let name = table.collection.name
        let isTaken = try Bool.fetchOne(
            database, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE lower(name) = ?)", arguments: [name])
        guard isTaken != true else { throw GeoStoreError.nameTaken(name) }
        try SpatialReferenceTable.register(crs, in: database)
        try database.execute(sql: table.creation)
        try LayerRemoval.require(
            table.addGeometryColumn, in: database, attempted: "adding the geometry column of \(name)")
        try LayerRemoval.require(
            table.createSpatialIndex, in: database, attempted: "creating the spatial index of \(name)")
        let lastID = try CatalogSQL.lastFeatureID(of: table.collection, in: database)
        if lastID > 0 {
            try database.execute(
                sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [name, lastID])
        }
    }

    private static func suspendTriggers(of table: LayerTable, _ database: Database) throws -> [String] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
            arguments: [table.collection.name])
        for row in rows { try database.execute(sql: "DROP TRIGGER \(SQLIdentifier(row["name"]))") }
        // Ours are made anew, whatever became of them.
        return rows.filter { !($0["name"] as String).hasPrefix(LayerTable.editTriggerPrefix) }.map { $0["sql"] }
    }
}

extension CRS {
    fileprivate var srid: Int32 { SpatialReferenceTable.srid(of: self) }
}

extension FeatureSchema {
    /// Whether both schemas make the same table.
    func hasSameTable(as other: FeatureSchema) -> Bool {
        geometryType == other.geometryType && hasZ == other.hasZ
            && properties.map(\.name) == other.properties.map(\.name)
            && properties.map(\.type) == other.properties.map(\.type)
    }

    /// What keeps features of `given` from being appended to a collection of this schema.
    func differences(to given: FeatureSchema) -> [String] {
        var differences: [String] = []
        if geometryType != .geometry, geometryType != given.geometryType {
            differences.append("geometry is \(given.geometryType.rawValue), stored is \(geometryType.rawValue)")
        }
        if hasZ != given.hasZ { differences.append(given.hasZ ? "has heights, stored has none" : "has no heights") }
        for property in given.properties {
            guard let stored = self.property(named: property.name) else {
                differences.append("column \(property.name) is not stored")
                continue
            }
            if stored.type != property.type {
                differences.append(
                    "column \(property.name) is \(property.type.rawValue), stored is \(stored.type.rawValue)")
            }
        }
        for property in properties where given.property(named: property.name) == nil {
            differences.append("column \(property.name) is missing")
        }
        return differences
    }
}
