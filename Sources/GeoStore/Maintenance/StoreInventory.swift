internal import CSpatiaLite
internal import Crypto
internal import GRDB

/// What a store holds, to be compared with a copy of it: counts, and a hash of each collection.
public struct StoreInventory: Hashable, Sendable {
    public struct Collection: Hashable, Sendable {
        public let id: String
        /// The present version, and `.` with the last edit that has none yet.
        public let state: String
        /// Rows of the table.
        public let features: Int
        /// SHA-256 of the names of the columns and of every row in the order of the ids, 64 digits. It does not depend
        /// on the release: docs/decisions/0026-backups.md says how it is made.
        public let hash: String
    }

    public let storeID: String
    public let schema: Int
    public let collections: [Collection]
    /// Rows of the store's own tables, by their name: versions, history, policies, drafts.
    public let rows: [String: Int]
    /// What `integrity_check` and `foreign_key_check` find, in words; empty when nothing is wrong.
    public let problems: [String]
}

extension Store {
    /// Reads everything, in one moment of the store.
    /// - Parameter progress: told when a collection is done, and how many there are; what it throws ends it.
    /// - Throws: `GeoStoreError`, and what `progress` throws.
    public func inventory(
        progress: (_ done: Int, _ total: Int) throws -> Void = { _, _ in }
    ) throws -> StoreInventory {
        do {
            return try pool.read { database in
                let catalog = try CatalogSQL.catalog(in: database)
                var collections: [StoreInventory.Collection] = []
                for collection in catalog.collections {
                    let (features, hash) = try Self.hash(collection.id, in: database)
                    collections.append(
                        StoreInventory.Collection(
                            id: collection.id.name, state: collection.state.description, features: features, hash: hash)
                    )
                    try progress(collections.count, catalog.collections.count)
                }
                return StoreInventory(
                    storeID: catalog.storeID, schema: try Migration.applied(in: database), collections: collections,
                    rows: try Self.rows(in: database), problems: try Self.problems(in: database))
            }
        } catch let error as DatabaseError {
            throw GeoStoreError.wrapping(error, attempted: "looking through the store", path: path)
        }
    }

    private static func hash(_ id: CollectionID, in database: Database) throws -> (features: Int, hash: String) {
        let statement = try database.makeStatement(
            sql: "SELECT * FROM \(SQLIdentifier(id)) ORDER BY \(LayerTable.idColumn)")
        var hash = SHA256()
        var bytes: [UInt8] = []
        for name in statement.columnNames { bytes += Array(name.utf8) + [0] }
        let cursor = StatementCursor(statement)
        defer { cursor.reset() }
        var count = 0
        while try cursor.step() {
            for column in 0..<Int32(statement.columnCount) { cursor.append(column, to: &bytes) }
            count += 1
            // The hash takes its data in pieces worth the call.
            if bytes.count > 1 << 16 {
                hash.update(data: bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        hash.update(data: bytes)
        return (count, hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    private static let countedTables = ["gs_dataset_version", "gs_feature_history", "gs_access_policy", "gs_draft"]

    private static func rows(in database: Database) throws -> [String: Int] {
        var rows: [String: Int] = [:]
        for table in countedTables where try database.tableExists(table) {
            rows[table] = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)")
        }
        return rows
    }

    private static func problems(in database: Database) throws -> [String] {
        let pages = try String.fetchAll(database, sql: "PRAGMA integrity_check(10)")
        let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(10).map { row in
            "row \(row[1] as Int64? ?? 0) of \(row[0] as String? ?? "?") refers to nothing in \(row[2] as String? ?? "?")"
        }
        return (pages == ["ok"] ? [] : pages) + references
    }
}
