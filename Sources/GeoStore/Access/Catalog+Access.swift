extension Catalog {
    /// The policy in force.
    public func policy(of subject: PolicySubject) -> AccessPolicy {
        ownPolicy(of: subject) ?? ownPolicy(of: .others) ?? .standard
    }

    /// Nil for what follows that of others.
    public func ownPolicy(of subject: PolicySubject) -> AccessPolicy? { policies[subject.description] }

    public func policy(of collection: CollectionID) -> AccessPolicy { policy(of: .collection(collection)) }

    /// The rule that decides for a principal, as far as their scope lets it; nil when the collection is not there for
    /// them.
    public func rule(of collection: CollectionID, for principal: Principal) -> AccessRule? {
        rule(of: .collection(collection), for: principal)
    }

    /// Whether a tile archive is there for a principal. It cannot be shown in part.
    public func shows(archive name: String, to principal: Principal) -> Bool {
        rule(of: .archive(name), for: principal)?.isWhole ?? false
    }

    private func rule(of subject: PolicySubject, for principal: Principal) -> AccessRule? {
        guard var rule = policy(of: subject).rule(for: principal) else { return nil }
        rule.permission = min(rule.permission, principal.limit(for: subject.description))
        return rule.permission == .none ? nil : rule
    }

    /// What a principal may do with a collection.
    public func permission(of principal: Principal, for collection: CollectionID) -> Permission {
        rule(of: collection, for: principal)?.permission ?? .none
    }

    /// Whether somebody may see something else than in another catalogue, beside changes of what they see.
    public func hasOtherAccess(than other: Catalog) -> Bool {
        guard !policies.isEmpty || !other.policies.isEmpty else { return false }
        guard policies == other.policies, collections.map(\.id) == other.collections.map(\.id) else { return true }
        let areas = Set(policies.values.flatMap(\.rules).compactMap(\.area?.collection))
        return zip(collections, other.collections).contains { present, other in
            // A rule may fit one schema and not the other; what lies in an area is what its outlines say.
            present.schema != other.schema
                || areas.contains(present.id.name) && (present.state, present.token) != (other.state, other.token)
        }
    }

    /// Whether everybody sees everything.
    public var isOpen: Bool { policies.isEmpty }
}
