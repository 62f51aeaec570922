/// What `["geometry-type"]` says. Features of vector tiles have one of the three simple ones.
public enum StyleGeometryType: String, Hashable, Sendable {
    case unknown = "Unknown"
    case point = "Point"
    case lineString = "LineString"
    case polygon = "Polygon"
    case multiPoint = "MultiPoint"
    case multiLineString = "MultiLineString"
    case multiPolygon = "MultiPolygon"
}
