import Foundation

/// A word of a query, or of a text that a query found.
public struct SearchWord: Hashable, Sendable {
    /// As `SearchText.folded` gives it.
    public let folded: String
    /// With vowels and tone told apart, the tone at the end: `hòa` and `hoà` are both `hoa` and a grave. Equal to
    /// `folded` when the word was written without marks.
    public let toned: String

    public init(folded: String, toned: String) {
        self.folded = folded
        self.toned = toned
    }

    public var hasMarks: Bool { folded != toned }

    /// The words of a text, the same and in the same order as those of `SearchText.folded`.
    public static func words(of text: String) -> [SearchWord] {
        SearchText.folded(text).isEmpty ? [] : list(text)
    }

    private static func list(_ text: String) -> [SearchWord] {
        // Each scalar is folded on its own, so that letters and their marks stay together.
        var words: [SearchWord] = []
        var letters = ""
        func close() {
            guard !letters.isEmpty else { return }
            let folded = SearchText.folded(letters)
            if !folded.isEmpty { words.append(SearchWord(folded: folded, toned: toned(letters))) }
            letters = ""
        }
        var lastIsDigit = false
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
            if isMark(scalar) {
                if !letters.isEmpty { letters.unicodeScalars.append(scalar) }
                continue
            }
            let folded = SearchText.folded(String(Character(scalar)))
            guard !folded.isEmpty else {
                if scalar.properties.generalCategory != .format { close() }
                continue
            }
            let isDigit = folded.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            if isDigit != lastIsDigit { close() }
            lastIsDigit = isDigit
            letters.unicodeScalars.append(scalar)
        }
        close()
        return Array(words.prefix(SearchText.maximumWords))
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool { (0x300...0x36F).contains(scalar.value) }

    private static func toned(_ word: String) -> String {
        var result = String.UnicodeScalarView()
        var tone = VietnameseLetter.Tone.level
        for typed in word.lowercased().unicodeScalars {
            let scalar = SearchText.likeD.contains(typed) ? "đ" : typed
            guard let letter = VietnameseLetter(scalar) else {
                result.append(contentsOf: SearchText.folded(String(Character(scalar))).unicodeScalars)
                continue
            }
            if letter.tone != .level { tone = letter.tone }
            result.append(letter.withoutTone == "y" ? "i" : letter.withoutTone)
        }
        if let mark = tone.combiningMark { result.append(mark) }
        return String(result)
    }
}
