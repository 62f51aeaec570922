internal import GRDB
internal import SimpleFeatures

/// `gs_feature_history`: an undo log. The entry of a version and a feature is the feature's row as it was *before* that
/// version, under the schema of the version before; `existed` 0 says that there was none.
///
/// ```
/// state at V of a feature = none                                  if its id is above the last id of V
///                           the entry with the lowest version > V if there is one
///                           the row of the table                  otherwise
/// ```
enum HistorySQL {
    /// The version of entries that no version holds yet: edits by other programs since the current one. Above all
    /// numbers ever given, so that the rule for the state holds while edits are pending.
    static let pending: Int64 = 1 << 53
    /// SQLite's limit of 2000 columns less our own.
    static let maximumValueCount = 1990

    static func valueColumn(_ index: Int) -> String { "v\(index + 1)" }

    /// The columns of an entry with `count` values.
    static func columns(_ count: Int) -> String {
        (["collection", "version", "feature_id", "existed", "geometry"] + (0..<count).map(valueColumn))
            .joined(separator: ", ")
    }

    static func ensureColumns(_ count: Int, in database: Database) throws {
        let present =
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM pragma_table_info('gs_feature_history') WHERE name GLOB 'v[0-9]*'")
            ?? 0
        guard present < count else { return }
        for index in present..<count {
            try database.execute(sql: "ALTER TABLE gs_feature_history ADD COLUMN \(valueColumn(index)) BLOB")
        }
    }

    /// Writes the rows of `ids` as they are now under `version`: those that exist, and a marker for those that do not
    /// and whose id is not above `lastID`, which alone says that they did not exist.
    /// - Parameter ids: a temporary table with one column `id`.
    static func record(
        _ ids: SQLIdentifier, of table: LayerTable, version: Int, lastID: Int64, in database: Database
    ) throws {
        let values = (["t.\(LayerTable.geometryColumn)"] + table.propertyColumns.map { "t.\($0)" })
            .joined(separator: ", ")
        try ensureColumns(table.schema.properties.count, in: database)
        try database.execute(
            sql: """
                INSERT INTO gs_feature_history (\(columns(table.schema.properties.count)))
                SELECT ?, ?, t.\(LayerTable.idColumn), 1, \(values)
                FROM temp.\(ids) x CROSS JOIN \(table.name) t ON t.\(LayerTable.idColumn) = x.id ORDER BY x.id
                """, arguments: [table.collection.name, version])
        try database.execute(
            sql: """
                INSERT INTO gs_feature_history (collection, version, feature_id, existed)
                SELECT ?, ?, x.id, 0 FROM temp.\(ids) x
                WHERE x.id <= ? AND NOT EXISTS (SELECT 1 FROM \(table.name) t WHERE t.\(LayerTable.idColumn) = x.id)
                ORDER BY x.id
                """, arguments: [table.collection.name, version, lastID])
    }

    /// Records as pending the rows that have a value in one of these columns and no pending entry yet.
    /// - Parameter table: with the columns that the rows are kept under.
    static func recordRows(of table: LayerTable, withValuesIn columns: [String], in database: Database) throws {
        let values = (["t.\(LayerTable.geometryColumn)"] + table.propertyColumns.map { "t.\($0)" })
            .joined(separator: ", ")
        let isFilled = columns.map { "t.\(SQLIdentifier($0)) IS NOT NULL" }.joinedEvenly(by: "OR")
        try ensureColumns(table.schema.properties.count, in: database)
        try database.execute(
            sql: """
                INSERT INTO gs_feature_history (\(Self.columns(table.schema.properties.count)))
                SELECT ?1, ?2, t.\(LayerTable.idColumn), 1, \(values) FROM \(table.name) t WHERE (\(isFilled))
                  AND NOT EXISTS (SELECT 1 FROM gs_feature_history h WHERE h.collection = ?1 AND h.version = ?2
                    AND h.feature_id = t.\(LayerTable.idColumn))
                """, arguments: [table.collection.name, pending])
    }

    /// Gives what other programs changed to the version that adopts it. Ids above `lastID` need no marker.
    static func adoptPending(of collection: CollectionID, as version: Int, lastID: Int64, in database: Database) throws
    {
        try database.execute(
            sql: """
                DELETE FROM gs_feature_history
                WHERE collection = ? AND version = ? AND existed = 0 AND feature_id > ?
                """, arguments: [collection.name, pending, lastID])
        try database.execute(
            sql: "UPDATE gs_feature_history SET version = ? WHERE collection = ? AND version = ?",
            arguments: [version, collection.name, pending])
    }

    static func deletePending(of collection: CollectionID, in database: Database) throws {
        try database.execute(
            sql: "DELETE FROM gs_feature_history WHERE collection = ? AND version = ?",
            arguments: [collection.name, pending])
    }

    /// Takes away what only states before `version` need.
    /// - Returns: the number of entries.
    @discardableResult
    static func delete(of collection: CollectionID, upTo version: Int, in database: Database) throws -> Int {
        try database.execute(
            sql: "DELETE FROM gs_feature_history WHERE collection = ? AND version <= ?",
            arguments: [collection.name, version])
        return database.changesCount
    }

    static func deleteAll(of collection: CollectionID, in database: Database) throws {
        for side in ["gs_feature_history", "gs_raw_text"] {
            try database.execute(sql: "DELETE FROM \(side) WHERE collection = ?", arguments: [collection.name])
        }
    }

    /// The lowest entry above a version: collection, feature id, version.
    static func entry(_ valueCount: Int) -> String {
        let values = (["existed", "version", "geometry"] + (0..<valueCount).map(valueColumn)).joined(separator: ", ")
        return """
            SELECT \(values) FROM gs_feature_history WHERE collection = ? AND feature_id = ? AND version > ?
            ORDER BY version LIMIT 1
            """
    }
}
