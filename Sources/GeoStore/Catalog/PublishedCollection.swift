public import SimpleFeatures

/// A layer as the catalogue lists it.
public struct PublishedCollection: Hashable, Sendable {
    public let id: CollectionID
    public let sector: String
    public var title: LocalizedText
    public var description: String?
    public var licence: String?
    public var attribution: String?
    /// The CRS the coordinates were delivered in; they are stored untouched.
    public let storageCRS: CRS
    public var schema: FeatureSchema
    public var featureCount: Int
    /// Features without a geometry: they match every bounding box (OGC 17-069r4, 7.15.3).
    public var nullGeometryCount: Int
    /// In `storageCRS`; nil while no feature has a geometry.
    public var storageEnvelope: Envelope?
    /// In CRS84; nil while no feature has a geometry.
    public var envelope: Envelope?
    public let state: CollectionState
    /// ISO 8601, UTC.
    public let updatedAt: String
    /// The property whose values tell features apart from one load to the next; nil when none does.
    public var keyProperty: String?
    /// The oldest version that can be read and restored.
    public var oldestVersion = 1
    /// How it is shown in tiles.
    public var tileSettings = TileSettings.standard
    /// What of it can be searched.
    public var searchSettings = SearchSettings.standard
    /// What its owner says of it, besides what stands above (`metadata` is all of it).
    public var statements = CollectionMetadata()
    /// When that was changed last, ISO 8601 UTC; nil when it never was.
    public var describedAt: String?
    /// Whether edits by those who may not publish wait for approval.
    public var isModerated = false
    /// Random text made with the version: what is derived from it can never be taken for another version's, not even
    /// of a store restored from a backup. Empty in a store that was not brought up to date yet.
    public var token = ""
    /// How much of it is seen; nil when all is.
    public var view: CollectionView?
}

/// Which data a reader sees: equal states have equal features. Part of every ETag and cache key.
public struct CollectionState: Hashable, Sendable {
    /// The dataset version, 1 for the first import.
    public let version: Int
    /// The last edit by another program that no version holds yet; 0 when there is none.
    public let pendingEdit: Int64

    public init(version: Int, pendingEdit: Int64) {
        self.version = version
        self.pendingEdit = pendingEdit
    }
}

extension CollectionState {
    /// Reads its `description`; nil for any other text.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let version = parts.first.flatMap({ Int($0) }), parts.count <= 2 else { return nil }
        guard let edit = parts.count == 1 ? 0 : Int64(parts[1]) else { return nil }
        self.init(version: version, pendingEdit: edit)
    }
}

extension CollectionState: CustomStringConvertible {
    public var description: String { pendingEdit == 0 ? "\(version)" : "\(version).\(pendingEdit)" }
}
