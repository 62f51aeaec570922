public import CQL2
public import SimpleFeatures

/// Which features of a collection, in which order, and what of them.
public struct FeatureQuery: Hashable, Sendable {
    /// How a box is compared with a geometry.
    public enum Precision: Hashable, Sendable {
        /// Against the geometry's own box: enough where the caller clips.
        case envelope
        /// Against the geometry itself.
        case exact
    }

    public struct Equality: Hashable, Sendable {
        public var property: String
        public var value: PropertyValue

        public init(property: String, value: PropertyValue) {
            self.property = property
            self.value = value
        }
    }

    /// A property that features are put in order by: nothing before numbers, numbers before texts, texts as a Vietnamese
    /// dictionary has them (`VietnameseOrder`), dates and times as they are written.
    public struct SortKey: Hashable, Sendable {
        public var property: String
        public var isDescending: Bool

        public init(property: String, isDescending: Bool = false) {
            self.property = property
            self.isDescending = isDescending
        }
    }

    /// Boxes in any CRS; a feature in any of them matches. None means everywhere; a box over the antimeridian is two.
    ///
    /// Compared as drawn when in CRS84, EPSG:4326 or the storage CRS; a box in another CRS stands for the box of
    /// longitudes and latitudes around it.
    public var envelopes: [Envelope] = []
    public var precision = Precision.exact
    /// Features without a geometry match every box (OGC 17-069r4, 7.15.3); a tile has no use for them.
    public var matchesFeaturesWithoutGeometry = true
    public var equalities: [Equality] = []
    /// What must be true of a feature, beside all the rest; `filterCRS` says where its geometries are.
    public var filter: Filter?
    /// Of the filter's geometries, whose coordinates are x, y whatever the authority's order.
    public var filterCRS = CRS.crs84
    public var id: FeatureID?
    /// Only these; none where the list is empty.
    public var ids: [FeatureID]?
    /// Words that occur in the texts of a feature, all of one of these lists; as `SearchText` folds them.
    public var words: [[String]] = []
    /// Features that are equal in these come in the order of their ids.
    public var order: [SortKey] = []
    /// Whether larger ids come first.
    public var isDescendingByID = false
    /// Only what comes behind this feature: the key cursor of a page.
    public var after: FeatureID?
    /// What that feature has in the properties of `order`, one for each.
    public var afterValues: [PropertyValue] = []
    /// Rows to pass over, for clients that know no cursor.
    public var offset = 0
    /// Nil reads them all.
    public var limit: Int?
    /// Properties that are read, those of `order` besides; the others come as null. Nil reads them all.
    public var properties: Set<String>?
    /// Without it every geometry comes as nil.
    public var readsGeometry = true
    /// How far simplifying may move a line, in units of the storage CRS; valid geometries stay valid.
    public var simplification: Double?

    public init() {}

    /// Whether every feature of the collection matches, page limits aside.
    public var isUnfiltered: Bool { envelopes.isEmpty && id == nil && ids == nil && !comparesProperties }

    /// Whether answering may take a look at every feature, as comparing properties does without an index.
    public var mayScan: Bool { comparesProperties || !order.isEmpty }

    /// Whether `Store.write` answers it: whole features as they are stored, in the order of their ids.
    public var isWrittenFromRows: Bool {
        isInOrderOfIDs && properties == nil && readsGeometry && simplification == nil
    }

    var isInOrderOfIDs: Bool { order.isEmpty && !isDescendingByID }

    private var comparesProperties: Bool { !equalities.isEmpty || filter != nil || !words.isEmpty }
}
