internal import Foundation
internal import GRDB
internal import Glibc
internal import Logging
internal import Synchronization

/// The SQLite file: connections, its schema, reads and writes with errors wrapped.
final class AccountFile: Sendable {
    /// "GSAC", in the header of the file: what it is, for `file` and for us.
    static let applicationID: Int32 = 0x4753_4143
    /// How long a writer waits for another program's lock.
    private static let patience = 5.0
    private static let readers = 4

    let path: String
    let options: AccountOptions
    let logger: Logger
    let pool: DatabasePool
    /// A connection that only asks whether somebody else committed.
    private let watch: DatabaseQueue
    let anchor: AuditAnchor

    init(path: String, creating: Bool, options: AccountOptions, logger: Logger) throws {
        if creating { try Self.make(path) }
        guard access(path, F_OK) == 0 else { throw AccountError.notFound(path: path) }
        guard access(path, R_OK | W_OK) == 0 else { throw AccountError.readOnly(path: path) }
        try Self.keepPrivate(path, logger: logger)
        self.path = path
        self.options = options
        self.logger = logger
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.patience)
        configuration.maximumReaderCount = Self.readers
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA trusted_schema = OFF") }
        pool = try DatabasePool(path: path, configuration: configuration)
        try pool.write {
            if try AccountMigration.isOutdated($0) { try Self.keepCopy(of: path, logger: logger) }
            try AccountMigration.apply(to: $0, path: path, at: Int64(options.now().timeIntervalSince1970))
        }
        // What is told as done is on the disk: an audit log that a power cut shortens is none.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        var watching = Configuration()
        watching.readonly = true
        watching.busyMode = .timeout(Self.patience)
        watch = try DatabaseQueue(path: path, configuration: watching)
        anchor = AuditAnchor(path: path)
    }

    /// Seconds since 1970.
    var now: Int64 { Int64(options.now().timeIntervalSince1970) }

    /// Closes the connections. The library closes the writer first, after which none could bring the log into the file.
    func close() throws(AccountError) {
        do {
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
            try watch.close()
            try pool.close()
        } catch { throw AccountError.wrapping(error, attempted: "closing the accounts", path: path) }
    }

    func read<Result: Sendable>(
        _ attempted: String, _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(AccountError) -> Result {
        do { return try await pool.read(body) } catch {
            throw AccountError.wrapping(error, attempted: attempted, path: path)
        }
    }

    func write<Result: Sendable>(
        _ attempted: String, _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws(AccountError) -> Result {
        do { return try await pool.write(body) } catch {
            throw AccountError.wrapping(error, attempted: attempted, path: path)
        }
    }

    /// A write whose audit entries are part of it.
    func audited<Result: Sendable>(
        _ attempted: String, _ body: @escaping @Sendable (Database, inout [AuditEvent]) throws -> Result
    ) async throws(AccountError) -> Result {
        let moment = options.now()
        let precision = options.addressPrecision
        let (result, head) = try await write(attempted) { database -> (Result, AuditHead?) in
            var events: [AuditEvent] = []
            let result = try body(database, &events)
            return (result, try AuditSQL.append(events, at: moment, precision: precision, to: database))
        }
        advanceAnchor(to: head)
        return result
    }

    /// An anchor that lags is no fault, so that its own failure is only told to the log of the server.
    func advanceAnchor(to head: AuditHead?) {
        guard let head else { return }
        do { try anchor.advance(to: head) } catch {
            logger.error("audit anchor not written", metadata: ["error": "\(error)"])
        }
    }

    /// Changes when another connection has committed.
    func dataVersion() throws -> Int {
        try watch.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
    }

    /// Changes when users, keys or sessions do.
    func revision() throws -> Int64 {
        try watch.unsafeRead {
            try Int64.fetchOne($0, sql: "SELECT value FROM account_revision") ?? 0
        }
    }

    static func raiseRevision(in database: Database) throws {
        try database.execute(sql: "UPDATE account_revision SET value = value + 1")
    }

    /// The file as it was, beside it, before it is brought up to date. The lock is held: nobody commits meanwhile.
    private static func keepCopy(of path: String, logger: Logger) throws {
        let latest = AccountMigration.all.last?.number ?? 0
        // A copy of an earlier attempt is never written over.
        let name = "\(path).before-schema-\(latest)"
        var (copy, number) = (name, 1)
        while access(copy, F_OK) == 0 {
            number += 1
            copy = "\(name)-\(number)"
        }
        do { try AccountCopy.copyDatabase(path, to: copy) } catch {
            try? FileManager.default.removeItem(atPath: copy)
            throw error
        }
        logger.notice("accounts brought up to date", metadata: ["schema": "\(latest)", "copy": "\(copy)"])
    }

    /// An empty file of the owner's own. SQLite gives the files beside it the same rights.
    private static func make(_ path: String) throws {
        // open: a descriptor, or −1 with errno.
        let descriptor = Glibc.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            if errno == EEXIST { return }
            if errno == ENOSPC || errno == EDQUOT { throw AccountError.diskFull(path: path) }
            throw AccountError.file(path: path, reason: String(cString: strerror(errno)))
        }
        Glibc.close(descriptor)
    }

    private static func keepPrivate(_ path: String, logger: Logger) throws {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw AccountError.file(path: path, reason: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw AccountError.notAccounts(path: path, reason: "it is not a file")
        }
        guard status.st_mode & 0o077 != 0 else { return }
        logger.warning("accounts could be read by others; rights taken away", metadata: ["path": "\(path)"])
        guard chmod(path, 0o600) == 0 else {
            throw AccountError.file(path: path, reason: String(cString: strerror(errno)))
        }
    }
}
