internal import Foundation
internal import GRDB
internal import SimpleFeatures

extension AccountStore {
    /// All of them, by login.
    public func users() async throws(AccountError) -> [User] {
        try await file.read("reading users") { try UserSQL.all(in: $0) }
    }

    /// - Throws: `AccountError.userNotFound` with those that there are.
    public func user(_ login: String) async throws(AccountError) -> User {
        let login = Login.normal(login)
        return try await file.read("reading a user") { try UserSQL.required(login, in: $0).user }
    }

    /// Whether there is somebody who may do everything.
    public func hasAdministrator() async throws(AccountError) -> Bool {
        try await users().contains { $0.isEnabled && $0.roles.contains(.administrator) }
    }

    /// - Parameter mustChange: whether the password is only good for choosing another.
    /// - Throws: `AccountError`: `.invalidLogin`, `.invalidDepartment`, `.userExists`, `.weakPassword`.
    @discardableResult
    public func add(
        _ draft: UserDraft, password: String, mustChange: Bool = false, by actor: AuditActor
    ) async throws(AccountError) -> User {
        let login = try Login.read(draft.login)
        try Self.check(draft.departments)
        try Self.check(password, login: login)
        let isTaken = try await file.read("reading a user") { try UserSQL.find(login, in: $0) != nil }
        guard !isTaken else { throw AccountError.userExists(login) }
        let hash = try await hash(of: password)
        let now = now
        return try await change("adding a user") { database, events in
            // Somebody else may have been faster.
            guard try UserSQL.find(login, in: database) == nil else { throw AccountError.userExists(login) }
            try UserSQL.insert(draft, login: login, password: hash, mustChange: mustChange, now: now, in: database)
            events.append(
                AuditEvent(
                    .userAdd, by: actor, target: "user:\(login)",
                    detail: Self.detail(departments: draft.departments, roles: draft.roles)))
            return try UserSQL.required(login, in: database).user
        }
    }

    /// What is asked for is changed; another department or role gives open sessions another token.
    /// - Throws: `AccountError`: `.userNotFound`, `.invalidDepartment`, `.lastAdministrator`.
    @discardableResult
    public func update(
        _ login: String, _ change: UserChange, by actor: AuditActor
    ) async throws(AccountError) -> User {
        let login = Login.normal(login)
        try Self.check(change.departments ?? [])
        let now = now
        return try await self.change("changing a user") { database, events in
            let old = try UserSQL.required(login, in: database).user
            let departments = change.departments ?? old.departments
            let roles = change.roles ?? old.roles
            if old.isEnabled, old.roles.contains(.administrator), !roles.contains(.administrator) {
                try UserSQL.requireAnotherAdministrator(than: login, in: database)
            }
            try UserSQL.update(
                login, displayName: change.displayName ?? old.displayName, departments: departments, roles: roles,
                now: now, in: database)
            if departments != old.departments || roles != old.roles {
                try SessionSQL.requireRenewal(of: login, in: database)
            }
            events.append(
                AuditEvent(
                    .userChange, by: actor, target: "user:\(login)",
                    detail: Self.detail(departments: departments, roles: roles)))
            return try UserSQL.required(login, in: database).user
        }
    }

    /// Nobody signs in with it any more, and its sessions end.
    /// - Throws: `AccountError`: `.userNotFound`, `.lastAdministrator`.
    public func disable(_ login: String, by actor: AuditActor) async throws(AccountError) {
        let login = Login.normal(login)
        let now = now
        try await change("disabling a user") { database, events in
            let user = try UserSQL.required(login, in: database).user
            if user.isEnabled, user.roles.contains(.administrator) {
                try UserSQL.requireAnotherAdministrator(than: login, in: database)
            }
            try UserSQL.setDisabled(login, at: now, now: now, in: database)
            try SessionSQL.end(of: login, in: database)
            events.append(AuditEvent(.userDisable, by: actor, target: "user:\(login)"))
        }
    }

    /// - Throws: `AccountError.userNotFound`.
    public func enable(_ login: String, by actor: AuditActor) async throws(AccountError) {
        let login = Login.normal(login)
        let now = now
        try await change("enabling a user") { database, events in
            _ = try UserSQL.required(login, in: database)
            try UserSQL.setDisabled(login, at: nil, now: now, in: database)
            events.append(AuditEvent(.userEnable, by: actor, target: "user:\(login)"))
        }
    }

    /// By an administrator: all sessions of the user end.
    /// - Parameter mustChange: whether the password is only good for choosing another.
    /// - Throws: `AccountError`: `.userNotFound`, `.weakPassword`.
    public func setPassword(
        of login: String, to password: String, mustChange: Bool, by actor: AuditActor
    ) async throws(AccountError) {
        let login = try await user(login).login
        try Self.check(password, login: login)
        let hash = try await hash(of: password)
        let now = now
        try await change("setting a password") { database, events in
            try UserSQL.setPassword(of: login, to: hash, mustChange: mustChange, now: now, in: database)
            try SessionSQL.end(of: login, in: database)
            events.append(AuditEvent(.passwordChange, by: actor, target: "user:\(login)"))
        }
    }

    func hash(of password: String) async throws(AccountError) -> String {
        let cost = options.passwordCost
        return try await computing { try PasswordHash(of: password, cost: cost).text }
    }

    /// Runs a computation of passwords, errors wrapped.
    func computing<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws(AccountError) -> Value {
        do { return try await passwordWork.run(body) } catch {
            throw AccountError.wrapping(error, attempted: "computing a password", path: path)
        }
    }

    static func check(_ password: String, login: String) throws(AccountError) {
        do { try PasswordRules.check(password, login: login) } catch { throw AccountError.weakPassword(error) }
    }

    static func check(_ departments: Set<String>) throws(AccountError) {
        if let wrong = departments.sorted().first(where: { !IdentifierSet.isValid($0) }) {
            throw AccountError.invalidDepartment(wrong)
        }
    }

    private static func detail(departments: Set<String>, roles: Set<Role>) -> JSONObject {
        [
            "departments": .array(departments.sorted().map { .string($0) }),
            "roles": .array(roles.map(\.rawValue).sorted().map { .string($0) }),
        ]
    }
}
