/// Points as discs.
public final class CircleLayer: Sendable {
    public let sortKey: StyleProperty<Double?>
    /// In pixels.
    public let radius: StyleProperty<Double>
    public let color: StyleProperty<Color>
    public let blur: StyleProperty<Double>
    public let opacity: StyleProperty<Double>
    public let translate: StyleProperty<Offset>
    public let translateAnchor: StyleProperty<Frame>
    public let pitchScale: StyleProperty<CircleScale>
    public let pitchAlignment: StyleProperty<Frame>
    public let strokeWidth: StyleProperty<Double>
    public let strokeColor: StyleProperty<Color>
    public let strokeOpacity: StyleProperty<Double>

    init(_ property: inout LayerPropertyReader) throws(ExpressionErrors) {
        sortKey = try property("circle-sort-key")
        radius = try property("circle-radius")
        color = try property("circle-color")
        blur = try property("circle-blur")
        opacity = try property("circle-opacity")
        translate = try property("circle-translate")
        translateAnchor = try property("circle-translate-anchor")
        pitchScale = try property("circle-pitch-scale")
        pitchAlignment = try property("circle-pitch-alignment")
        strokeWidth = try property("circle-stroke-width")
        strokeColor = try property("circle-stroke-color")
        strokeOpacity = try property("circle-stroke-opacity")
    }
}
