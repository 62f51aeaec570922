/// A text of one or several sections, as the expression `format` makes.
public struct FormattedText: Hashable, Sendable {
    public struct Section: Hashable, Sendable {
        public var text: String
        /// Instead of the layer's.
        public var fonts: FontStack?
        /// Of the layer's size.
        public var scale: Double
        /// Instead of the layer's.
        public var colour: Colour?

        public init(_ text: String, fonts: FontStack? = nil, scale: Double = 1, colour: Colour? = nil) {
            self.text = text
            self.fonts = fonts
            self.scale = scale
            self.colour = colour
        }
    }

    /// 64 lines of 64 letters; line breaking takes the square of the words.
    public static let characterLimit = 4096

    public var sections: [Section]

    public init(_ sections: [Section]) { self.sections = sections }

    public init(_ text: String) { sections = [Section(text)] }
}
