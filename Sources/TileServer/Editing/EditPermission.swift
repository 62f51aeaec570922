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
    static func of(_ mode: EditingMode) -> EditAccess? {
        switch mode {
        case .off: nil
        case .on: EditAccess(principal: { _, _ in .anonymous }, permission: NoEditing())
        case .local:
            EditAccess(
                principal: { _, context in context.isLoopback ? LocalEditing.principal : .anonymous },
                permission: LocalEditing())
        }
    }
}

/// Nobody may, as long as no policy says otherwise.
struct NoEditing: EditPermission {
    func right(of principal: Principal, in collection: PublishedCollection) -> EditRight { .none }
}

/// Whoever reaches the server from this machine may, for trials (`editing: local`).
struct LocalEditing: EditPermission {
    static let principal = Principal(kind: .system, name: "local")

    func right(of principal: Principal, in collection: PublishedCollection) -> EditRight {
        principal == Self.principal ? .publish : .none
    }
}
