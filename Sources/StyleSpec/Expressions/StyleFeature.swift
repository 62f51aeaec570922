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
