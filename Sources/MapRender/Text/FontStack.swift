internal import CPangoCairo

/// Fonts in the order in which they are asked for a glyph, named as in `text-font`: "Noto Sans Bold".
public struct FontStack: Hashable, Sendable {
    public let names: [String]

    public init(_ names: [String]) { self.names = names }

    /// A name's family, and what its last words say of weight and slant.
    struct Face: Hashable {
        var family: String
        /// As in OpenType: 400 is regular, 700 bold.
        var weight = 400
        var isItalic = false

        init(_ name: String) {
            var words = name.split(separator: " ")
            while words.count > 1, let word = words.last?.lowercased() {
                if let known = Self.weights[word] {
                    weight = known
                } else if word == "italic" || word == "oblique" {
                    isItalic = true
                } else {
                    break
                }
                words.removeLast()
            }
            family = words.joined(separator: " ")
        }

        private static let weights = [
            "thin": 100, "hairline": 100, "extralight": 200, "ultralight": 200, "light": 300, "book": 380,
            "regular": 400, "normal": 400, "medium": 500, "semibold": 600, "demibold": 600, "demi": 600, "bold": 700,
            "extrabold": 800, "ultrabold": 800, "black": 900, "heavy": 900,
        ]
    }

    var faces: [Face] { names.map(Face.init) }

    /// All families of the stack, in the weight and slant of the first; the caller frees it.
    func description(sizeInPixels: Double) -> OpaquePointer? {
        let description = pango_font_description_new()
        let faces = faces
        // A comma parts families; it is in no family's name.
        let families = faces.map { $0.family.replacing(",", with: " ") }.joined(separator: ",")
        pango_font_description_set_family(description, families)
        pango_font_description_set_weight(description, PangoWeight(UInt32(faces.first?.weight ?? 400)))
        let isItalic = faces.first?.isItalic ?? false
        pango_font_description_set_style(description, isItalic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
        pango_font_description_set_absolute_size(description, sizeInPixels * Double(PANGO_SCALE))
        return description
    }
}
