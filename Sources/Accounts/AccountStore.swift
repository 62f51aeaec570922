internal import Foundation
internal import GRDB
public import Logging

/// Users, systems, sessions, the audit log and the sharing ledger: the file beside a store.
///
/// It is a file of its own because an import holds the store's lock for minutes, which neither a sign-in nor an audit
/// entry may wait for, and because the store is handed to people who must not get password hashes with it.
///
/// Calls do not block their thread.
public final class AccountStore: Sendable {
    public let path: String
    /// What was done, by whom.
    public let audit: AuditLog
    /// What systems got.
    public let ledger: SharingLedger
    let file: AccountFile
    let memory: ResolutionMemory
    let passwordWork = PasswordWork()

    var options: AccountOptions { file.options }
    /// Seconds since 1970.
    var now: Int64 { file.now }

    /// The file that belongs to a store: `gialai-accounts.sqlite` beside `gialai.sqlite`.
    public static func path(besideStore store: String) -> String {
        let url = URL(filePath: store)
        return url.deletingLastPathComponent()
            .appending(path: url.deletingPathExtension().lastPathComponent + "-accounts.sqlite").path
    }

    /// Opens the file, and brings an older one up to date.
    /// - Parameter creating: whether to make it where there is none, readable by its owner only.
    /// - Throws: `AccountError`.
    public init(
        path: String, creating: Bool = false, options: AccountOptions = AccountOptions(),
        logger: Logger = Logger(label: "accounts")
    ) throws(AccountError) {
        do {
            file = try AccountFile(path: path, creating: creating, options: options, logger: logger)
        } catch {
            throw AccountError.wrapping(error, attempted: "opening the accounts", path: path)
        }
        self.path = path
        audit = AuditLog(file: file)
        ledger = SharingLedger(file: file)
        memory = ResolutionMemory(file: file)
    }

    /// Writes what waits and closes the file.
    /// - Throws: `AccountError`.
    public func close() async throws(AccountError) {
        try await ledger.flush()
        try file.close()
    }

    /// A change of who may what, with its audit entries in the same transaction: neither is there without the other.
    /// What was remembered of credentials is forgotten here, and noticed by other processes.
    func change<Result: Sendable>(
        _ attempted: String, _ body: @escaping @Sendable (Database, inout [AuditEvent]) throws -> Result
    ) async throws(AccountError) -> Result {
        defer { memory.forget() }
        return try await file.audited(attempted) { database, events in
            let result = try body(database, &events)
            try AccountFile.raiseRevision(in: database)
            return result
        }
    }
}
