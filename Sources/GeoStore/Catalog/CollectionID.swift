/// The id of a collection: its table's name, its place in URLs and the name of its MVT layer.
public struct CollectionID: Hashable, Comparable, Sendable {
    /// Why a text is not an id.
    public enum Fault: Hashable, Sendable {
        case empty, tooLong, firstCharacter
        case character(Character)
        case reservedSuffix
        case reservedPrefix(String)
    }

    /// Characters; table, index and trigger names made from the id stay readable.
    static let maximumLength = 63
    /// Label points of a collection are published beside it under this suffix.
    static let reservedSuffix = "_label"
    static let reservedPrefixes = ["gs_", "idx_", "sqlite_"]

    public let name: String

    /// - Parameter name: `[a-z][a-z0-9_-]*`, not ending in `_label`.
    /// - Throws: `GeoStoreError.invalidCollectionID`.
    public init(_ name: String) throws(GeoStoreError) {
        if let fault = Self.fault(in: name) { throw GeoStoreError.invalidCollectionID(name, reason: fault) }
        self.name = name
    }

    /// What is wrong with `name` as an id; nil when nothing is.
    public static func fault(in name: String) -> Fault? {
        guard let first = name.first else { return .empty }
        guard name.utf8.count <= maximumLength else { return .tooLong }
        guard ("a"..."z").contains(first) else { return .firstCharacter }
        for character in name where !isAllowed(character) { return .character(character) }
        if name.hasSuffix(reservedSuffix) { return .reservedSuffix }
        if let prefix = reservedPrefixes.first(where: name.hasPrefix) { return .reservedPrefix(prefix) }
        return nil
    }

    private static func isAllowed(_ character: Character) -> Bool {
        ("a"..."z").contains(character) || ("0"..."9").contains(character) || character == "_" || character == "-"
    }

    public static func < (left: CollectionID, right: CollectionID) -> Bool { left.name < right.name }
}

extension CollectionID: CustomStringConvertible {
    public var description: String { name }
}
