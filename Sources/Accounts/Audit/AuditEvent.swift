public import SimpleFeatures

/// Who did something, and from where.
public struct AuditActor: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        case anonymous, user, system
        /// The command line: somebody who may read the file of accounts on the machine.
        case program
    }

    public let kind: Kind
    /// A login, the name of a system, or the user of the machine.
    public let name: String
    public let address: ClientAddress?
    /// The id of the request, as the server's log has it.
    public let request: String?

    public init(kind: Kind, name: String, address: ClientAddress? = nil, request: String? = nil) {
        self.kind = kind
        self.name = name
        self.address = address
        self.request = request
    }

    /// As entries have it: `user:lan`, `anonymous`.
    var text: String { name.isEmpty ? kind.rawValue : "\(kind.rawValue):\(name)" }
}

/// What was done.
public enum AuditAction: String, Hashable, Sendable, CaseIterable {
    case signIn = "sign-in"
    case signOut = "sign-out"
    case userAdd = "user-add"
    case userChange = "user-change"
    case userDisable = "user-disable"
    case userEnable = "user-enable"
    case passwordChange = "password-change"
    case keyAdd = "key-add"
    case keyRevoke = "key-revoke"
    case signingKey = "signing-key"
    case policyChange = "policy-change"
    case settingsChange = "settings-change"
    case importing = "import"
    case edit
    case approval
    case rollback
    case export
    case backup
    case restore
    /// A request that the policy, the scopes of a key or a token did not allow.
    case refusal
    /// Older entries were put into a file of their own.
    case seal
}

/// Something to be kept in the audit log. It says what was touched, not what was in it: no texts of queries, no values
/// of features.
public struct AuditEvent: Hashable, Sendable {
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case done
        /// It was not allowed.
        case refused
        /// It was allowed and did not work.
        case failed
    }

    public var actor: AuditActor
    public var action: AuditAction
    /// `user:lan`, `collection:parcels`, `key:…`; at most 200 characters are kept.
    public var target: String
    public var outcome: Outcome
    /// Numbers and names that an officer needs; at most 4 KB are kept.
    public var detail: JSONObject

    public init(
        _ action: AuditAction, by actor: AuditActor, target: String = "", outcome: Outcome = .done,
        detail: JSONObject = JSONObject()
    ) {
        self.actor = actor
        self.action = action
        self.target = target
        self.outcome = outcome
        self.detail = detail
    }
}
