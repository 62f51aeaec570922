internal import CPangoCairo

/// The sections of a text one after the other, as Pango takes them.
struct ShapableCharacters {
    private(set) var scalars: [Unicode.Scalar] = []
    private(set) var utf8: [UInt8] = []
    /// Per byte the index of its character.
    private(set) var characterOfByte: [Int] = []
    /// Per character its section.
    private(set) var sections: [Int] = []
    /// Per section its bytes.
    private(set) var sectionBytes: [Range<Int>] = []

    init(_ texts: [String]) {
        for (section, text) in texts.enumerated() {
            let start = utf8.count
            for scalar in text.unicodeScalars {
                // Control characters have no shape, and end texts in C.
                let shown: Unicode.Scalar = scalar.value < 0x20 && scalar != "\n" ? " " : scalar
                for byte in UTF8.encode(shown)! {
                    utf8.append(byte)
                    characterOfByte.append(scalars.count)
                }
                scalars.append(shown)
                sections.append(section)
            }
            sectionBytes.append(start..<utf8.count)
        }
    }
}

/// Gathers what HarfBuzz said of the pieces of a text.
struct GlyphCollector {
    private let characters: ShapableCharacters
    private var glyphs: [ShapedGlyph] = []
    private var advances: [Double]
    private var uncovered: [Unicode.Scalar] = []

    init(_ characters: ShapableCharacters) {
        self.characters = characters
        advances = [Double](repeating: 0, count: characters.scalars.count)
    }

    /// What Pango draws boxes for, and what it draws nothing for.
    private static let unknownFlag: UInt32 = 0x1000_0000
    private static let empty: UInt32 = 0x0FFF_FFFF

    /// - Parameter firstByte: where the piece begins in the text.
    mutating func add(_ string: PangoGlyphString, from firstByte: Int, _ font: ShapedFont) {
        let unit = Double(PANGO_SCALE)
        for index in 0..<Int(string.num_glyphs) {
            let info = string.glyphs[index]
            let character = characters.characterOfByte[firstByte + Int(string.log_clusters[index])]
            let scalar = characters.scalars[character]
            if info.glyph & Self.unknownFlag != 0 {
                if !scalar.properties.isWhitespace, !uncovered.contains(scalar) { uncovered.append(scalar) }
                continue
            }
            if scalar == "\n" { continue }
            let advance = Double(info.geometry.width) / unit
            advances[character] += advance
            glyphs.append(
                ShapedGlyph(
                    font: font, glyph: info.glyph == Self.empty ? 0 : info.glyph, character: character,
                    advance: advance,
                    offset: CanvasPoint(
                        x: Double(info.geometry.x_offset) / unit, y: Double(info.geometry.y_offset) / unit)))
        }
    }

    func text(ascent: Double) -> ShapedText {
        ShapedText(
            characters: characters.scalars, glyphs: glyphs, advances: advances, sections: characters.sections,
            uncovered: uncovered, ascent: ascent)
    }
}
