public import SimpleFeatures

/// All that is known of a collection as a dataset: what its owner says and what follows from the data and their history.
/// Every catalogue record, in whichever standard, is made from this one.
public struct MetadataRecord: Hashable, Sendable {
    public let collection: PublishedCollection
    public let sector: Sector?
    /// How each version came to be, the newest first.
    public let lineage: [LineageStep]
    /// What the features themselves say; nil when nobody has looked.
    public var survey: DatasetSurvey?

    public init(of collection: PublishedCollection, sector: Sector?, lineage: [LineageStep] = []) {
        self.collection = collection
        self.sector = sector
        self.lineage = lineage
    }

    public var metadata: CollectionMetadata { collection.metadata }

    /// The department that answers for the data: the one that is named, else the sector's.
    public var owner: LocalizedText? {
        metadata.text(vi: .ownerVI, en: .ownerEN) ?? sector?.department
    }

    public var abstract: LocalizedText? { metadata.text(vi: .abstractVI, en: .abstractEN) }

    public var restrictions: LocalizedText? { metadata.text(vi: .restrictionsVI, en: .restrictionsEN) }

    /// When the record or the data changed last, ISO 8601 UTC.
    public var updatedAt: String { max(collection.updatedAt, collection.describedAt ?? "") }

    /// When the first version was published; nil without lineage.
    public var createdAt: String? { lineage.last?.publishedAt }

    /// The import that the present features were read in last.
    public var lastImport: LineageStep? { lineage.first { $0.origin == .import } }

    /// From the first valid day to the last; nil when neither is said.
    public var validity: (from: String?, to: String?)? {
        let ends = (from: metadata[.validFrom], to: metadata[.validTo])
        return ends.from == nil && ends.to == nil ? nil : ends
    }
}

/// How one version of a dataset came to be.
public struct LineageStep: Hashable, Sendable {
    /// Features with one fault.
    public struct Issue: Hashable, Sendable {
        public let code: String
        /// `rejected`, `repaired`, `noted`.
        public let outcome: String
        public let count: Int
        public let reason: LocalizedText
    }

    public let version: Int
    public let origin: DatasetVersion.Origin
    /// ISO 8601, UTC.
    public let publishedAt: String
    public let featureCount: Int
    /// The file's name without its folder.
    public let source: String?
    /// What the files held, as 32 hexadecimal digits: equal ones are equal files.
    public let fingerprint: String?
    public let sourceCRS: CRS?
    /// The PROJ operation that places the data, and its accuracy.
    public let operation: String?
    public let accuracyInMetres: Double?
    public let encoding: String?
    public let changes: VersionChanges?
    public let rolledBackTo: Int?
    /// Of the import report; nil for what was not imported.
    public let read: Int?
    public let written: Int?
    public let repaired: Int?
    public let rejected: Int?
    public let issues: [Issue]

    public init(_ version: DatasetVersion) {
        let provenance = version.provenance
        let report = provenance.report
        func number(_ key: String) -> Int? { report[key]?.integer.map { Int($0) } }
        self.version = version.number
        origin = version.origin
        publishedAt = version.publishedAt
        featureCount = version.featureCount
        source = provenance.source
        fingerprint = report["fingerprint"]?.string
        sourceCRS = provenance.sourceCRS
        operation = provenance.operation
        accuracyInMetres = provenance.accuracyInMetres
        encoding = provenance.encoding
        changes = version.changes
        rolledBackTo = version.rolledBackTo
        read = number("read")
        written = number("written")
        repaired = number("repaired")
        rejected = number("rejected")
        issues = (report["issues"]?.array ?? []).compactMap(Self.issue)
    }

    private static func issue(_ value: JSONValue) -> Issue? {
        guard let code = value["code"]?.string, let outcome = value["outcome"]?.string,
            let count = value["count"]?.integer
        else { return nil }
        let reason = LocalizedText(
            vi: value["reason"]?["vi"]?.string ?? code, en: value["reason"]?["en"]?.string ?? code)
        return Issue(code: code, outcome: outcome, count: Int(count), reason: reason)
    }
}

/// What a look through a dataset's features found.
public struct DatasetSurvey: Hashable, Sendable {
    /// How many features have a value in a property; an empty text is none.
    public struct Completeness: Hashable, Sendable {
        public let property: String
        public let filled: Int
        public let features: Int

        /// 0…1; 1 where there is no feature to lack it.
        public var share: Double { features == 0 ? 1 : Double(filled) / Double(features) }
    }

    /// In the order of the schema.
    public let completeness: [Completeness]
    /// Communes of the list of `UnitDirectory.presentDate` that have features near their centre. The list has centres and
    /// sizes and no outlines: a commune of which only the edge is touched may be left out.
    public let communes: [AdministrativeUnit]

    /// The mean over all properties; nil when there is none.
    public var meanShare: Double? {
        completeness.isEmpty ? nil : completeness.map(\.share).reduce(0, +) / Double(completeness.count)
    }
}
