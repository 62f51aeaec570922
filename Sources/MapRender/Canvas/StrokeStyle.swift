/// How a line is drawn, in pixels at scale 1.
public struct StrokeStyle: Hashable, Sendable {
    public enum Cap: Hashable, Sendable { case butt, round, square }

    public enum Join: Hashable, Sendable {
        case round, bevel
        /// Beyond `limit` times the width the corner is cut off, as in SVG.
        case miter(limit: Double)
    }

    public var colour: Colour
    public var width: Double
    public var cap = Cap.butt
    public var join = Join.miter(limit: 2)
    /// Lengths of dashes and gaps in turn; empty for none.
    public var dashes: [Double] = []
    /// Where in `dashes` a line begins: how a line that is cut at a tile's edge goes on in the next tile.
    public var dashStart = 0.0
    /// To the right of the line's direction; negative to the left.
    public var offset = 0.0
    /// With more than 0, the stroke lies on both sides of a gap this wide: a casing with a hole.
    public var gapWidth = 0.0

    public init(colour: Colour, width: Double) {
        self.colour = colour
        self.width = width
    }

    /// - Throws: `MapRenderError.number`, `.coordinate`.
    func validate() throws(MapRenderError) {
        let sizes = 0.0...Canvas.coordinateLimit
        for (name, value) in [("line width", width), ("gap width", gapWidth)] where !sizes.contains(value) {
            throw .number(of: name, value: value, allowed: sizes)
        }
        for dash in dashes where !sizes.contains(dash) {
            throw .number(of: "dash", value: dash, allowed: sizes)
        }
        for (name, value) in [("line offset", offset), ("dash start", dashStart)]
        where !(abs(value) <= Canvas.coordinateLimit) {
            throw .coordinate(of: name, limit: Canvas.coordinateLimit)
        }
        if case .miter(let limit) = join, !(1...1000).contains(limit) {
            throw .number(of: "miter limit", value: limit, allowed: 1...1000)
        }
    }
}
