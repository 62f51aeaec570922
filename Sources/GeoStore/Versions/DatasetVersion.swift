public import SimpleFeatures

/// One immutable state of a collection, made by one import, edit or rollback.
public struct DatasetVersion: Hashable, Sendable {
    public enum Origin: String, Hashable, Sendable {
        case `import`
        /// Another program (QGIS, spatialite) changed the table; the change was adopted.
        case editedOutside = "edited outside"
        /// An older version was made the current one again.
        case rollback
        /// Texts were read anew from the bytes that were imported.
        case decodedAgain = "decoded again"
        /// Features were edited one by one through the store.
        case edited
    }

    public let collection: CollectionID
    public let number: Int
    public let origin: Origin
    /// ISO 8601, UTC.
    public let publishedAt: String
    public let featureCount: Int
    public let provenance: Provenance
    /// What its features looked like; nil for a version made before history was kept.
    public let layout: Layout?
    /// Against the version before; nil for a version made before history was kept.
    public let changes: VersionChanges?
    /// The version that a rollback restored.
    public let rolledBackTo: Int?
    /// Whether its features can still be read, compared and restored.
    public let isRestorable: Bool

    /// Columns and coordinates of a version.
    public struct Layout: Hashable, Sendable {
        public let schema: FeatureSchema
        public let storageCRS: CRS
        /// The highest id given when the version was published: ids above it came later.
        let lastFeatureID: Int64
    }
}

/// How many features came, changed, went and stayed.
public struct VersionChanges: Hashable, Sendable {
    public var added: Int
    public var changed: Int
    public var removed: Int
    public var unchanged: Int

    public init(added: Int = 0, changed: Int = 0, removed: Int = 0, unchanged: Int = 0) {
        self.added = added
        self.changed = changed
        self.removed = removed
        self.unchanged = unchanged
    }

    /// Whether every feature stayed as it was.
    public var isEmpty: Bool { added == 0 && changed == 0 && removed == 0 }
}

/// What a load, a rollback or a decoding came to.
public struct LoadOutcome: Hashable, Sendable {
    /// Nil when nothing had changed and nothing was published.
    public let version: DatasetVersion?
    public let changes: VersionChanges
    /// Edits by other programs that were pending, adopted before.
    public let adopted: DatasetVersion?
    /// Features of the collection now; in a rehearsal, as it would be.
    public let featureCount: Int
    /// Features that stay as they were because their rows in the source contradict each other or are no good.
    public internal(set) var retainedCount = 0
    /// Nil when nothing was published.
    public internal(set) var overview: OverviewOutcome?
}

/// Where a version's data came from and what was done to it.
public struct Provenance: Hashable, Sendable {
    /// The file's name without its folder.
    public var source: String?
    public var sourceCRS: CRS?
    /// The PROJ operation from the source CRS to WGS 84 and its accuracy.
    public var operation: String?
    public var accuracyInMetres: Double?
    public var encoding: String?
    /// The import report, as JSON.
    public var report: JSONValue
    /// Who edited; nil for what no person did through the store.
    public var author: String?
    /// What the author says of it.
    public var comment: String?

    public init(
        source: String? = nil, sourceCRS: CRS? = nil, operation: String? = nil, accuracyInMetres: Double? = nil,
        encoding: String? = nil, report: JSONValue = .null, author: String? = nil, comment: String? = nil
    ) {
        self.source = source
        self.sourceCRS = sourceCRS
        self.operation = operation
        self.accuracyInMetres = accuracyInMetres
        self.encoding = encoding
        self.report = report
        self.author = author
        self.comment = comment
    }
}
