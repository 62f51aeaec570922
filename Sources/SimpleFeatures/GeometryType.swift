/// The geometry types of OGC Simple Features (06-103r4, 6.1), by their names in WKT and GeoJSON.
public enum GeometryType: String, Hashable, Sendable, CaseIterable {
    case point = "Point"
    case lineString = "LineString"
    case polygon = "Polygon"
    case multiPoint = "MultiPoint"
    case multiLineString = "MultiLineString"
    case multiPolygon = "MultiPolygon"
    case geometryCollection = "GeometryCollection"
    /// Any of the others: the type of a column whose source mixes points, lines and polygons.
    case geometry = "Geometry"

    /// The WKB code of the flat type (06-103r4, table 7).
    public var wkbCode: UInt32 {
        switch self {
        case .geometry: 0
        case .point: 1
        case .lineString: 2
        case .polygon: 3
        case .multiPoint: 4
        case .multiLineString: 5
        case .multiPolygon: 6
        case .geometryCollection: 7
        }
    }

    public init?(wkbCode: UInt32) {
        guard let type = GeometryType.allCases.first(where: { $0.wkbCode == wkbCode }) else { return nil }
        self = type
    }

    /// 0 for points, 1 for lines, 2 for polygons; nil where a value may be any of them.
    public var topologicalDimension: Int? {
        switch self {
        case .point, .multiPoint: 0
        case .lineString, .multiLineString: 1
        case .polygon, .multiPolygon: 2
        case .geometryCollection, .geometry: nil
        }
    }
}
