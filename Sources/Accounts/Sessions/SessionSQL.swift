internal import Foundation
internal import GRDB

/// Sessions in the file, found by the SHA-256 of their tokens.
enum SessionSQL {
    /// A session and whose it is.
    struct Stored: Sendable {
        let id: Int64
        let user: User
        let createdAt: Int64
        let seenAt: Int64
        let renewalIsDue: Bool
    }

    /// Sessions of one user; the one that was quiet longest goes first.
    private static let most = 10
    /// Seconds for which the token before a renewal is still good: requests that were under way have it.
    private static let grace: Int64 = 15

    /// That of an enabled user; whether it has ended, the caller says.
    static func find(_ digest: [UInt8], now: Int64, in database: Database) throws -> Stored? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT id, created_at AS began_at, seen_at, renewal_due, former_token = :digest AS is_former, login
                FROM account_session WHERE token = :digest OR (former_token = :digest AND former_until > :now)
                """, arguments: ["digest": Data(digest), "now": now])
        guard let row, let stored = try UserSQL.find(row["login"], in: database), stored.user.isEnabled else {
            return nil
        }
        let isFormer: Bool? = row["is_former"]
        return Stored(
            id: row["id"], user: stored.user, createdAt: row["began_at"], seenAt: row["seen_at"],
            renewalIsDue: row["renewal_due"] && isFormer != true)
    }

    static func insert(_ token: SessionToken, login: String, now: Int64, in database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO account_session (token, login, created_at, seen_at, renewal_due) VALUES (?, ?, ?, ?, 0)
                """, arguments: [Data(token.digest), login, now, now])
        try database.execute(
            sql: """
                DELETE FROM account_session WHERE login = :login AND id NOT IN (
                    SELECT id FROM account_session WHERE login = :login ORDER BY seen_at DESC, id DESC LIMIT :most)
                """, arguments: ["login": login, "most": most])
    }

    static func replace(_ id: Int64, by token: SessionToken, now: Int64, in database: Database) throws {
        try database.execute(
            sql: """
                UPDATE account_session SET former_token = token, former_until = ?, token = ?, renewal_due = 0, seen_at = ?
                WHERE id = ?
                """, arguments: [now + grace, Data(token.digest), now, id])
    }

    static func requireRenewal(of login: String, in database: Database) throws {
        try database.execute(sql: "UPDATE account_session SET renewal_due = 1 WHERE login = ?", arguments: [login])
    }

    static func touch(_ id: Int64, now: Int64, in database: Database) throws {
        try database.execute(
            sql: "UPDATE account_session SET seen_at = max(seen_at, ?) WHERE id = ?", arguments: [now, id])
    }

    static func end(_ digest: [UInt8], in database: Database) throws {
        try database.execute(
            sql: "DELETE FROM account_session WHERE token = :digest OR former_token = :digest",
            arguments: ["digest": Data(digest)])
    }

    static func end(of login: String, in database: Database) throws {
        try database.execute(sql: "DELETE FROM account_session WHERE login = ?", arguments: [login])
    }

    static func removeEnded(now: Int64, idle: Int, longest: Int, in database: Database) throws {
        try database.execute(
            sql: "DELETE FROM account_session WHERE seen_at <= ? OR created_at <= ?",
            arguments: [now - Int64(idle), now - Int64(longest)])
    }
}
