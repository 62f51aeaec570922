/// Which properties of features something reads.
public enum PropertyUse: Hashable, Sendable {
    case some(Set<String>)
    /// A name that is computed, or a look at all of them.
    case all

    public static let none = PropertyUse.some([])

    public func union(_ other: PropertyUse) -> PropertyUse {
        switch (self, other) {
        case (.some(let left), .some(let right)): .some(left.union(right))
        case (.all, _), (_, .all): .all
        }
    }
}
