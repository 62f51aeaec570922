public import SimpleFeatures

/// One layer of a style, in the order of drawing.
///
/// Layers are objects: a renderer hands them about for every feature, and copies of their properties would cost more than
/// what is drawn.
public final class StyleLayer: Sendable {
    /// What it is drawn as, with all properties of that type.
    public enum Drawing: Sendable {
        case background(BackgroundLayer)
        case fill(FillLayer)
        case line(LineLayer)
        case circle(CircleLayer)
        case symbol(SymbolLayer)
        /// Of a type that no renderer of ours draws: heatmaps, rasters, relief, extruded areas.
        case notDrawn
    }

    public enum Visibility: String, StyleEnumeration {
        case visible, none
    }

    public let id: String
    public let type: LayerType
    /// Nil for backgrounds.
    public let source: String?
    public let sourceLayer: String?
    /// It is drawn from this zoom on,
    public let minZoom: Double
    /// and below this one.
    public let maxZoom: Double
    /// Nil draws every feature.
    public let filter: StyleFilter?
    public let visibility: StyleProperty<Visibility>
    public let drawing: Drawing
    public let metadata: JSONValue?
    /// What filter and properties read.
    public let dependencies: Dependencies

    /// - Parameter json: a layer that `StyleValidation` finds right.
    init(_ json: JSONObject, type: LayerType, names: inout PropertyNames) throws(ExpressionErrors) {
        id = json["id"]?.string ?? ""
        self.type = type
        source = json["source"]?.string
        sourceLayer = json["source-layer"]?.string
        minZoom = json["minzoom"]?.number ?? 0
        maxZoom = json["maxzoom"]?.number ?? .infinity
        metadata = json["metadata"]
        filter = if let filter = json["filter"] { try StyleFilter(filter, names: &names) } else { nil }
        var reader = LayerPropertyReader(json, type: type, names: names)
        visibility = try reader("visibility")
        drawing =
            switch type {
            case .background: .background(try BackgroundLayer(&reader))
            case .fill: .fill(try FillLayer(&reader))
            case .line: .line(try LineLayer(&reader))
            case .circle: .circle(try CircleLayer(&reader))
            case .symbol: .symbol(try SymbolLayer(&reader))
            case .heatmap, .fillExtrusion, .raster, .hillshade, .colorRelief: .notDrawn
            }
        names = reader.names
        dependencies = reader.dependencies.union(filter?.dependencies ?? .none)
    }

    /// Whether it is drawn at a zoom at all.
    public func isDrawn(_ context: EvaluationContext) -> Bool {
        context.zoom >= minZoom && context.zoom < maxZoom && visibility.value(context) == .visible
    }

    /// Whether it draws a feature, its zooms and visibility apart.
    public func accepts(_ context: EvaluationContext) -> Bool { filter?.accepts(context) ?? true }
}
