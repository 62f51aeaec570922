/// Lines, with a colour, a pattern or a gradient.
public final class LineLayer: Sendable {
    public let cap: StyleProperty<LineCap>
    public let join: StyleProperty<LineJoin>
    public let miterLimit: StyleProperty<Double>
    public let roundLimit: StyleProperty<Double>
    public let sortKey: StyleProperty<Double?>
    public let opacity: StyleProperty<Double>
    public let layerOpacity: StyleProperty<Double>
    public let color: StyleProperty<Color>
    public let translate: StyleProperty<Offset>
    public let translateAnchor: StyleProperty<Frame>
    /// In pixels.
    public let width: StyleProperty<Double>
    /// In pixels.
    public let gapWidth: StyleProperty<Double>
    /// In pixels, to the right of the line.
    public let offset: StyleProperty<Double>
    public let blur: StyleProperty<Double>
    /// Dashes and gaps, in widths of the line.
    public let dasharray: StyleProperty<[Double]?>
    public let pattern: StyleProperty<ResolvedImage?>
    /// Of `line-progress`.
    public let gradient: StyleProperty<Color?>

    init(_ property: inout LayerPropertyReader) throws(ExpressionErrors) {
        cap = try property("line-cap")
        join = try property("line-join")
        miterLimit = try property("line-miter-limit")
        roundLimit = try property("line-round-limit")
        sortKey = try property("line-sort-key")
        opacity = try property("line-opacity")
        layerOpacity = try property("line-layer-opacity")
        color = try property("line-color")
        translate = try property("line-translate")
        translateAnchor = try property("line-translate-anchor")
        width = try property("line-width")
        gapWidth = try property("line-gap-width")
        offset = try property("line-offset")
        blur = try property("line-blur")
        dasharray = try property("line-dasharray")
        pattern = try property("line-pattern")
        gradient = try property("line-gradient")
    }
}
