public import SimpleFeatures

/// Edits that wait for somebody to decide about them.
public struct EditDraft: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case open, approved, rejected
    }

    public let id: Int64
    public let collection: CollectionID
    /// The version that the author saw.
    public let baseVersion: Int
    public let author: String
    public let comment: String?
    /// ISO 8601, UTC.
    public let createdAt: String
    /// Of the geometries of `edits`.
    public let crs: CRS
    /// Each with the tag of the feature it was made for.
    public let edits: [FeatureEdit]
    public let status: Status
    public let decidedBy: String?
    public let decidedAt: String?
    /// Why it was rejected.
    public let reason: String?
    /// What became of it; nil also where it changed nothing any more.
    public let version: Int?
}

/// What a draft would do to one feature, as things stand.
public struct DraftChange: Hashable, Sendable {
    public let kind: FeatureEdit.Kind
    /// Nil for a new one.
    public let id: FeatureID?
    /// As it is now; nil for a new one and for one that is gone. Geometry in the storage CRS.
    public let before: Feature?
    /// Of a new feature without its id.
    public let after: Content?

    public struct Content: Hashable, Sendable {
        /// In the storage CRS.
        public let geometry: Geometry?
        /// In the order of the collection's schema.
        public let values: [PropertyValue]
    }
}

/// What a draft would do, and what keeps it from being approved.
public struct DraftPreview: Hashable, Sendable {
    /// In the order of the draft's edits.
    public let changes: [DraftChange]
    /// Above all features that have been changed since.
    public let faults: [EditFault]
}

/// Why nothing can be done with a draft.
public enum DraftFault: Error, Hashable, Sendable {
    case notFound(id: Int64, collection: CollectionID)
    case decided(EditDraft)
}
