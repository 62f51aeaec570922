internal import GRDB
internal import Reprojection
internal import SimpleFeatures

/// One load, from the table's preparation to its publication, inside the caller's transaction.
struct LayerLoading {
    private let definition: LayerDefinition
    private let mode: LoadMode
    private let database: Database
    private let transforms: TransformPool
    private let table: LayerTable
    private let existing: PublishedCollection?
    private let keyProperty: String?
    private let feed: OverviewFeed?

    /// - Parameter feed: takes the rows of a first load.
    init(
        _ definition: LayerDefinition, mode: LoadMode, key: KeyChoice, database: Database, transforms: TransformPool,
        feed: OverviewFeed? = nil
    ) throws {
        self.feed = feed
        self.mode = mode
        self.database = database
        self.transforms = transforms
        existing = try CatalogSQL.collection(definition.id, in: database)
        if existing == nil { try LayerRemoval.removeRemains(of: definition.id, from: database) }
        try Self.checkSector(definition.sector, database)
        var definition = definition
        if let existing {
            switch mode {
            case .create: throw GeoStoreError.collectionExists(definition.id.name)
            case .append, .update:
                try Self.checkFit(of: definition, to: existing)
                // Adding does not rename: the collection's words stay until they are changed on purpose.
                definition = LayerDefinition(existing)
            case .replace:
                if definition.keepsTitle { definition.title = existing.title }
                definition.description = definition.description ?? existing.description
                definition.licence = definition.licence ?? existing.licence
                definition.attribution = definition.attribution ?? existing.attribution
            }
        }
        definition.storageCRS = .epsg(Int(SpatialReferenceTable.srid(of: definition.storageCRS)))
        self.definition = definition
        table = LayerTable(
            collection: definition.id, schema: definition.schema,
            srid: SpatialReferenceTable.srid(of: definition.storageCRS))
        keyProperty =
            switch key {
            case .asBefore: existing?.keyProperty
            case .none: nil
            case .property(let name): name
            }
    }

    func run(_ body: (LayerWriter) throws -> Provenance) throws -> LoadingOutcome {
        let key = try keyNumber()
        if mode == .update, key == nil { throw GeoStoreError.updateWithoutKey(collection: definition.id.name) }
        guard let existing else { return try create(key: key, body) }
        if mode == .append { return try append(to: existing, key: key, body) }
        return try match(existing, key: key, body)
    }

    private func keyNumber() throws -> Int? {
        guard let keyProperty else { return nil }
        let names = definition.schema.properties.map(\.name)
        guard let number = names.firstIndex(of: keyProperty) else {
            throw GeoStoreError.keyNotFound(keyProperty, collection: definition.id.name, known: names)
        }
        return number
    }

    private func create(key: Int?, _ body: (LayerWriter) throws -> Provenance) throws -> LoadingOutcome {
        let lastID = try CatalogSQL.lastFeatureID(of: definition.id, in: database)
        try LayerCreation.makeTable(table, crs: definition.storageCRS, lastID: lastID, in: database)
        let triggers = try SuspendedTriggers(of: table, in: database)
        feed?.begin(definition.schema, in: definition.storageCRS)
        let rows = try DirectRows(
            table: table, key: key, stored: nil, storedCount: 0, lastID: lastID, database: database, feed: feed)
        let provenance = try body(LayerWriter(table: table, destination: rows))
        let tally = rows.tally
        try rows.writeIndex(storedCount: 0)
        try triggers.restore()
        let dropped = try Int.fetchOne(
            database, sql: "SELECT last_version FROM gs_dropped_collection WHERE id = ?",
            arguments: [definition.id.name])
        let number = (dropped ?? 0) + 1
        return try publish(
            number, provenance, VersionChanges(added: rows.addedCount), oldestVersion: number, tally: tally)
    }

    private func append(
        to existing: PublishedCollection, key: Int?, _ body: (LayerWriter) throws -> Provenance
    ) throws -> LoadingOutcome {
        let lastID = try CatalogSQL.lastFeatureID(of: definition.id, in: database)
        let stored = try StoredFeatures(table, seenAs: table, database: database)
        let triggers = try SuspendedTriggers(of: table, in: database)
        let rows = try DirectRows(
            table: table, key: key, stored: stored, storedCount: existing.featureCount, lastID: lastID,
            database: database)
        let provenance = try body(LayerWriter(table: table, destination: rows))
        try rows.writeIndex(storedCount: existing.featureCount)
        try triggers.restore()
        guard rows.addedCount > 0 else { return try updateWords(of: existing, VersionChanges()) }
        return try publish(
            existing.state.version + 1, provenance, VersionChanges(added: rows.addedCount),
            oldestVersion: existing.oldestVersion)
    }

    private func match(
        _ existing: PublishedCollection, key: Int?, _ body: (LayerWriter) throws -> Provenance
    ) throws -> LoadingOutcome {
        let keepsTable = TableChange.keepsTable(
            of: existing, schema: definition.schema, crs: definition.storageCRS)
        let rows = try MatchedRows(
            table: table, key: key, mode: mode, isRebuild: !keepsTable, existing: existing, database: database)
        let provenance = try body(LayerWriter(table: table, destination: rows))
        try rows.finish(after: try CatalogSQL.lastFeatureID(of: definition.id, in: database))
        if keepsTable, rows.changes.isEmpty {
            var outcome = try updateWords(of: existing, rows.changes)
            outcome.writesCatalogue = outcome.writesCatalogue || rows.addsRawTexts
            outcome.retainedCount = rows.retainedCount
            return outcome
        }
        let number = existing.state.version + 1
        try TableChange(
            database: database, existing: existing, table: table, crs: definition.storageCRS, staged: rows.staged,
            number: number, lastID: try VersionReader(of: existing, in: database).current.lastFeatureID
        ).apply()
        var outcome = try publish(number, provenance, rows.changes, oldestVersion: existing.oldestVersion)
        outcome.retainedCount = rows.retainedCount
        return outcome
    }

    private func publish(
        _ number: Int, _ provenance: Provenance, _ changes: VersionChanges, oldestVersion: Int,
        tally: LayerTally? = nil
    ) throws -> LoadingOutcome {
        let version = try Publication(
            definition: definition, number: number, origin: .import, provenance: provenance, changes: changes,
            keyProperty: keyProperty, oldestVersion: oldestVersion, tally: tally
        ).publish(in: database, transforms: transforms)
        return LoadingOutcome(
            version: version, changes: version.changes ?? changes, featureCount: version.featureCount,
            writesCatalogue: true)
    }

    /// The features are the same: titles and the like may not be.
    private func updateWords(of existing: PublishedCollection, _ changes: VersionChanges) throws -> LoadingOutcome {
        var changes = changes
        changes.unchanged = existing.featureCount
        var outcome = LoadingOutcome(
            version: nil, changes: changes, featureCount: existing.featureCount, writesCatalogue: false)
        guard LayerDefinition(existing) != definition || existing.keyProperty != keyProperty else { return outcome }
        try CatalogSQL.write(
            PublishedCollection(
                id: definition.id, sector: definition.sector, title: definition.title,
                description: definition.description, licence: definition.licence,
                attribution: definition.attribution, storageCRS: existing.storageCRS, schema: definition.schema,
                featureCount: existing.featureCount, nullGeometryCount: existing.nullGeometryCount,
                storageEnvelope: existing.storageEnvelope, envelope: existing.envelope, state: existing.state,
                updatedAt: Timestamp.now, keyProperty: keyProperty, oldestVersion: existing.oldestVersion),
            to: database)
        outcome.writesCatalogue = true
        return outcome
    }

    private static func checkSector(_ sector: String, _ database: Database) throws {
        let known = try String.fetchAll(database, sql: "SELECT id FROM gs_sector ORDER BY position")
        guard known.contains(sector) else { throw GeoStoreError.sectorNotFound(sector, known: known) }
    }

    /// Whether features can be added to what is stored.
    private static func checkFit(of definition: LayerDefinition, to existing: PublishedCollection) throws {
        let given = SpatialReferenceTable.srid(of: definition.storageCRS)
        guard SpatialReferenceTable.srid(of: existing.storageCRS) == given else {
            throw GeoStoreError.crsMismatch(
                collection: existing.id.name, stored: existing.storageCRS, given: definition.storageCRS)
        }
        let differences = existing.schema.differences(to: definition.schema)
        guard differences.isEmpty else {
            throw GeoStoreError.schemaMismatch(collection: existing.id.name, differences: differences)
        }
    }
}
