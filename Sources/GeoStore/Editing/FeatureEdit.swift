public import SimpleFeatures

/// One thing to do to one feature of a collection.
public struct FeatureEdit: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case create, replace, merge, delete
    }

    public enum GeometryChange: Hashable, Sendable {
        case kept
        /// In the CRS that is named beside the edits, x east and y north; nil takes the geometry away.
        case set(Geometry?)
    }

    public let kind: Kind
    /// Nil for a new one, whose id the store gives.
    public let feature: FeatureID?
    public let geometry: GeometryChange
    /// JSON values by the names of properties.
    public let properties: JSONObject
    /// Tags of the feature (`Store.tag`) under which the edit was made: with another one it is refused. Nil edits the
    /// feature however it is.
    public let expected: Set<String>?

    /// A new feature. Properties that are not named are null.
    public static func create(geometry: Geometry?, properties: JSONObject) -> FeatureEdit {
        FeatureEdit(kind: .create, feature: nil, geometry: .set(geometry), properties: properties, expected: nil)
    }

    /// The feature as a whole. Properties that are not named become null.
    public static func replace(
        _ id: FeatureID, geometry: Geometry?, properties: JSONObject, expecting tags: Set<String>? = nil
    ) -> FeatureEdit {
        FeatureEdit(kind: .replace, feature: id, geometry: .set(geometry), properties: properties, expected: tags)
    }

    /// Properties that are named change, null takes a value away, others stay (RFC 7396).
    public static func merge(
        _ id: FeatureID, geometry: GeometryChange = .kept, properties: JSONObject, expecting tags: Set<String>? = nil
    ) -> FeatureEdit {
        FeatureEdit(kind: .merge, feature: id, geometry: geometry, properties: properties, expected: tags)
    }

    public static func delete(_ id: FeatureID, expecting tags: Set<String>? = nil) -> FeatureEdit {
        FeatureEdit(kind: .delete, feature: id, geometry: .kept, properties: [:], expected: tags)
    }

    /// The same, refused unless the feature has one of these tags.
    func expecting(_ tags: Set<String>) -> FeatureEdit {
        FeatureEdit(kind: kind, feature: feature, geometry: geometry, properties: properties, expected: tags)
    }
}

/// Who edits, and why: part of the version that comes of it.
public struct EditStatement: Hashable, Sendable {
    public var author: String
    public var comment: String?

    public init(author: String, comment: String? = nil) {
        self.author = author
        self.comment = comment
    }
}

/// How much is taken at a time.
public struct EditLimits: Hashable, Sendable {
    /// Features in one version: a transaction of seconds. More is an import.
    public var edits = 10_000
    /// Of one geometry. The province's own outline has 60,000.
    public var positions = 200_000
    /// Of one text or binary value.
    public var bytes = 1 << 20

    public init() {}

    public static let standard = EditLimits()
}

/// What became of one edit.
public struct EditedFeature: Hashable, Sendable {
    public let id: FeatureID
    public let kind: FeatureEdit.Kind
    /// Nil for a feature that is gone.
    public let tag: String?
    /// Whether anything differs from before.
    public let isChanged: Bool
}

/// What some edits came to.
public struct EditOutcome: Hashable, Sendable {
    /// Nil when nothing had changed and nothing was published.
    public let version: DatasetVersion?
    /// Edits by other programs that were pending, adopted before.
    public let adopted: DatasetVersion?
    /// In the order of the edits.
    public let features: [EditedFeature]
    public let featureCount: Int
    /// Nil when nothing was published.
    public internal(set) var overview: OverviewOutcome?
}
