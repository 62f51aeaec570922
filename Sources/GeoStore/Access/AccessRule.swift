/// One rule of a policy: whom it speaks of, what they may do, and how much of the collection they see.
public struct AccessRule: Hashable, Sendable {
    /// Features of another collection, the outlines of communes for example, that say where a reader may look.
    public struct Area: Hashable, Sendable {
        public var collection: String
        /// CQL2 text; which of its features. All of them when nil.
        public var filter: String?

        public init(collection: String, filter: String?) {
            self.collection = collection
            self.filter = filter
        }
    }

    public var grantees: [Grantee]
    public var permission: Permission
    /// CQL2 text: only features of which it is true are there. It may ask for every property of the table.
    public var rows: String?
    /// Only features that meet it are there.
    public var area: Area?
    /// By property; the others are seen as they are.
    public var attributes: [String: AttributeTreatment]
    /// Metres: positions are moved to a grid of this width.
    public var precision: Double?
    /// Maps are offered down to this zoom, and nothing tells more of a place than a tile of it does.
    public var maxZoom: Int?

    public init(
        grantees: [Grantee], permission: Permission, rows: String? = nil, area: Area? = nil,
        attributes: [String: AttributeTreatment] = [:], precision: Double? = nil, maxZoom: Int? = nil
    ) {
        self.grantees = grantees
        self.permission = permission
        self.rows = rows
        self.area = area
        self.attributes = attributes
        self.precision = precision
        self.maxZoom = maxZoom
    }

    /// Whether everything of the collection is seen as it is.
    public var isWhole: Bool {
        rows == nil && area == nil && attributes.isEmpty && precision == nil && maxZoom == nil
    }
}

/// Who may see what of a collection: rules, the first of which that speaks of a principal decides. Whom none speaks of
/// sees nothing.
public struct AccessPolicy: Hashable, Sendable {
    public var rules: [AccessRule]

    public init(rules: [AccessRule]) { self.rules = rules }

    /// Of collections that have none: everybody reads, nobody edits.
    public static let standard = AccessPolicy(rules: [AccessRule(grantees: [.everyone], permission: .read)])

    /// Shows nothing to anybody but administrators.
    static let nobody = AccessPolicy(rules: [])

    /// The rule that decides for a principal; nil when the collection is not there for them.
    public func rule(for principal: Principal) -> AccessRule? {
        if principal.isAdministrator { return Self.ofAdministrators }
        let rule = rules.first { rule in rule.grantees.contains { $0.includes(principal) } }
        return rule?.permission == Permission.none ? nil : rule
    }

    private static let ofAdministrators = AccessRule(
        grantees: [.role(Principal.administratorRole)], permission: .publish)
}

/// A policy as the store has it.
public struct AccessPolicyVersion: Hashable, Sendable {
    /// Counts up with each change of the collection's policy.
    public let number: Int
    /// Nil where the collection's own policy was taken away.
    public let policy: AccessPolicy?
    public let author: String
    public let comment: String?
    /// ISO 8601, UTC.
    public let changedAt: String
}
