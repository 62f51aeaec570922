internal import Foundation
internal import GRDB

/// One numbered step of the file's schema. Steps are never changed once released; a change is a new step.
struct AccountMigration: Sendable {
    let number: Int
    let title: String
    let statements: [String]

    static let all = [people, log, sharing, signing, publications]

    /// Whether a file of accounts is of an earlier release.
    static func isOutdated(_ database: Database) throws -> Bool {
        guard try database.tableExists("account_migration") else { return false }
        let last = try Int.fetchOne(database, sql: "SELECT max(number) FROM account_migration") ?? 0
        return last < all.last?.number ?? 0
    }

    /// Brings the schema up to date, inside the caller's transaction.
    /// - Throws: `AccountError.notAccounts`, `.newerSchema`.
    static func apply(to database: Database, path: String, at now: Int64) throws {
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
        let id = try Int32.fetchOne(database, sql: "PRAGMA application_id")
        if !isEmpty, id != AccountFile.applicationID {
            throw AccountError.notAccounts(path: path, reason: "it is an SQLite file of another kind")
        }
        if isEmpty {
            try database.execute(sql: "PRAGMA application_id = \(AccountFile.applicationID)")
            try database.execute(
                sql: """
                    CREATE TABLE account_migration (
                        number INTEGER PRIMARY KEY, title TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT
                    """)
        }
        let last = try Int.fetchOne(database, sql: "SELECT max(number) FROM account_migration") ?? 0
        let supported = all.last?.number ?? 0
        guard last <= supported else {
            throw AccountError.newerSchema(path: path, found: last, supported: supported)
        }
        for migration in all where migration.number > last {
            for statement in migration.statements { try database.execute(sql: statement) }
            try database.execute(
                sql: "INSERT INTO account_migration (number, title, applied_at) VALUES (?, ?, ?)",
                arguments: [migration.number, migration.title, now])
        }
    }

    /// Moments are seconds since 1970; sets are ids with blanks between them, sorted.
    private static let people = AccountMigration(
        number: 1, title: "users, sessions, keys",
        statements: [
            // Raised by whatever changes who may what, so that other processes notice.
            "CREATE TABLE account_revision (value INTEGER NOT NULL) STRICT",
            "INSERT INTO account_revision VALUES (0)",
            // Keys the pseudonyms of addresses: without it a list of all IPv4 addresses would undo them.
            "CREATE TABLE account_secret (value BLOB NOT NULL) STRICT",
            "INSERT INTO account_secret VALUES (randomblob(32))",
            """
            CREATE TABLE account_user (
                login TEXT PRIMARY KEY, display_name TEXT NOT NULL, departments TEXT NOT NULL, roles TEXT NOT NULL,
                password TEXT NOT NULL, must_change_password INTEGER NOT NULL, created_at INTEGER NOT NULL,
                changed_at INTEGER NOT NULL, disabled_at INTEGER, signed_in_at INTEGER) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE account_session (
                id INTEGER PRIMARY KEY, token BLOB NOT NULL UNIQUE, former_token BLOB UNIQUE, former_until INTEGER,
                login TEXT NOT NULL REFERENCES account_user (login), created_at INTEGER NOT NULL,
                seen_at INTEGER NOT NULL, renewal_due INTEGER NOT NULL) STRICT
            """,
            "CREATE INDEX account_session_login ON account_session (login)",
            """
            CREATE TABLE account_key (
                id TEXT PRIMARY KEY, secret BLOB NOT NULL, system TEXT NOT NULL, display_name TEXT NOT NULL,
                owner TEXT NOT NULL, departments TEXT NOT NULL, scopes TEXT NOT NULL, purpose TEXT NOT NULL,
                created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, last_used_at INTEGER,
                revoked_at INTEGER) STRICT, WITHOUT ROWID
            """,
            // Failed attempts to sign in, by pseudonyms of logins and addresses.
            """
            CREATE TABLE account_attempt (
                subject BLOB PRIMARY KEY, failures INTEGER NOT NULL, last_at INTEGER NOT NULL) STRICT, WITHOUT ROWID
            """,
            // From where somebody has signed in before, as a pseudonym of both.
            """
            CREATE TABLE account_known_place (
                pair BLOB PRIMARY KEY, last_at INTEGER NOT NULL) STRICT, WITHOUT ROWID
            """,
        ])

    private static let log = AccountMigration(
        number: 2, title: "audit log",
        statements: [
            """
            CREATE TABLE audit_entry (
                seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, address TEXT, request TEXT,
                action TEXT NOT NULL, target TEXT NOT NULL, outcome TEXT NOT NULL, detail TEXT NOT NULL,
                previous BLOB NOT NULL, hash BLOB NOT NULL) STRICT
            """,
            "CREATE INDEX audit_entry_actor ON audit_entry (actor)",
            "CREATE INDEX audit_entry_action ON audit_entry (action)",
            """
            CREATE TABLE audit_segment (
                first INTEGER PRIMARY KEY, last INTEGER NOT NULL, previous BLOB NOT NULL, last_hash BLOB NOT NULL,
                file TEXT NOT NULL, sha256 BLOB NOT NULL, sealed_at INTEGER NOT NULL) STRICT
            """,
            AuditSQL.refusingUpdate, AuditSQL.refusingDeletion, AuditSQL.refusingGaps,
        ])

    private static let sharing = AccountMigration(
        number: 3, title: "sharing ledger",
        statements: [
            """
            CREATE TABLE delivery (
                id INTEGER PRIMARY KEY, at INTEGER NOT NULL, system TEXT NOT NULL, key_id TEXT NOT NULL,
                collection TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL, filter TEXT NOT NULL,
                purpose TEXT NOT NULL, requests INTEGER NOT NULL, features INTEGER NOT NULL,
                bytes INTEGER NOT NULL) STRICT
            """,
            "CREATE INDEX delivery_at ON delivery (at)",
            // Tiles are summed by the hour; everything else is one row for each delivery.
            """
            CREATE UNIQUE INDEX delivery_tiles ON delivery (at, system, key_id, collection, version, purpose)
                WHERE kind = 'tiles'
            """,
            """
            CREATE TRIGGER delivery_unchanged BEFORE UPDATE ON delivery WHEN OLD.kind <> 'tiles'
            BEGIN SELECT RAISE(ABORT, 'the sharing ledger is append-only'); END
            """,
            """
            CREATE TRIGGER delivery_kept BEFORE DELETE ON delivery
            BEGIN SELECT RAISE(ABORT, 'the sharing ledger is append-only'); END
            """,
        ])

    private static let signing = AccountMigration(
        number: 4, title: "signing keys",
        statements: [
            // The newest signs; the others still verify.
            "CREATE TABLE signing_key (number INTEGER PRIMARY KEY, seed BLOB NOT NULL, made_at INTEGER NOT NULL) STRICT"
        ])

    private static let publications = AccountMigration(
        number: 5, title: "publications that the audit log has",
        statements: [
            // The last version of each target, also when its entry was sealed.
            """
            CREATE TABLE audit_publication (
                target TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID
            """,
            """
            INSERT INTO audit_publication
            SELECT target, max(CAST(json_extract(detail, '$.version') AS INTEGER)) FROM audit_entry
            WHERE action = 'import' AND json_extract(detail, '$.version') IS NOT NULL GROUP BY target
            """,
        ])
}
