/// What somebody may be besides belonging to a department.
public enum Role: String, Hashable, Sendable, CaseIterable, Codable {
    /// May everything.
    case administrator
    /// Approves what others edit.
    case publisher
    case editor
    /// Reads the audit log and the sharing ledger.
    case auditor
}

/// Who stands behind a credential.
public struct Account: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable {
        case user, system
    }

    public let kind: Kind
    /// A login, or the name of a system.
    public let name: String
    public let displayName: String
    /// Ids of departments, which are those of sectors.
    public let departments: Set<String>
    public let roles: Set<Role>
    /// What narrows it; nil when nothing does.
    public let scopes: KeyScopes?
    /// The id of the key it came with.
    public let keyID: String?
    /// What the system said that it needs the data for.
    public let purpose: String?

    public init(
        kind: Kind, name: String, displayName: String, departments: Set<String> = [], roles: Set<Role> = [],
        scopes: KeyScopes? = nil, keyID: String? = nil, purpose: String? = nil
    ) {
        self.kind = kind
        self.name = name
        self.displayName = displayName
        self.departments = departments
        self.roles = roles
        self.scopes = scopes
        self.keyID = keyID
        self.purpose = purpose
    }
}
