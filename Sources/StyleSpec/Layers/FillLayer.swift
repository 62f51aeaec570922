/// Areas, filled with a colour or a pattern.
public final class FillLayer: Sendable {
    public let sortKey: StyleProperty<Double?>
    public let antialias: StyleProperty<Bool>
    public let opacity: StyleProperty<Double>
    public let layerOpacity: StyleProperty<Double>
    public let color: StyleProperty<Color>
    /// Nil is the colour of the fill.
    public let outlineColor: StyleProperty<Color?>
    public let translate: StyleProperty<Offset>
    public let translateAnchor: StyleProperty<Frame>
    public let pattern: StyleProperty<ResolvedImage?>

    init(_ property: inout LayerPropertyReader) throws(ExpressionErrors) {
        sortKey = try property("fill-sort-key")
        antialias = try property("fill-antialias")
        opacity = try property("fill-opacity")
        layerOpacity = try property("fill-layer-opacity")
        color = try property("fill-color")
        outlineColor = try property("fill-outline-color")
        translate = try property("fill-translate")
        translateAnchor = try property("fill-translate-anchor")
        pattern = try property("fill-pattern")
    }
}
