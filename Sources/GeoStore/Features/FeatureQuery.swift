public import CQL2
public import SimpleFeatures

/// Which features of a collection, in the order of their ids.
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
    /// Only ids above this one: the key cursor of a page.
    public var after: FeatureID?
    /// Rows to pass over, for clients that know no cursor.
    public var offset = 0
    /// Nil reads them all.
    public var limit: Int?

    public init() {}

    /// Whether every feature of the collection matches, page limits aside.
    public var isUnfiltered: Bool { envelopes.isEmpty && equalities.isEmpty && filter == nil && id == nil }
}
