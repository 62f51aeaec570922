internal import GRDB

/// A source that a batch has read, and what its files held then.
public struct SourceRecord: Hashable, Sendable {
    /// The source with its settings, as the batch names it.
    public let identity: String
    public let collection: String
    public let fingerprint: String

    public init(identity: String, collection: String, fingerprint: String) {
        self.identity = identity
        self.collection = collection
        self.fingerprint = fingerprint
    }
}

extension Store {
    /// What is known of a source; nil when it was never read, or when its collection is gone.
    /// - Throws: `GeoStoreError`.
    public func sourceRecord(of identity: String) throws(GeoStoreError) -> SourceRecord? {
        try read("looking for a source") { database in
            // A store that was never opened for writing since lacks the table.
            guard try database.tableExists("gs_source") else { return nil }
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT s.* FROM gs_source s JOIN gs_collection c ON c.id = s.collection WHERE s.identity = ?
                    """, arguments: [identity])
            return row.map {
                SourceRecord(identity: identity, collection: $0["collection"], fingerprint: $0["fingerprint"])
            }
        }
    }

    /// The sources that a collection's features come from.
    /// - Throws: `GeoStoreError`.
    public func sourceRecords(of collection: CollectionID) throws(GeoStoreError) -> [SourceRecord] {
        try read("looking for sources") { database in
            guard try database.tableExists("gs_source") else { return [] }
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM gs_source WHERE collection = ? ORDER BY read_at, identity",
                arguments: [collection.name])
            return rows.map {
                SourceRecord(
                    identity: $0["identity"], collection: $0["collection"], fingerprint: $0["fingerprint"])
            }
        }
    }

    /// Remembers that a source was read.
    /// - Parameter isSole: its features took the place of all others: a source that filled the collection before is
    ///   forgotten, and read again when it comes back.
    /// - Throws: `GeoStoreError`.
    public func remember(_ record: SourceRecord, isSole: Bool = false) throws(GeoStoreError) {
        try write("remembering a source") { database in
            if isSole {
                try database.execute(
                    sql: "DELETE FROM gs_source WHERE collection = ? AND identity <> ?",
                    arguments: [record.collection, record.identity])
            }
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO gs_source (identity, collection, fingerprint, read_at) VALUES (?, ?, ?, ?)
                    """,
                arguments: [record.identity, record.collection, record.fingerprint, Timestamp.now])
        }
    }
}
