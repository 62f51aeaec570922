internal import Foundation
internal import GRDB
internal import SimpleFeatures

/// `gs_dataset_version`, read and written.
enum VersionSQL {
    /// What is to become a version.
    struct Entry {
        let collection: CollectionID
        let number: Int
        let origin: DatasetVersion.Origin
        let publishedAt: String
        let featureCount: Int
        let provenance: Provenance
        let layout: DatasetVersion.Layout
        var changes: VersionChanges
        var rolledBackTo: Int?
    }

    static func write(_ version: Entry, to database: Database) throws {
        let provenance = version.provenance
        let schema = version.layout.schema
        try database.execute(
            sql: """
                INSERT INTO gs_dataset_version (
                  collection, version, origin, published_at, feature_count, source, source_crs, operation,
                  accuracy_m, encoding, report, storage_crs, geometry_type, has_z, properties, last_feature_id,
                  added, changed, removed, unchanged, rolled_back_to, token, author, comment)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                version.collection.name, version.number, version.origin.rawValue, version.publishedAt,
                version.featureCount, provenance.source, provenance.sourceCRS?.identifier, provenance.operation,
                provenance.accuracyInMetres, provenance.encoding,
                String(decoding: provenance.report.serialized, as: UTF8.self),
                Int(SpatialReferenceTable.srid(of: version.layout.storageCRS)), schema.geometryType.rawValue,
                schema.hasZ, PropertyList.write(schema.properties), version.layout.lastFeatureID,
                version.changes.added, version.changes.changed, version.changes.removed, version.changes.unchanged,
                version.rolledBackTo, randomToken, provenance.author, provenance.comment,
            ])
    }

    /// Empty in a store that was not brought up to date yet.
    static func token(of number: Int, _ collection: CollectionID, in database: Database) throws -> String {
        let row = try Row.fetchOne(
            database, sql: "SELECT * FROM gs_dataset_version WHERE collection = ? AND version = ?",
            arguments: [collection.name, number])
        return (row?["token"] as String?) ?? ""
    }

    /// 64 bits, as `Migration.tiles` gave them to versions of before.
    private static var randomToken: String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    static func update(_ changes: VersionChanges, of number: Int, _ collection: CollectionID, in database: Database)
        throws
    {
        try database.execute(
            sql: """
                UPDATE gs_dataset_version SET added = ?, changed = ?, removed = ?, unchanged = ?
                WHERE collection = ? AND version = ?
                """,
            arguments: [
                changes.added, changes.changed, changes.removed, changes.unchanged, collection.name, number,
            ])
    }

    /// The newest first.
    static func versions(of collection: CollectionID, in database: Database) throws -> [DatasetVersion] {
        let entry = try Row.fetchOne(
            database, sql: "SELECT * FROM gs_collection WHERE id = ?", arguments: [collection.name])
        // A reader may meet a store that is not brought up to date yet: columns are looked for, not taken for granted.
        let oldest = (entry?["oldest_version"] as Int?) ?? .max
        return try Row.fetchAll(
            database, sql: "SELECT * FROM gs_dataset_version WHERE collection = ? ORDER BY version DESC",
            arguments: [collection.name]
        ).map { row in
            let layout = try layout(row)
            return DatasetVersion(
                collection: collection,
                number: row["version"],
                origin: DatasetVersion.Origin(rawValue: row["origin"]) ?? .import,
                publishedAt: row["published_at"],
                featureCount: row["feature_count"],
                provenance: Provenance(
                    source: row["source"], sourceCRS: (row["source_crs"] as String?).flatMap { CRS($0) },
                    operation: row["operation"], accuracyInMetres: row["accuracy_m"], encoding: row["encoding"],
                    report: try JSONReader.read(Array((row["report"] as String).utf8)), author: row["author"],
                    comment: row["comment"]),
                layout: layout,
                changes: changes(row),
                rolledBackTo: row["rolled_back_to"],
                isRestorable: layout != nil && oldest <= row["version"] as Int)
        }
    }

    private static func layout(_ row: Row) throws -> DatasetVersion.Layout? {
        guard let properties = row["properties"] as String?, let crs = row["storage_crs"] as Int?,
            let lastID = row["last_feature_id"] as Int64?
        else { return nil }
        return DatasetVersion.Layout(
            schema: FeatureSchema(
                properties: try PropertyList.read(properties),
                geometryType: (row["geometry_type"] as String?).flatMap(GeometryType.init(rawValue:)) ?? .geometry,
                hasZ: row["has_z"] ?? false),
            storageCRS: .epsg(crs), lastFeatureID: lastID)
    }

    private static func changes(_ row: Row) -> VersionChanges? {
        guard let added = row["added"] as Int?, let changed = row["changed"] as Int?,
            let removed = row["removed"] as Int?, let unchanged = row["unchanged"] as Int?
        else { return nil }
        return VersionChanges(added: added, changed: changed, removed: removed, unchanged: unchanged)
    }
}
