import GeoStore
import Hummingbird

/// What somebody may do with the features of a collection.
enum EditRight: Int, Comparable, Sendable {
    /// Read at most.
    case none
    /// Edit; where a collection is moderated, propose edits.
    case edit
    /// Edit, and decide about the proposals of others.
    case publish

    static func < (left: EditRight, right: EditRight) -> Bool { left.rawValue < right.rawValue }
}

/// Says who may edit what.
protocol EditPermission: Sendable {
    func right(of principal: Principal, in collection: PublishedCollection) -> EditRight
}

/// Who asks, and what they may.
struct EditAccess: Sendable {
    let principal: @Sendable (Request, ServerRequestContext) -> Principal
    let permission: any EditPermission

    /// As the configuration alone has it; nil where editing is off.
    static func of(_ mode: EditingMode, _ audiences: Audiences) -> EditAccess? {
        switch mode {
        case .off: nil
        case .on:
            EditAccess(principal: { _, context in context.principal }, permission: PolicyEditing(audiences: audiences))
        case .local:
            EditAccess(
                principal: { request, context in
                    // A proxy on this machine asks for others.
                    context.isLoopback && !RequestOrigin.isForwarded(request.headers)
                        ? LocalEditing.principal : .anonymous
                },
                permission: LocalEditing())
        }
    }
}

/// Those may whom the collection's policy lets. Whoever sees it in part changes nothing: a feature put in place of
/// another would lose what they do not see, and what is refused would tell of it.
struct PolicyEditing: EditPermission {
    let audiences: Audiences

    func right(of principal: Principal, in collection: PublishedCollection) -> EditRight {
        guard collection.view == nil else { return .none }
        return switch audiences.permission(of: principal, for: collection.id) {
        case .none, .read: .none
        case .edit: .edit
        case .publish: .publish
        }
    }
}

/// Whoever reaches the server from this machine may, for trials (`editing: local`).
struct LocalEditing: EditPermission {
    static let principal = Principal(kind: .system, name: "local")

    func right(of principal: Principal, in collection: PublishedCollection) -> EditRight {
        principal == Self.principal ? .publish : .none
    }
}
