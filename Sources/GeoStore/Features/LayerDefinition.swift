public import SimpleFeatures

/// What a collection is to become: everything of its catalogue entry that does not follow from its features.
public struct LayerDefinition: Hashable, Sendable {
    public var id: CollectionID
    public var sector: String
    public var title: LocalizedText
    public var description: String?
    public var licence: String?
    public var attribution: String?
    public var storageCRS: CRS
    public var schema: FeatureSchema

    public init(
        id: CollectionID, sector: String, title: LocalizedText, description: String? = nil, licence: String? = nil,
        attribution: String? = nil, storageCRS: CRS, schema: FeatureSchema
    ) {
        self.id = id
        self.sector = sector
        self.title = title
        self.description = description
        self.licence = licence
        self.attribution = attribution
        self.storageCRS = storageCRS
        self.schema = schema
    }
}

/// What happens to a collection that exists already.
public enum LoadMode: Hashable, Sendable {
    /// It must not exist.
    case create
    /// Its features give way to the new ones.
    case replace
    /// Its features stay, the new ones are added.
    case append
}
