import Reprojection
import SimpleFeatures

/// How features are written: where their coordinates are, and which of their properties they have.
struct FeatureRendition: Hashable, Sendable {
    let crs: CRS
    let axes: CRSAxes
    /// Of the features as they are written.
    let schema: FeatureSchema
    /// Where their properties stand in the schema of the collection; nil when they are all.
    let selection: [Int]?

    /// - Parameters:
    ///   - schema: of the collection.
    ///   - properties: the names of those that are written; nil for all.
    init(crs: CRS, axes: CRSAxes, schema: FeatureSchema, properties: Set<String>?) {
        self.crs = crs
        self.axes = axes
        selection = properties.map { wanted in
            schema.properties.indices.filter { wanted.contains(schema.properties[$0].name) }
        }
        var written = schema
        if let selection { written.properties = selection.map { schema.properties[$0] } }
        self.schema = written
    }

    /// CRS84 and every property.
    static func standard(_ schema: FeatureSchema) -> FeatureRendition {
        FeatureRendition(crs: .crs84, axes: .crs84, schema: schema, properties: nil)
    }

    /// Whether it is what clients get who ask for nothing else.
    var isStandard: Bool { crs == .crs84 && selection == nil }

    /// Of coordinates.
    var decimals: Int { axes.decimals }

    /// - Parameter transform: from the storage CRS to `crs`.
    func rendered(_ feature: Feature, _ transform: CoordinateTransform) throws -> Feature {
        var placed = try FeatureReader.placed(feature, transform)
        if axes.isNorthFirst { placed.geometry = placed.geometry?.axesSwapped }
        if let selection { placed.values = selection.map { placed.values[$0] } }
        return placed
    }
}
