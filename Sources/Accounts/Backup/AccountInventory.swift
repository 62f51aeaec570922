internal import Foundation
internal import GRDB

/// What a file of accounts holds, to be compared with a copy of it.
public struct AccountInventory: Hashable, Sendable {
    public let schema: Int
    /// Rows of the tables that are not forgotten by themselves: people, keys, deliveries, audit entries.
    public let rows: [String: Int]
    /// The last link of the audit log, as `audit verify` prints it; nil in an empty log.
    public let head: String?
    public let sealedFiles: Int
    /// Sealed files that were taken elsewhere and could not be looked at.
    public let absentSealedFiles: Int
    public let faults: [AuditFault]
    /// What `integrity_check` and `foreign_key_check` find; empty when nothing is wrong.
    public let problems: [String]

    public var isSound: Bool { faults.isEmpty && problems.isEmpty }

    private static let tables = [
        "account_user", "account_key", "audit_entry", "audit_segment", "delivery", "signing_key",
    ]

    /// Reads a file that nobody writes to, without bringing it up to date.
    /// - Parameter original: the accounts whose sealed files count, when `path` is a copy that lies elsewhere.
    /// - Throws: `AccountError`.
    public static func read(
        _ path: String, sealedFilesOf original: String? = nil
    ) throws(AccountError) -> AccountInventory {
        do {
            guard FileManager.default.fileExists(atPath: path) else { throw AccountError.notFound(path: path) }
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let anchor = try AuditAnchor(path: path).read()
            let inventory = try queue.read { database in
                guard try Int32.fetchOne(database, sql: "PRAGMA application_id") == AccountFile.applicationID else {
                    throw AccountError.notAccounts(path: path, reason: "it is an SQLite file of another kind")
                }
                let log = try AuditLog.verify(database, path: original ?? path, anchor: anchor, noted: nil)
                var rows: [String: Int] = [:]
                // A file of an earlier release has fewer.
                for table in tables where try database.tableExists(table) {
                    rows[table] = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)")
                }
                let pages = try String.fetchAll(database, sql: "PRAGMA integrity_check(10)")
                let references = try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").prefix(10).map { row in
                    "a row of \(row[0] as String? ?? "?") refers to nothing in \(row[2] as String? ?? "?")"
                }
                return AccountInventory(
                    schema: try Int.fetchOne(database, sql: "SELECT max(number) FROM account_migration") ?? 0,
                    rows: rows, head: log.head?.text, sealedFiles: log.segments.count,
                    absentSealedFiles: log.absentSegments.count, faults: log.faults,
                    problems: (pages == ["ok"] ? [] : pages) + references)
            }
            try queue.close()
            return inventory
        } catch {
            throw AccountError.wrapping(error, attempted: "looking through the accounts", path: path)
        }
    }
}
