internal import Foundation
internal import GRDB

/// Users in the file.
enum UserSQL {
    struct Stored: Sendable {
        let user: User
        let password: String
    }

    static func all(in database: Database) throws -> [User] {
        try Row.fetchAll(database, sql: "SELECT * FROM account_user ORDER BY login").map { stored($0).user }
    }

    static func find(_ login: String, in database: Database) throws -> Stored? {
        try Row.fetchOne(database, sql: "SELECT * FROM account_user WHERE login = ?", arguments: [login]).map(stored)
    }

    /// - Throws: `AccountError.userNotFound`.
    static func required(_ login: String, in database: Database) throws -> Stored {
        if let stored = try find(login, in: database) { return stored }
        throw AccountError.userNotFound(
            login, known: try String.fetchAll(database, sql: "SELECT login FROM account_user ORDER BY login"))
    }

    static func insert(
        _ draft: UserDraft, login: String, password: String, mustChange: Bool, now: Int64, in database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO account_user
                    (login, display_name, departments, roles, password, must_change_password, created_at, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                login, draft.displayName, IdentifierSet.text(draft.departments),
                IdentifierSet.text(draft.roles.map(\.rawValue)), password, mustChange, now, now,
            ])
    }

    static func update(
        _ login: String, displayName: String, departments: Set<String>, roles: Set<Role>, now: Int64,
        in database: Database
    ) throws {
        try database.execute(
            sql: """
                UPDATE account_user SET display_name = ?, departments = ?, roles = ?, changed_at = ? WHERE login = ?
                """,
            arguments: [
                displayName, IdentifierSet.text(departments), IdentifierSet.text(roles.map(\.rawValue)), now, login,
            ])
    }

    static func setPassword(
        of login: String, to password: String, mustChange: Bool, now: Int64, in database: Database
    ) throws {
        try database.execute(
            sql: "UPDATE account_user SET password = ?, must_change_password = ?, changed_at = ? WHERE login = ?",
            arguments: [password, mustChange, now, login])
    }

    static func setDisabled(_ login: String, at moment: Int64?, now: Int64, in database: Database) throws {
        try database.execute(
            sql: "UPDATE account_user SET disabled_at = ?, changed_at = ? WHERE login = ?",
            arguments: [moment, now, login])
    }

    /// - Throws: `AccountError.lastAdministrator` when nobody else is one.
    static func requireAnotherAdministrator(than login: String, in database: Database) throws {
        let others = try all(in: database).filter {
            $0.login != login && $0.isEnabled && $0.roles.contains(.administrator)
        }
        guard !others.isEmpty else { throw AccountError.lastAdministrator(login) }
    }

    static func stored(_ row: Row) -> Stored {
        func moment(_ column: String) -> Date? {
            (row[column] as Int64?).map { Date(timeIntervalSince1970: Double($0)) }
        }
        let user = User(
            login: row["login"], displayName: row["display_name"],
            departments: IdentifierSet.read(row["departments"]),
            // A role that a later version knows gives nothing here.
            roles: Set(IdentifierSet.read(row["roles"]).compactMap { Role(rawValue: $0) }),
            mustChangePassword: row["must_change_password"], createdAt: moment("created_at") ?? .distantPast,
            changedAt: moment("changed_at") ?? .distantPast, disabledAt: moment("disabled_at"),
            signedInAt: moment("signed_in_at"))
        return Stored(user: user, password: row["password"])
    }
}
