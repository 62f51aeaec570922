public import SimpleFeatures

/// One immutable state of a collection, made by one import or edit.
public struct DatasetVersion: Hashable, Sendable {
    public enum Origin: String, Hashable, Sendable {
        case `import`
        /// Another program (QGIS, spatialite) changed the table; the change was adopted.
        case editedOutside = "edited outside"
    }

    public let collection: CollectionID
    public let number: Int
    public let origin: Origin
    /// ISO 8601, UTC.
    public let publishedAt: String
    public let featureCount: Int
    public let provenance: Provenance
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

    public init(
        source: String? = nil, sourceCRS: CRS? = nil, operation: String? = nil, accuracyInMetres: Double? = nil,
        encoding: String? = nil, report: JSONValue = .null
    ) {
        self.source = source
        self.sourceCRS = sourceCRS
        self.operation = operation
        self.accuracyInMetres = accuracyInMetres
        self.encoding = encoding
        self.report = report
    }
}
