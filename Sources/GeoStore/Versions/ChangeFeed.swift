public import SimpleFeatures

/// One feature that is not as it was, for whoever keeps a copy of a collection.
public enum FeedChange: Hashable, Sendable {
    /// The feature as it is; values in the order of the collection's schema, geometry in the storage CRS.
    case upsert(Feature)
    case removal(FeatureID)
}

/// A page of what differs between two versions.
public struct ChangePage: Hashable, Sendable {
    public let since: Int
    /// The version that whoever takes all pages has reached; the same on all of them.
    public let version: DatasetVersion
    /// What the version is named where it must not be taken for one of a restored backup.
    public let token: String
    /// A feature is in one page only. May be fewer than asked for while there is a next page.
    public let changes: [FeedChange]
    /// Nil on the last page.
    public let next: ChangeCursor?
}

/// Where a page of changes ends. Holds as long as its version can be restored, whatever is published meanwhile.
public struct ChangeCursor: Hashable, Sendable {
    enum Place: Hashable, Sendable {
        /// Behind the entry of the history of this version and feature.
        case history(version: Int64, feature: Int64)
        /// Behind the feature with this id, among those that are new.
        case rows(feature: Int64)
    }

    let version: Int
    let place: Place
}

extension ChangeCursor: CustomStringConvertible {
    /// `12.h7.40` or `12.r40`.
    public var description: String {
        switch place {
        case .history(let version, let feature): "\(self.version).h\(version).\(feature)"
        case .rows(let feature): "\(version).r\(feature)"
        }
    }

    /// Reads its `description`; nil for any other text.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, let version = Int(parts[0]), version > 0,
            let mark = parts[1].first, let number = Int64(parts[1].dropFirst()), number >= 0
        else { return nil }
        switch (mark, parts.count) {
        case ("r", 2): self.init(version: version, place: .rows(feature: number))
        case ("h", 3):
            guard let feature = Int64(parts[2]), feature >= 0 else { return nil }
            self.init(version: version, place: .history(version: number, feature: feature))
        default: return nil
        }
        guard description == text else { return nil }
    }
}

/// Why the changes since a version cannot be told: whoever keeps a copy takes the whole collection again.
public enum ChangeFeedGap: Error, Hashable, Sendable {
    /// Its history was pruned, or never recorded.
    case pruned(since: Int, oldest: Int)
    /// The collection has had no such version, or one of a store that was restored from a backup.
    case unknownVersion(Int, newest: Int)
    /// Columns, kind of geometry or coordinate reference system are others since.
    case layoutChanged(since: Int)
}
