/// How Vietnamese a text looks: the measure by which one reading of its bytes is preferred to another.
public enum SyllableScore {
    /// The share (0…1) of words with a letter outside ASCII that are possible syllables; nil when there is no such
    /// word, because plain ASCII reads the same in every encoding and says nothing.
    public static func share(of text: String) -> Double? {
        let count = Tally(of: text)
        return count.words == 0 ? nil : Double(count.syllables) / Double(count.words)
    }

    /// Words that carry evidence, and how many of them are syllables.
    struct Tally: Sendable {
        var words = 0
        var syllables = 0

        init() {}

        init(of text: String) { add(text) }

        mutating func add(_ text: String) {
            for word in text.split(whereSeparator: Self.separatesWords)
            where word.utf8.contains(where: { $0 >= 0x80 }) {
                words += 1
                if VietnameseSyllable.isValid(word) { syllables += 1 }
            }
        }

        /// Blanks, digits and ASCII punctuation. Other symbols stay inside words: a misread letter looks like one.
        private static func separatesWords(_ character: Character) -> Bool {
            guard let byte = character.asciiValue else { return character == "\u{A0}" }
            return !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
    }
}
