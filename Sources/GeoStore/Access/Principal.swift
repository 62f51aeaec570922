/// Who asks.
public struct Principal: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable {
        case anonymous, user, system
    }

    public let kind: Kind
    /// A login, or the name of a system; empty for those who did not say.
    public let name: String
    /// Ids of departments, which are those of sectors.
    public let departments: Set<String>
    public let roles: Set<String>

    public init(kind: Kind, name: String, departments: Set<String> = [], roles: Set<String> = []) {
        self.kind = kind
        self.name = name
        self.departments = departments
        self.roles = roles
    }

    public static let anonymous = Principal(kind: .anonymous, name: "")
    /// May everything.
    public static let administratorRole = "administrator"
    public var isAdministrator: Bool { roles.contains(Self.administratorRole) }
}
