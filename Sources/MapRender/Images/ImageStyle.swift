/// How an image is put on a canvas.
public struct ImageStyle: Hashable, Sendable {
    /// What the colours of an image mean.
    public enum Kind: Hashable, Sendable {
        case picture
        /// The opacity is a signed distance field, as of `sdf` icons: 191 at the edge, 32 more per pixel inwards.
        case distanceField(Colour, halo: Halo?)
    }

    /// A rim around letters and tinted icons.
    public struct Halo: Hashable, Sendable {
        public var colour: Colour
        /// Pixels outwards from the edge.
        public var width: Double
        /// Pixels over which its rim fades.
        public var blur: Double

        public init(colour: Colour, width: Double, blur: Double = 0) {
            self.colour = colour
            self.width = width
            self.blur = blur
        }
    }

    public var kind: Kind
    /// Canvas pixels per pixel of the image: 0.5 for one drawn for @2x.
    public var scale = 1.0
    /// Clockwise, about the centre.
    public var rotationInRadians = 0.0
    public var opacity = 1.0

    public init(_ kind: Kind = .picture) { self.kind = kind }

    /// - Throws: `MapRenderError.number`, `.coordinate`.
    func validate() throws(MapRenderError) {
        guard (0.001...1000).contains(scale) else {
            throw .number(of: "image scale", value: scale, allowed: 0.001...1000)
        }
        guard (0...1).contains(opacity) else { throw .number(of: "opacity", value: opacity, allowed: 0...1) }
        guard rotationInRadians.isFinite else {
            throw .coordinate(of: "image rotation", limit: .greatestFiniteMagnitude)
        }
        if case .distanceField(_, let halo?) = kind { try halo.validate() }
    }
}

extension ImageStyle.Halo {
    /// Wide enough for any label; masks grow by it.
    static let widths = 0.0...64.0

    func validate() throws(MapRenderError) {
        for (name, value) in [("halo width", width), ("halo blur", blur)] where !Self.widths.contains(value) {
            throw .number(of: name, value: value, allowed: Self.widths)
        }
    }
}
