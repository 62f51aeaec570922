internal import Foundation
internal import GRDB

/// Keys in the file.
enum KeySQL {
    struct Stored: Sendable {
        let key: SystemKey
        /// SHA-256: a secret of 256 bits cannot be guessed, so that nothing slower is needed.
        let digest: [UInt8]
    }

    static func all(in database: Database) throws -> [SystemKey] {
        try Row.fetchAll(database, sql: "SELECT * FROM account_key ORDER BY system, created_at, id")
            .map { try stored($0).key }
    }

    static func find(_ id: String, in database: Database) throws -> Stored? {
        try Row.fetchOne(database, sql: "SELECT * FROM account_key WHERE id = ?", arguments: [id]).map(stored)
    }

    static func insert(_ draft: SystemKeyDraft, text: KeyText, now: Int64, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO account_key
                    (id, secret, system, display_name, owner, departments, scopes, purpose, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                text.id, Data(Secrets.sha256(text.secret)), draft.system, draft.displayName, draft.owner,
                IdentifierSet.text(draft.departments), IdentifierSet.text(draft.scopes.texts), draft.purpose, now,
                Int64(draft.expiresAt.timeIntervalSince1970),
            ])
    }

    static func revoke(_ id: String, now: Int64, in database: Database) throws {
        try database.execute(
            sql: "UPDATE account_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", arguments: [now, id])
    }

    static func touch(_ id: String, now: Int64, in database: Database) throws {
        try database.execute(sql: "UPDATE account_key SET last_used_at = ? WHERE id = ?", arguments: [now, id])
    }

    private static func stored(_ row: Row) throws -> Stored {
        func moment(_ column: String) -> Date? {
            (row[column] as Int64?).map { Date(timeIntervalSince1970: Double($0)) }
        }
        let key = SystemKey(
            id: row["id"], system: row["system"], displayName: row["display_name"], owner: row["owner"],
            departments: IdentifierSet.read(row["departments"]),
            scopes: try KeyScopes(IdentifierSet.read(row["scopes"]).sorted()), purpose: row["purpose"],
            createdAt: moment("created_at") ?? .distantPast, expiresAt: moment("expires_at") ?? .distantPast,
            lastUsedAt: moment("last_used_at"), revokedAt: moment("revoked_at"))
        return Stored(key: key, digest: Array(row["secret"] as Data))
    }
}
