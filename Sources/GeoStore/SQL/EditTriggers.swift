internal import GRDB
internal import SimpleFeatures

/// Triggers in plain SQL that record what other programs change: which features (`gs_edit`), and how each was before
/// the first edit since the current version (`gs_feature_history`, under `HistorySQL.pending`).
struct EditTriggers {
    static let prefix = "gs_edit_"
    /// Of each collection; fewer means that edits go unnoticed.
    static let names = ["before_insert", "insert", "before_update", "update", "before_delete", "delete"]

    /// SQLite takes no join over more than 1000 common columns: of wider tables, none can be dropped by others.
    private static let maximumFallbackCount = 900

    let table: LayerTable

    private var collection: String { "'\(table.collection.name.replacing("'", with: "''"))'" }

    private func trigger(_ name: String, _ event: String, _ body: [String]) -> String {
        """
        CREATE TRIGGER \(SQLIdentifier("\(Self.prefix)\(name)_\(table.collection.name)")) \(event) ON \(table.name) BEGIN
          \(body.joined(separator: "\n  "))
        END
        """
    }

    var creations: [String] {
        let id = LayerTable.idColumn
        return [
            // INSERT OR REPLACE takes a row away without a word to a DELETE trigger.
            trigger("before_insert", "BEFORE INSERT", [rowBefore("NEW")]),
            trigger("insert", "AFTER INSERT", [absence("NEW"), edit("insert", "NEW")]),
            trigger(
                "before_update", "BEFORE UPDATE",
                [rowBefore("OLD"), rowBefore("NEW", when: "NEW.\(id) <> OLD.\(id)")]),
            trigger(
                "update", "AFTER UPDATE",
                [absence("NEW"), edit("update", "NEW"), edit("delete", "OLD", when: "OLD.\(id) <> NEW.\(id)")]),
            trigger("before_delete", "BEFORE DELETE", [rowBefore("OLD")]),
            trigger("delete", "AFTER DELETE", [edit("delete", "OLD")]),
        ]
    }

    private func edit(_ kind: String, _ row: String, when condition: String? = nil) -> String {
        """
        INSERT INTO gs_edit (collection, feature_id, kind) \
        SELECT \(collection), \(row).\(LayerTable.idColumn), '\(kind)'\(condition.map { " WHERE \($0)" } ?? "");
        """
    }

    private func isUnrecorded(_ row: String) -> String {
        """
        NOT EXISTS (SELECT 1 FROM gs_feature_history WHERE collection = \(collection) \
        AND feature_id = \(row).\(LayerTable.idColumn) AND version = \(HistorySQL.pending))
        """
    }

    /// The stored row, kept once.
    ///
    /// The names of the columns are found in the table, or in an empty row beside it when another program has dropped
    /// one: a trigger that named `OLD.column` would forbid `ALTER TABLE … DROP COLUMN`.
    private func rowBefore(_ row: String, when condition: String? = nil) -> String {
        let columns = table.propertyColumns
        let absent = columns.map { "NULL AS \($0)" }.joined(separator: ", ")
        let fallback =
            columns.isEmpty || columns.count > Self.maximumFallbackCount
            ? "" : " NATURAL LEFT JOIN (SELECT \(absent) WHERE 0)"
        let values = (["t.\(LayerTable.geometryColumn)"] + columns).joined(separator: ", ")
        return """
            INSERT INTO gs_feature_history (\(HistorySQL.columns(columns.count))) \
            SELECT \(collection), \(HistorySQL.pending), t.\(LayerTable.idColumn), 1, \(values) \
            FROM \(table.name) t\(fallback) WHERE t.\(LayerTable.idColumn) = \(row).\(LayerTable.idColumn) \
            AND \(isUnrecorded(row))\(condition.map { " AND \($0)" } ?? "");
            """
    }

    private func absence(_ row: String) -> String {
        """
        INSERT INTO gs_feature_history (collection, version, feature_id, existed) \
        SELECT \(collection), \(HistorySQL.pending), \(row).\(LayerTable.idColumn), 0 WHERE \(isUnrecorded(row));
        """
    }

    /// Takes a collection's edit triggers away, whatever became of them, and makes them for its columns of now.
    static func renew(of collection: PublishedCollection, in database: Database) throws {
        let names = try String.fetchAll(
            database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND name GLOB ?",
            arguments: [collection.id.name, prefix + "*"])
        for name in names { try database.execute(sql: "DROP TRIGGER \(SQLIdentifier(name))") }
        try create(for: LayerTable(collection), in: database)
    }

    static func create(for table: LayerTable, in database: Database) throws {
        try HistorySQL.ensureColumns(table.schema.properties.count, in: database)
        for creation in EditTriggers(table: table).creations { try database.execute(sql: creation) }
    }

    /// Whether all of them are there.
    static func areComplete(of collection: CollectionID, in database: Database) throws -> Bool {
        try count(of: collection, in: database) == names.count
    }

    static func count(of collection: CollectionID, in database: Database) throws -> Int {
        try Int.fetchOne(
            database, sql: "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND name GLOB ?",
            arguments: [collection.name, prefix + "*"]) ?? 0
    }
}
