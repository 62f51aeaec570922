public import SimpleFeatures

/// Whether a geometry follows the rules of simple features (OGC 06-103r4, 6.1), and if not, where it breaks them.
public enum GeometryValidity: Hashable, Sendable {
    case valid
    /// GEOS's reason (`Self-intersection`) and the place in the geometry's CRS when GEOS names one.
    case invalid(reason: String, location: Coordinate?)

    public var isValid: Bool { self == .valid }
}

/// A geometry made valid, and how much that moved. Areas are in square units of the CRS, 0 for lines.
public struct GeometryRepair: Hashable, Sendable {
    /// Of the same dimension as the original; nil when nothing of that dimension is left.
    public let geometry: Geometry?
    /// By the shoelace formula over the rings as delivered: for a figure that crosses itself, lobes cancel out.
    public let areaBefore: Double
    public let areaAfter: Double
    /// Of the result, checked again.
    public let validity: GeometryValidity

    public enum Method: String, Hashable, Sendable {
        /// Rings are made valid one by one, then shells united and holes cut out. Overlapping parts keep their land,
        /// which is what a cadastre means by two overlapping parts of one parcel.
        case structure = "STRUCTURE"
        /// All lines noded, then even-odd: where two parts overlap there is a hole afterwards.
        case linework = "LINEWORK"
    }
}
