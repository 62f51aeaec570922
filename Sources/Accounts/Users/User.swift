public import Foundation

/// Somebody who signs in with a password.
public struct User: Hashable, Sendable {
    /// Lower case; people may type it otherwise.
    public let login: String
    public let displayName: String
    /// Ids of departments, which are those of sectors.
    public let departments: Set<String>
    public let roles: Set<Role>
    /// The password was given by somebody else.
    public let mustChangePassword: Bool
    public let createdAt: Date
    public let changedAt: Date
    /// Nil while the account may be used.
    public let disabledAt: Date?
    public let signedInAt: Date?

    public var isEnabled: Bool { disabledAt == nil }

    public var account: Account {
        Account(kind: .user, name: login, displayName: displayName, departments: departments, roles: roles)
    }
}

/// A user to be made.
public struct UserDraft: Hashable, Sendable {
    public var login: String
    public var displayName: String
    public var departments: Set<String>
    public var roles: Set<Role>

    public init(login: String, displayName: String, departments: Set<String> = [], roles: Set<Role> = []) {
        self.login = login
        self.displayName = displayName
        self.departments = departments
        self.roles = roles
    }
}

/// What shall be otherwise of a user; nil stays.
public struct UserChange: Hashable, Sendable {
    public var displayName: String?
    public var departments: Set<String>?
    public var roles: Set<Role>?

    public init(displayName: String? = nil, departments: Set<String>? = nil, roles: Set<Role>? = nil) {
        self.displayName = displayName
        self.departments = departments
        self.roles = roles
    }
}

/// The name somebody signs in with.
enum Login {
    /// `[a-z][a-z0-9._@-]*`, 2 to 64: an address of e-mail may be one.
    static func read(_ text: String) throws(AccountError) -> String {
        let login = normal(text)
        guard (2...64).contains(login.utf8.count), login.wholeMatch(of: /[a-z][a-z0-9._@\-]*/) != nil else {
            throw .invalidLogin(text)
        }
        return login
    }

    static func normal(_ text: String) -> String {
        text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
    }
}
