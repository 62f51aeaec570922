/// What a principal may do with a collection; each level includes those before it.
public enum Permission: String, Hashable, Sendable, Comparable, CaseIterable {
    /// The collection is not there for them.
    case none
    case read
    /// Changes features; where changes are approved, proposes them.
    case edit
    /// Approves changes.
    case publish

    public static func < (left: Permission, right: Permission) -> Bool { left.level < right.level }

    private var level: Int {
        switch self {
        case .none: 0
        case .read: 1
        case .edit: 2
        case .publish: 3
        }
    }
}
