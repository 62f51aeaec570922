internal import GRDB
public import SimpleFeatures

/// A text of a stored feature with the bytes it was decoded from.
public struct StoredRawText: Hashable, Sendable {
    public let feature: FeatureID
    /// The text as it is now; null or another type when it was changed since.
    public let value: PropertyValue
    public let bytes: [UInt8]
    /// The name of the reading that gave the imported text.
    public let reading: String
}

/// What decoding again came to.
public struct DecodingOutcome: Hashable, Sendable {
    public let load: LoadOutcome
    /// Texts that the new reading gives as they were.
    public let sameCount: Int
    /// Texts that were edited since the import, and were left alone.
    public let editedCount: Int
}

extension Store {
    /// The raw texts kept for a property, in the order of the feature ids, in one snapshot. Texts whose bytes are the
    /// UTF-8 of what is stored have none.
    /// - Throws: `GeoStoreError`, or what `body` throws.
    public func forEachRawText(
        of collection: CollectionID, property: String, _ body: (StoredRawText) throws -> Void
    ) throws {
        do {
            try pool.read { database in
                let found = try versionReader(of: collection, in: database).collection
                try rawTexts(of: found, property: property, in: database, body)
            }
        } catch let error as DatabaseError {
            throw GeoStoreError.wrapping(error, attempted: "reading raw texts of \(collection)", path: path)
        }
    }

    /// Decodes the texts of a property again from the bytes that were imported, without the file, and publishes the
    /// result as a new version. A text that is no longer what its recorded reading gives was edited since: it stays.
    /// - Parameters:
    ///   - reading: the name of the new reading.
    ///   - decode: the text that bytes give under a reading, by name; asked for the recorded one and the new one.
    /// - Throws: `GeoStoreError.propertyNotFound`, or what `decode` throws.
    public func decodeAgain(
        _ collection: CollectionID, property: String, as reading: String, isRehearsal: Bool = false,
        decode: (_ bytes: [UInt8], _ reading: String) throws -> String
    ) throws -> DecodingOutcome {
        var sameCount = 0
        var editedCount = 0
        let outcome = try change(
            collection, "decoding \(property) of \(collection) again", isRehearsal: isRehearsal
        ) { database in
            let adopted = try adoptPendingEdits(of: collection, in: database)
            let reader = try versionReader(of: collection, in: database)
            let existing = reader.collection
            let staged = try StagedRows(schema: existing.schema, database: database)
            let rows = try reader.lookup(existing.state.version)
            let position = existing.schema.properties.firstIndex { $0.name == property } ?? 0
            try rawTexts(of: existing, property: property, in: database) { raw in
                guard raw.value == .text(try decode(raw.bytes, raw.reading)) else {
                    editedCount += 1
                    return
                }
                let text = PropertyValue.text(try decode(raw.bytes, reading))
                guard text != raw.value, let row = try rows.row(of: raw.feature.value) else {
                    sameCount += 1
                    return
                }
                var values = row.values
                values[position] = text
                try staged.touch(raw.feature.value)
                try staged.append(blob: row.blob, values: values, target: raw.feature.value)
            }
            let version = try publish(staged, reader: reader, reading: reading, property: property, in: database)
            let changes = VersionChanges(
                changed: staged.count, unchanged: existing.featureCount - staged.count)
            return (
                LoadOutcome(
                    version: version, changes: changes, adopted: adopted, featureCount: existing.featureCount),
                version != nil || adopted != nil
            )
        }
        return DecodingOutcome(load: outcome, sameCount: sameCount, editedCount: editedCount)
    }

    private func publish(
        _ staged: StagedRows, reader: VersionReader, reading: String, property: String, in database: Database
    ) throws -> DatasetVersion? {
        guard staged.count > 0 else { return nil }
        let existing = reader.collection
        try TableChange(
            database: database, existing: existing, table: LayerTable(existing), crs: existing.storageCRS,
            staged: staged, number: existing.state.version + 1, lastID: reader.current.lastFeatureID,
            keepsRawTexts: true
        ).apply()
        try database.execute(
            sql: """
                UPDATE gs_raw_text SET reading = ? WHERE collection = ? AND property = ?
                  AND feature_id IN (SELECT id FROM temp.\(StagedRows.touched))
                """, arguments: [reading, existing.id.name, property])
        return try Publication(
            definition: LayerDefinition(existing), number: existing.state.version + 1, origin: .decodedAgain,
            provenance: Provenance(
                encoding: reading, report: .object(["property": .string(property), "reading": .string(reading)])),
            changes: VersionChanges(changed: staged.count), keyProperty: existing.keyProperty,
            oldestVersion: existing.oldestVersion
        ).publish(in: database, transforms: transforms)
    }

    private func rawTexts(
        of collection: PublishedCollection, property: String, in database: Database,
        _ body: (StoredRawText) throws -> Void
    ) throws {
        guard collection.schema.property(named: property) != nil else {
            throw GeoStoreError.propertyNotFound(
                property, collection: collection.id.name, known: collection.schema.properties.map(\.name))
        }
        let statement = try database.makeStatement(
            sql: """
                SELECT r.feature_id, t.\(SQLIdentifier(property)), r.bytes, r.reading
                FROM gs_raw_text r CROSS JOIN \(SQLIdentifier(collection.id)) t ON t.\(LayerTable.idColumn) = r.feature_id
                WHERE r.collection = ? AND r.property = ? ORDER BY r.feature_id
                """)
        try statement.setArguments([collection.id.name, property])
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        while try cursor.step() {
            guard let id = FeatureID(cursor.integer(at: 0)) else { continue }
            try body(
                StoredRawText(
                    feature: id, value: cursor.value(at: 1), bytes: cursor.withBlob(at: 2) { Array($0) },
                    reading: cursor.text(at: 3)))
        }
    }
}
