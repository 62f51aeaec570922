public import Foundation
internal import GRDB

/// Which entries are asked for. Nil asks for all.
public struct AuditQuery: Hashable, Sendable {
    /// `user:lan`, whole.
    public var actor: String?
    public var action: AuditAction?
    public var target: String?
    public var outcome: AuditEvent.Outcome?
    public var from: Date?
    public var until: Date?
    /// Older than this number: the next page.
    public var before: Int64?
    public var limit: Int

    public init(
        actor: String? = nil, action: AuditAction? = nil, target: String? = nil, outcome: AuditEvent.Outcome? = nil,
        from: Date? = nil, until: Date? = nil, before: Int64? = nil, limit: Int = 100
    ) {
        self.actor = actor
        self.action = action
        self.target = target
        self.outcome = outcome
        self.from = from
        self.until = until
        self.before = before
        self.limit = limit
    }
}

/// What was done: a chain in which each entry has the hash of the one before.
public final class AuditLog: Sendable {
    let file: AccountFile
    private let group: GroupCommit<AuditEvent>

    init(file: AccountFile) {
        self.file = file
        group = GroupCommit { events in
            do throws(AccountError) {
                try await file.audited("writing the audit log") { _, kept in kept = events }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
    }

    /// Keeps what was done. It is on the disk when this returns: only then tell somebody that it is done.
    /// - Throws: `AccountError`, when none of the events was kept.
    public func record(_ events: [AuditEvent]) async throws(AccountError) {
        try await group.write(events)
    }

    /// The newest first.
    /// - Throws: `AccountError`.
    public func entries(_ query: AuditQuery) async throws(AccountError) -> [AuditEntry] {
        try await file.read("reading the audit log") { try AuditSQL.find(query, in: $0) }
    }

    /// The last link, to be noted elsewhere; nil in an empty log.
    /// - Throws: `AccountError`.
    public func head() async throws(AccountError) -> AuditHead? {
        try await file.read("reading the audit log") { try AuditSQL.head(in: $0) }
    }

    /// Hands over every entry that is not sealed, the oldest first, from one moment.
    /// - Throws: `AccountError`, also for what `body` throws.
    public func readAll(_ body: @escaping @Sendable (AuditEntry) throws -> Void) async throws(AccountError) {
        try await file.read("reading the audit log") { database in
            try AuditSQL.forEach(in: database) { entry in
                try body(entry)
                return true
            }
        }
    }
}
