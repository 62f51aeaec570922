internal import GRDB
internal import Reprojection
internal import SimpleFeatures

extension Store {
    /// Makes a new version that equals an older one: features come back under their ids, with the columns and the CRS
    /// they had; what came later goes. Titles and the like stay. Nothing is published when nothing differs.
    ///
    /// Edits by other programs that are pending are adopted first, as a version of their own.
    /// - Throws: `GeoStoreError.collectionNotFound`, `.versionNotFound`, `.versionNotRestorable`.
    @discardableResult
    public func rollBack(
        _ collection: CollectionID, to number: Int, isRehearsal: Bool = false
    ) throws -> LoadOutcome {
        try change(collection, "rolling \(collection) back to version \(number)", isRehearsal: isRehearsal) {
            database in
            let adopted = try adoptPendingEdits(of: collection, in: database)
            let reader = try versionReader(of: collection, in: database)
            let outcome = try Restoration(of: number, reader: reader, database: database).run(transforms)
            return (outcome.with(adopted: adopted), outcome.writesCatalogue || adopted != nil)
        }
    }
}

/// One rollback, inside the caller's transaction.
private struct Restoration {
    let number: Int
    let reader: VersionReader
    let database: Database
    let layout: DatasetVersion.Layout

    init(of number: Int, reader: VersionReader, database: Database) throws {
        self.number = number
        self.reader = reader
        self.database = database
        layout = try reader.version(number).layout
    }

    func run(_ transforms: TransformPool) throws -> LoadingOutcome {
        let existing = reader.collection
        let keepsTable = TableChange.keepsTable(of: existing, schema: layout.schema, crs: layout.storageCRS)
        let staged = try StagedRows(schema: layout.schema, database: database)
        let changes = try stageDifferences(in: staged, stagesRows: keepsTable)
        if !keepsTable { try reader.forEachRow(at: number) { try staged.append($1, target: $0) } }
        if keepsTable, staged.touchedCount == 0 {
            return LoadingOutcome(
                version: nil, changes: VersionChanges(unchanged: existing.featureCount),
                featureCount: existing.featureCount, writesCatalogue: false)
        }
        let table = LayerTable(
            collection: existing.id, schema: layout.schema, srid: SpatialReferenceTable.srid(of: layout.storageCRS))
        let next = existing.state.version + 1
        try TableChange(
            database: database, existing: existing, table: table, crs: layout.storageCRS, staged: staged,
            number: next, lastID: reader.current.lastFeatureID
        ).apply()
        var definition = LayerDefinition(existing)
        definition.schema = layout.schema
        definition.storageCRS = layout.storageCRS
        let keyRemains = existing.keyProperty.flatMap(layout.schema.property(named:)) != nil
        let version = try Publication(
            definition: definition, number: next, origin: .rollback,
            provenance: Provenance(report: .object(["version": .integer(Int64(number))])), changes: changes,
            keyProperty: keyRemains ? existing.keyProperty : nil, oldestVersion: existing.oldestVersion,
            rolledBackTo: number
        ).publish(in: database, transforms: transforms)
        return LoadingOutcome(
            version: version, changes: version.changes ?? changes, featureCount: version.featureCount,
            writesCatalogue: true)
    }

    /// Touches what differs from the current version, to the last byte; counts what differs in content.
    private func stageDifferences(in staged: StagedRows, stagesRows: Bool) throws -> VersionChanges {
        let present = try reader.lookup(reader.collection.state.version)
        let former = try reader.lookup(number)
        let comparison = RowComparison(before: reader.current, after: layout)
        var changes = VersionChanges()
        try reader.forEachCandidate(from: number, to: reader.collection.state.version) { id in
            let before = try present.row(of: id)
            let after = try former.row(of: id)
            switch (before, after) {
            case (nil, nil): return
            case (let before?, let after?):
                if before.blob == after.blob, comparison.isSame(before, after) { return }
                if !comparison.isSame(before, after) { changes.changed += 1 }
            case (nil, .some): changes.added += 1
            case (.some, nil): changes.removed += 1
            }
            try staged.touch(id)
            if stagesRows, let after { try staged.append(after, target: id) }
        }
        return changes
    }
}

extension StagedRows {
    fileprivate func append(_ row: VersionRow, target: Int64) throws {
        try append(blob: row.blob, values: row.values, target: target)
    }
}
