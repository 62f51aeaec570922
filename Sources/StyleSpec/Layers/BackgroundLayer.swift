/// The colour or pattern behind everything.
public final class BackgroundLayer: Sendable {
    public let color: StyleProperty<Color>
    public let pattern: StyleProperty<ResolvedImage?>
    public let opacity: StyleProperty<Double>

    init(_ property: inout LayerPropertyReader) throws(ExpressionErrors) {
        color = try property("background-color")
        pattern = try property("background-pattern")
        opacity = try property("background-opacity")
    }
}
