/// Whom a rule of a policy speaks of.
public enum Grantee: Hashable, Sendable {
    /// `public`: everybody, also those who do not say who they are.
    case everyone
    /// `signed-in`: every user and system.
    case signedIn
    case department(String)
    case role(String)
    case user(String)
    case system(String)

    /// As policies write it; nil for anything else.
    public init?(_ text: String) {
        switch text {
        case "public": self = .everyone
        case "signed-in": self = .signedIn
        default:
            let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[1].isEmpty else { return nil }
            switch parts[0] {
            case "department": self = .department(parts[1])
            case "role": self = .role(parts[1])
            case "user": self = .user(parts[1])
            case "system": self = .system(parts[1])
            default: return nil
            }
        }
    }

    public func includes(_ principal: Principal) -> Bool {
        switch self {
        case .everyone: true
        case .signedIn: principal.kind != .anonymous
        case .department(let id): principal.departments.contains(id)
        case .role(let id): principal.roles.contains(id)
        case .user(let name): principal.kind == .user && principal.name == name
        case .system(let name): principal.kind == .system && principal.name == name
        }
    }

    /// For errors.
    public static let forms = ["public", "signed-in", "department:ID", "role:ID", "user:NAME", "system:NAME"]
}

extension Grantee: CustomStringConvertible {
    public var description: String {
        switch self {
        case .everyone: "public"
        case .signedIn: "signed-in"
        case .department(let id): "department:\(id)"
        case .role(let id): "role:\(id)"
        case .user(let name): "user:\(name)"
        case .system(let name): "system:\(name)"
        }
    }
}

extension Principal {
    /// A principal of whom a text speaks, for looking at what they see: `public`, `department:health`, `user:an`.
    /// Nil for a text that no rule could hold.
    public init?(standingFor text: String) {
        guard let grantee = Grantee(text) else { return nil }
        switch grantee {
        case .everyone: self = .anonymous
        case .signedIn: self.init(kind: .user, name: "")
        case .department(let id): self.init(kind: .user, name: "", departments: [id])
        case .role(let id): self.init(kind: .user, name: "", roles: [id])
        case .user(let name): self.init(kind: .user, name: name)
        case .system(let name): self.init(kind: .system, name: name)
        }
    }
}
