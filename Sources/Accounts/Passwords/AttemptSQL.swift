internal import Foundation
internal import GRDB

/// Attempts to sign in, kept in the file under pseudonyms: neither a restart nor a second server forgets them, and the
/// file tells nobody's address.
struct AttemptSQL {
    let secret: [UInt8]
    let login: String
    /// Nil for a program on this machine.
    let address: ClientAddress?

    init(login: String, address: ClientAddress?, in database: Database) throws {
        secret = Array(try Data.fetchOne(database, sql: "SELECT value FROM account_secret") ?? Data())
        self.login = login
        self.address = address
    }

    /// Counts an attempt before its password is looked at, so that many at once get no further than one after the other.
    /// - Throws: `AccountError.tooManyAttempts`.
    func begin(in database: Database, now: Int64) throws {
        try database.execute(
            sql: "DELETE FROM account_attempt WHERE last_at < ?", arguments: [now - AttemptPause.memory])
        var left: Int64 = 0
        if try !isKnownPlace(in: database) {
            left = try Self.left(loginSubject, AttemptPause.login, in: database, now: now)
        }
        if let addressSubject {
            left = max(left, try Self.left(addressSubject, AttemptPause.address, in: database, now: now))
        }
        guard left == 0 else { throw AccountError.tooManyAttempts(retryAfterSeconds: Int(left)) }
        for subject in [loginSubject, addressSubject].compactMap({ $0 }) {
            try database.execute(
                sql: """
                    INSERT INTO account_attempt (subject, failures, last_at) VALUES (?, 1, ?)
                    ON CONFLICT (subject) DO UPDATE SET failures = failures + 1, last_at = excluded.last_at
                    """, arguments: [Data(subject), now])
        }
    }

    /// The password was right: the login starts anew, the address has one failure less, and the place is known.
    func succeed(in database: Database, now: Int64) throws {
        try database.execute(sql: "DELETE FROM account_attempt WHERE subject = ?", arguments: [Data(loginSubject)])
        guard let addressSubject, let pair else { return }
        try Self.takeBack(addressSubject, in: database)
        try database.execute(
            sql: "INSERT OR REPLACE INTO account_known_place (pair, last_at) VALUES (?, ?)",
            arguments: [Data(pair), now])
        try database.execute(
            sql: "DELETE FROM account_known_place WHERE last_at < ?", arguments: [now - Self.placeMemory])
    }

    /// The password was not looked at.
    func withdraw(in database: Database) throws {
        for subject in [loginSubject, addressSubject].compactMap({ $0 }) { try Self.takeBack(subject, in: database) }
    }

    private static func takeBack(_ subject: [UInt8], in database: Database) throws {
        try database.execute(
            sql: "UPDATE account_attempt SET failures = max(0, failures - 1) WHERE subject = ?",
            arguments: [Data(subject)])
    }

    /// Seconds for which a place stays known.
    private static let placeMemory: Int64 = 30 * 24 * 3600

    /// From where somebody has signed in before, others' guesses do not keep them out; their own are counted by address.
    private func isKnownPlace(in database: Database) throws -> Bool {
        guard let pair else { return false }
        return try Bool.fetchOne(
            database, sql: "SELECT 1 FROM account_known_place WHERE pair = ?", arguments: [Data(pair)]) ?? false
    }

    private var loginSubject: [UInt8] { Secrets.code(for: "login \(login)", key: secret) }
    private var addressSubject: [UInt8]? {
        address.map { Secrets.code(for: "address \($0.subscriber)", key: secret) }
    }
    private var pair: [UInt8]? {
        address.map { Secrets.code(for: "place \(login) \($0.subscriber)", key: secret) }
    }

    private static func left(
        _ subject: [UInt8], _ pause: AttemptPause, in database: Database, now: Int64
    ) throws -> Int64 {
        let row = try Row.fetchOne(
            database, sql: "SELECT failures, last_at FROM account_attempt WHERE subject = ?",
            arguments: [Data(subject)])
        guard let row else { return 0 }
        return pause.left(failures: row["failures"], last: row["last_at"], now: now)
    }
}
