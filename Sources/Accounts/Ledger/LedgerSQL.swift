internal import Foundation
internal import GRDB

/// The sharing ledger in the file.
enum LedgerSQL {
    private static let longestFilter = 1000

    static func insert(_ delivery: Delivery, at moment: Int64, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO delivery
                    (at, system, key_id, collection, version, kind, filter, purpose, requests, features, bytes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (at, system, key_id, collection, version, purpose) WHERE kind = 'tiles' DO UPDATE SET
                    requests = requests + excluded.requests, features = features + excluded.features,
                    bytes = bytes + excluded.bytes
                """)
        try statement.execute(arguments: [
            delivery.kind == .tiles ? moment - moment % 3600 : moment, delivery.system, delivery.keyID,
            delivery.collection, delivery.version, delivery.kind.rawValue,
            delivery.kind == .tiles ? "" : String(delivery.filter.prefix(longestFilter)), delivery.purpose,
            delivery.requests, delivery.features, delivery.bytes,
        ])
    }

    /// The newest first.
    static func find(_ query: LedgerQuery, in database: Database) throws -> [LedgerEntry] {
        var conditions: [String] = []
        var arguments = StatementArguments()
        func require(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments += [value]
        }
        require("system = ?", query.system)
        require("collection = ?", query.collection)
        require("at >= ?", query.from.map { Int64($0.timeIntervalSince1970) })
        require("at < ?", query.until.map { Int64($0.timeIntervalSince1970) })
        arguments += [query.limit]
        let clause = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        return try Row.fetchAll(
            database, sql: "SELECT * FROM delivery \(clause) ORDER BY id DESC LIMIT ?", arguments: arguments
        ).map(entry)
    }

    static func report(_ year: Int, in database: Database) throws -> [LedgerReport.Line] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT d.*,
                    coalesce((SELECT display_name FROM account_key WHERE system = d.system
                        ORDER BY created_at DESC, id LIMIT 1), '') AS display_name,
                    coalesce((SELECT owner FROM account_key WHERE system = d.system
                        ORDER BY created_at DESC, id LIMIT 1), '') AS owner
                FROM (
                    SELECT system, collection, kind, purpose, sum(requests) AS requests, sum(features) AS features,
                        sum(bytes) AS bytes, min(version) AS first_version, max(version) AS last_version,
                        min(at) AS first_at, max(at) AS last_at
                    FROM delivery WHERE at >= ? AND at < ? GROUP BY system, collection, kind, purpose) AS d
                ORDER BY system, collection, kind, purpose
                """, arguments: [LedgerReport.start(of: year), LedgerReport.start(of: year + 1)]
        ).compactMap { row in
            guard let kind = Delivery.Kind(rawValue: row["kind"]) else { return nil }
            return LedgerReport.Line(
                system: row["system"], displayName: row["display_name"], owner: row["owner"],
                collection: row["collection"], kind: kind, purpose: row["purpose"], requests: row["requests"],
                features: row["features"], bytes: row["bytes"], firstVersion: row["first_version"],
                lastVersion: row["last_version"], first: Date(timeIntervalSince1970: Double(row["first_at"] as Int64)),
                last: Date(timeIntervalSince1970: Double(row["last_at"] as Int64)))
        }
    }

    private static func entry(_ row: Row) -> LedgerEntry {
        let delivery = Delivery(
            Delivery.Kind(rawValue: row["kind"]) ?? .items, to: row["system"], keyID: row["key_id"],
            collection: row["collection"], version: row["version"], filter: row["filter"], purpose: row["purpose"],
            requests: row["requests"], features: row["features"], bytes: row["bytes"])
        return LedgerEntry(
            number: row["id"], at: Date(timeIntervalSince1970: Double(row["at"] as Int64)), delivery: delivery)
    }
}
