import MapRender

/// `/fonts/{fontstack}/{range}.pbf`: names of fonts with commas between, and the first and last of 256 characters.
enum GlyphParameters {
    /// More than any style lists; each is looked for.
    private static let mostFonts = 8
    private static let longestName = 100

    /// - Throws: `ParameterError`.
    static func stack(_ text: String) throws(ParameterError) -> FontStack {
        let names = text.split(separator: ",").map { String($0.trimmingBlanks) }.filter { !$0.isEmpty }
        guard !names.isEmpty, names.count <= mostFonts, names.allSatisfy({ $0.utf8.count <= longestName }) else {
            throw ParameterError(
                parameter: "fontstack", value: String(text.prefix(longestName)),
                expected: "one to \(mostFonts) names of fonts with commas between, as in Noto Sans Regular")
        }
        return FontStack(names)
    }

    /// - Returns: the first character.
    /// - Throws: `ParameterError`.
    static func first(_ text: String) throws(ParameterError) -> Int {
        guard let match = text.wholeMatch(of: /([0-9]{1,5})-([0-9]{1,5})\.pbf/), let first = Int(match.1),
            let last = Int(match.2), first % 256 == 0, last == first + 255, last <= GlyphRange.lastCodePoint
        else {
            throw ParameterError(
                parameter: "range", value: String(text.prefix(longestName)),
                expected: "a range of 256 characters as in 0-255.pbf, 256-511.pbf, up to 65280-65535.pbf")
        }
        return first
    }
}
