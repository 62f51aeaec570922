/// What a policy is about.
public enum PolicySubject: Hashable, Sendable {
    case collection(CollectionID)
    /// A tile archive, by its name: it is there or it is not.
    case archive(String)
    /// Collections and archives without a policy of their own.
    case others

    /// As the store and people write it; nil for anything else.
    public init?(_ text: String) {
        if text == Self.othersName {
            self = .others
        } else if text.hasPrefix(Self.archivePrefix), text.count > Self.archivePrefix.count {
            self = .archive(String(text.dropFirst(Self.archivePrefix.count)))
        } else {
            guard let id = try? CollectionID(text) else { return nil }
            self = .collection(id)
        }
    }

    // No id of a collection is written so.
    private static let othersName = "*"
    private static let archivePrefix = "archive:"
}

extension PolicySubject: CustomStringConvertible {
    public var description: String {
        switch self {
        case .collection(let id): id.name
        case .archive(let name): Self.archivePrefix + name
        case .others: Self.othersName
        }
    }
}
