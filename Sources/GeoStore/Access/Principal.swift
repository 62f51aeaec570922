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
    /// The most that they may do, by collection or `everyCollection`; nil when nothing narrows it.
    public let scope: [String: Permission]?

    public init(
        kind: Kind, name: String, departments: Set<String> = [], roles: Set<String> = [],
        scope: [String: Permission]? = nil
    ) {
        self.kind = kind
        self.name = name
        self.departments = departments
        self.roles = roles
        self.scope = scope
    }

    /// Stands in a scope for all that it does not name.
    public static let everyCollection = "*"
    public static let anonymous = Principal(kind: .anonymous, name: "")
    public static let administratorRole = "administrator"
    /// Whether they may everything; a scope narrows an administrator's key as any other.
    public var isAdministrator: Bool { scope == nil && roles.contains(Self.administratorRole) }

    /// The most that they may do with a collection, whatever its policy says.
    func limit(for collection: String) -> Permission {
        guard let scope else { return .publish }
        return scope[collection] ?? scope[Self.everyCollection] ?? .none
    }
}
