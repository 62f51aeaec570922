/// Text in sections, each with its own look.
public struct Formatted: Hashable, Sendable {
    public struct Section: Hashable, Sendable {
        public let text: String
        /// Stands in place of the text.
        public var image: ResolvedImage?
        /// Of the layer's text size.
        public var scale: Double?
        /// The names of fonts with commas between.
        public var fontStack: String?
        public var color: Color?
        public var verticalAlign: VerticalAlign?

        public init(text: String) { self.text = text }
    }

    public enum VerticalAlign: String, Hashable, Sendable, CaseIterable {
        case bottom, center, top
    }

    public let sections: [Section]

    public init(sections: [Section]) { self.sections = sections }

    public init(_ text: String) { sections = [Section(text: text)] }

    /// Without the looks.
    public var text: String { sections.count == 1 ? sections[0].text : sections.map(\.text).joined() }

    public var isEmpty: Bool { sections.allSatisfy { $0.text.isEmpty && ($0.image?.name.isEmpty ?? true) } }
}
