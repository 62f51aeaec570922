/// What an expression is evaluated for.
public struct EvaluationContext {
    public var zoom: Double
    public var feature: (any StyleFeature)?
    /// For colour ramps of heatmaps, reliefs and line gradients.
    public var heatmapDensity = 0.0
    public var elevation = 0.0
    public var lineProgress = 0.0
    public var surroundings: EvaluationSurroundings

    public init(
        zoom: Double, feature: (any StyleFeature)? = nil, surroundings: EvaluationSurroundings = .none
    ) {
        self.zoom = zoom
        self.feature = feature
        self.surroundings = surroundings
    }

    /// For parts that read nothing.
    static var nothing: EvaluationContext { EvaluationContext(zoom: 0) }
}
