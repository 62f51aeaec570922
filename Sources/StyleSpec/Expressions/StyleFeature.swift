/// A feature as expressions read it. One object may stand for all features of a layer, one after another: that saves an
/// allocation for each.
public protocol StyleFeature: AnyObject {
    /// Nil when the feature has no such property, or no value in it.
    func value(of property: PropertyName) -> StyleValue?
    /// All of them, for `["properties"]`.
    var properties: StyleObject { get }
    /// Null when it has none.
    var id: StyleValue { get }
    var geometryType: StyleGeometryType { get }
    /// For `within` and `distance`: points in units of the tile that the context names; nil when it is not known.
    var tileGeometry: [[TilePoint]]? { get }
    /// What a map was told about the feature while it runs; a server has nothing to tell.
    func state(of key: String) -> StyleValue?
}

extension StyleFeature {
    public var tileGeometry: [[TilePoint]]? { nil }
    public func state(of key: String) -> StyleValue? { nil }
}

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

/// The name of a property that a style reads, with its place among all names that the style reads.
///
/// A tile layer that looks each name up once, and remembers by index where it has it, answers without touching text.
public struct PropertyName: Hashable, Sendable {
    public let text: String
    /// In `PropertyNames.all` of the style, or of the expression when it was compiled alone; nil when the name is
    /// computed anew for each feature.
    public let index: Int?
}

/// The names of properties that a style reads, each once, in the order in which they were met.
public struct PropertyNames: Sendable {
    public private(set) var all: [String] = []
    private var indices: [String: Int] = [:]

    public init() {}

    mutating func name(_ text: String) -> PropertyName {
        if let index = indices[text] { return PropertyName(text: text, index: index) }
        indices[text] = all.count
        all.append(text)
        return PropertyName(text: text, index: all.count - 1)
    }
}
