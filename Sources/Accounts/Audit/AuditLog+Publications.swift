internal import GRDB

/// A version that was published of something, and the entry that tells of it.
public struct AuditedPublication: Sendable {
    public let version: Int
    public let event: AuditEvent

    public init(version: Int, event: AuditEvent) {
        self.version = version
        self.event = event
    }
}

extension AuditLog {
    /// The last version of each target that the log has.
    /// - Throws: `AccountError`.
    public func publications() async throws(AccountError) -> [String: Int] {
        try await file.read("reading the audit log") { database in
            try Dictionary(
                uniqueKeysWithValues: Row.fetchAll(database, sql: "SELECT target, version FROM audit_publication")
                    .map { ($0["target"], $0["version"]) })
        }
    }

    /// Keeps what was published, each version once, however many servers notice it.
    /// - Throws: `AccountError`, when nothing was kept.
    public func record(_ publications: [AuditedPublication], of target: String) async throws(AccountError) {
        try await file.audited("writing the audit log") { database, events in
            let known = try Self.version(of: target, in: database) ?? 0
            let news = publications.filter { $0.version > known }
            guard let last = news.map(\.version).max() else { return }
            try database.execute(
                sql: """
                    INSERT INTO audit_publication (target, version) VALUES (?, ?)
                    ON CONFLICT (target) DO UPDATE SET version = excluded.version
                    """, arguments: [target, last])
            events = news.map(\.event)
        }
    }

    /// Keeps that there is nothing left of a target, once.
    /// - Parameter version: the last one that was seen; a target that has a later one is there again.
    /// - Throws: `AccountError`.
    public func record(_ event: AuditEvent, endOf target: String, after version: Int) async throws(AccountError) {
        try await file.audited("writing the audit log") { database, events in
            guard let known = try Self.version(of: target, in: database), known <= version else { return }
            try database.execute(sql: "DELETE FROM audit_publication WHERE target = ?", arguments: [target])
            events = [event]
        }
    }

    private static func version(of target: String, in database: Database) throws -> Int? {
        try Int.fetchOne(database, sql: "SELECT version FROM audit_publication WHERE target = ?", arguments: [target])
    }
}
