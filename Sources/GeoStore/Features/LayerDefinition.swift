public import SimpleFeatures

/// What a collection is to become: everything of its catalogue entry that does not follow from its features.
public struct LayerDefinition: Hashable, Sendable {
    public var id: CollectionID
    public var sector: String
    public var title: LocalizedText
    /// Nobody gave a title: that of a collection that is there already stays.
    public var keepsTitle = false
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
    /// Features are found by key: changed when found, added when not; none goes.
    case update
}

/// Which property tells features apart when a collection is loaded again.
public enum KeyChoice: Hashable, Sendable {
    /// The one the collection was loaded with before, if any.
    case asBefore
    /// None: features are matched by their content.
    case none
    case property(String)
}
