/// How circles are drawn, in pixels at scale 1.
public struct CircleStyle: Hashable, Sendable {
    public var radius: Double
    public var colour: Colour
    /// Around the radius, outside it.
    public var strokeWidth = 0.0
    public var strokeColour = Colour.clear
    /// In radii, from the rim inwards: at 1 only the centre is as strong as `colour`.
    public var blur = 0.0

    public init(radius: Double, colour: Colour) {
        self.radius = radius
        self.colour = colour
    }

    /// - Throws: `MapRenderError.number`.
    func validate() throws(MapRenderError) {
        let sizes = 0.0...Canvas.coordinateLimit
        for (name, value) in [("circle radius", radius), ("circle stroke width", strokeWidth), ("circle blur", blur)]
        where !sizes.contains(value) {
            throw .number(of: name, value: value, allowed: sizes)
        }
    }
}
