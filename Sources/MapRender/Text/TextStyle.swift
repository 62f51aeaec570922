/// How a label is laid out, named as in the MapLibre style specification.
public struct TextStyle: Hashable, Sendable {
    public enum Justification: Hashable, Sendable {
        case left, centre, right
        /// Towards the anchor.
        case automatic
    }

    /// Which point of the text lies at the label's place.
    public enum Anchor: Hashable, Sendable, CaseIterable {
        case centre, left, right, top, bottom, topLeft, topRight, bottomLeft, bottomRight

        /// Of the text's width, from its left.
        var horizontal: Double {
            switch self {
            case .left, .topLeft, .bottomLeft: 0
            case .centre, .top, .bottom: 0.5
            case .right, .topRight, .bottomRight: 1
            }
        }

        /// Of the text's height, from its top.
        var vertical: Double {
            switch self {
            case .top, .topLeft, .topRight: 0
            case .centre, .left, .right: 0.5
            case .bottom, .bottomLeft, .bottomRight: 1
            }
        }
    }

    public var fonts: FontStack
    /// Pixels per em.
    public var size: Double
    /// Ems; nil for one line.
    public var maximumWidth: Double? = 10
    /// Ems from baseline to baseline.
    public var lineHeight = 1.2
    /// Ems behind each letter.
    public var letterSpacing = 0.0
    public var justification = Justification.centre
    public var anchor = Anchor.centre
    /// Ems, x to the right and y down.
    public var offset = CanvasPoint(x: 0, y: 0)

    public init(fonts: FontStack, size: Double) {
        self.fonts = fonts
        self.size = size
    }

    /// Ems, any of them.
    private static let ems = -1000.0...1000.0

    /// - Throws: `MapRenderError.number`.
    func validate() throws(MapRenderError) {
        let numbers = [
            ("text line height", lineHeight), ("text letter spacing", letterSpacing), ("text offset", offset.x),
            ("text offset", offset.y),
        ]
        for (name, value) in numbers where !Self.ems.contains(value) {
            throw .number(of: name, value: value, allowed: Self.ems)
        }
        if let maximumWidth, !(maximumWidth > 0) {
            throw .number(of: "text width", value: maximumWidth, allowed: 0.1...1000)
        }
    }
}

/// The colours of a label.
public struct TextPaint: Hashable, Sendable {
    public var colour: Colour
    public var halo: ImageStyle.Halo?
    public var opacity = 1.0

    public init(colour: Colour, halo: ImageStyle.Halo? = nil) {
        self.colour = colour
        self.halo = halo
    }

    /// - Throws: `MapRenderError.number`.
    func validate() throws(MapRenderError) {
        guard (0...1).contains(opacity) else { throw .number(of: "opacity", value: opacity, allowed: 0...1) }
        try halo?.validate()
    }
}
