internal import Foundation
internal import GRDB
internal import SimpleFeatures

extension AccountStore {
    /// Checks a password, and begins a session under a new token.
    ///
    /// An unknown login, a wrong password and a disabled account take the same work and give the same error. Each
    /// attempt is counted before the password is looked at, by login and by address.
    /// - Parameters:
    ///   - actor: from where; its name is not looked at.
    ///   - former: the token the browser came with, which is good for nothing afterwards.
    /// - Throws: `AccountError`: `.signInRefused`, `.tooManyAttempts`, `.busy`.
    public func signIn(
        login typed: String, password: String, from address: ClientAddress?, request: String? = nil,
        replacing former: SessionToken? = nil
    ) async throws(AccountError) -> SignedIn {
        let login = Login.normal(typed)
        let user = try await checkPassword(password, of: login, from: address, request: request)
        let token = SessionToken()
        let (now, options) = (now, options)
        let isStale = PasswordHash(user.password)?.cost.isBelow(options.passwordCost) == true
        let renewed = isStale ? try await hash(of: password) : nil
        let stored = try await change("signing in") { database, events -> SessionSQL.Stored? in
            // Between the check and now the account may have been closed.
            guard let current = try UserSQL.find(login, in: database), current.user.isEnabled,
                current.password == user.password
            else { return nil }
            try AttemptSQL(login: login, address: address, in: database).succeed(in: database, now: now)
            try SessionSQL.removeEnded(
                now: now, idle: options.sessionIdleSeconds, longest: options.sessionSeconds, in: database)
            if let former { try SessionSQL.end(former.digest, in: database) }
            try SessionSQL.insert(token, login: login, now: now, in: database)
            try database.execute(
                sql: "UPDATE account_user SET signed_in_at = ?, password = ? WHERE login = ?",
                arguments: [now, renewed ?? current.password, login])
            let actor = AuditActor(kind: .user, name: login, address: address, request: request)
            events.append(AuditEvent(.signIn, by: actor, target: "user:\(login)"))
            return try SessionSQL.find(token.digest, now: now, in: database)
        }
        guard let stored else { throw AccountError.signInRefused }
        return SignedIn(session: ResolvedSession(stored).session(options), token: token)
    }

    /// A new token for the same session, because rights have changed; the old one is good for 15 s more.
    /// - Returns: nil when there is no such session any more.
    /// - Throws: `AccountError`.
    public func renew(_ token: SessionToken) async throws(AccountError) -> SignedIn? {
        let (now, options) = (now, options)
        let next = SessionToken()
        let stored = try await change("renewing a session") { database, _ -> SessionSQL.Stored? in
            guard let stored = try SessionSQL.find(token.digest, now: now, in: database), stored.renewalIsDue,
                ResolvedSession(stored).isOpen(at: now, options)
            else { return nil }
            try SessionSQL.replace(stored.id, by: next, now: now, in: database)
            return try SessionSQL.find(next.digest, now: now, in: database)
        }
        return stored.map { SignedIn(session: ResolvedSession($0).session(options), token: next) }
    }

    /// Ends a session.
    /// - Throws: `AccountError`.
    public func signOut(
        _ token: SessionToken, from address: ClientAddress?, request: String? = nil
    ) async throws(AccountError) {
        let now = now
        try await change("signing out") { database, events in
            guard let stored = try SessionSQL.find(token.digest, now: now, in: database) else { return }
            try SessionSQL.end(token.digest, in: database)
            let actor = AuditActor(kind: .user, name: stored.user.login, address: address, request: request)
            events.append(AuditEvent(.signOut, by: actor, target: "user:\(stored.user.login)"))
        }
    }

    /// By the user: the present password is asked for, every session ends, and a new one begins.
    /// - Throws: `AccountError`: `.signInRefused`, `.tooManyAttempts`, `.weakPassword`, `.busy`.
    public func changePassword(
        of login: String, from present: String, to next: String, at address: ClientAddress?, request: String? = nil
    ) async throws(AccountError) -> SignedIn {
        let login = Login.normal(login)
        try Self.check(next, login: login)
        let user = try await checkPassword(present, of: login, from: address, request: request)
        let hash = try await hash(of: next)
        let token = SessionToken()
        let (now, options) = (now, options)
        let stored = try await change("changing a password") { database, events -> SessionSQL.Stored? in
            guard let current = try UserSQL.find(login, in: database), current.user.isEnabled,
                current.password == user.password
            else { return nil }
            try AttemptSQL(login: login, address: address, in: database).succeed(in: database, now: now)
            try UserSQL.setPassword(of: login, to: hash, mustChange: false, now: now, in: database)
            try SessionSQL.end(of: login, in: database)
            try SessionSQL.insert(token, login: login, now: now, in: database)
            let actor = AuditActor(kind: .user, name: login, address: address, request: request)
            events.append(AuditEvent(.passwordChange, by: actor, target: "user:\(login)"))
            return try SessionSQL.find(token.digest, now: now, in: database)
        }
        guard let stored else { throw AccountError.signInRefused }
        return SignedIn(session: ResolvedSession(stored).session(options), token: token)
    }

    /// The enabled user whose password it is, after an attempt was counted.
    private func checkPassword(
        _ password: String, of login: String, from address: ClientAddress?, request: String?
    ) async throws(AccountError) -> UserSQL.Stored {
        let now = now
        let user = try await file.write("counting an attempt") { database -> UserSQL.Stored? in
            try AttemptSQL(login: login, address: address, in: database).begin(in: database, now: now)
            return try UserSQL.find(login, in: database)
        }
        let cost = options.passwordCost
        let isRight: Bool
        do throws(AccountError) {
            isRight = try await computing { () -> Bool in
                // More than a password may have is looked at no further than that.
                let typed = String(decoding: password.utf8.prefix(PasswordRules.maximumBytes + 1), as: UTF8.self)
                guard let user, let hash = PasswordHash(user.password) else {
                    // As much work for somebody who is not there.
                    _ = try PasswordHash(of: typed, cost: cost)
                    return false
                }
                return try hash.matches(typed)
            }
        } catch {
            // Nobody looked at the password: others' guesses make nobody's pause.
            try await file.write("taking an attempt back") {
                try AttemptSQL(login: login, address: address, in: $0).withdraw(in: $0)
            }
            throw error
        }
        if isRight, let user, user.user.isEnabled { return user }
        // A login that nobody has may be a password typed into the wrong field: it is not kept.
        let target = user.map { "user:\($0.user.login)" } ?? "user"
        let actor = AuditActor(kind: .anonymous, name: "", address: address, request: request)
        let reason: JSONValue =
            user == nil ? "unknown login" : isRight ? "disabled" : "wrong password"
        try await audit.record([
            AuditEvent(.signIn, by: actor, target: target, outcome: .refused, detail: ["reason": reason])
        ])
        throw AccountError.signInRefused
    }
}
