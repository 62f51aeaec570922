import MapRender

/// Characters that no font of the machine has.
enum UncoveredCharacters {
    /// What the styles letter with; other fonts of the machine stand in for it.
    private static let fonts = FontStack(["Noto Sans Regular"])
    /// As many as a text may have, with room.
    private static let batch = 1024
    private static let mostNamed = 20

    /// - Returns: in their order.
    /// - Throws: `MapRenderError`.
    static func of(_ characters: Set<Unicode.Scalar>, fonts library: FontLibrary) throws(MapRenderError) -> [Unicode
        .Scalar]
    {
        let ordered = characters.sorted { $0.value < $1.value }
        guard !ordered.isEmpty else { return [] }
        let shaper = try TextShaper(library)
        var found: [Unicode.Scalar] = []
        for start in stride(from: 0, to: ordered.count, by: batch) {
            var text = ""
            text.unicodeScalars.append(contentsOf: ordered[start..<min(start + batch, ordered.count)])
            found += try shaper.uncoveredCharacters(of: text, fonts: fonts)
        }
        return found
    }

    /// `U+1F600 😀, …`
    static func text(_ characters: [Unicode.Scalar]) -> String {
        let named = characters.prefix(mostNamed).map { character in
            let digits = String(character.value, radix: 16, uppercase: true)
            return "U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits) \(character)"
        }
        return named.joined(separator: ", ") + (characters.count > mostNamed ? ", …" : "")
    }
}
