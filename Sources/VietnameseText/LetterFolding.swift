/// Letters that look like Đ and are not: Icelandic Ð (U+00D0), ð (U+00F0), African Ɖ (U+0189), ɖ (U+0256). People typed
/// them for want of the right one; nobody finds such names.
enum LetterFolding {
    static func mayApply(to text: String) -> Bool {
        // Asked for every value that is not plain: by bytes, and the lead bytes first.
        var lead: UInt8 = 0
        for byte in text.utf8 {
            switch (lead, byte) {
            case (0xC3, 0x90), (0xC3, 0xB0), (0xC6, 0x89), (0xC9, 0x96): return true
            default: lead = byte
            }
        }
        return false
    }

    /// Folds where the text is Vietnamese: at the beginning of a word that is then a syllable, a name of the Highlands
    /// or an abbreviation, in a text without Icelandic letters. Nil when nothing is folded.
    static func folded(_ text: String) -> String? {
        guard mayApply(to: text), !text.unicodeScalars.contains(where: { "þÞæÆöÖ".unicodeScalars.contains($0) }) else {
            return nil
        }
        var result = String.UnicodeScalarView()
        var word = String.UnicodeScalarView()
        var hasFolded = false
        func close() {
            let before = String(word)
            let after = foldedWord(before)
            hasFolded = hasFolded || after != nil
            result.append(contentsOf: (after ?? before).unicodeScalars)
            word = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            if ScalarClass.of(scalar).kind == .separator {
                close()
                result.append(scalar)
            } else {
                word.append(scalar)
            }
        }
        close()
        return hasFolded ? String(result) : nil
    }

    private static func foldedWord(_ word: String) -> String? {
        guard mayApply(to: word) else { return nil }
        var folded = String.UnicodeScalarView()
        for scalar in word.unicodeScalars { folded.append(replacement(for: scalar) ?? scalar) }
        let text = String(folded)
        let evidence = TextEvidence(of: text)
        // In Icelandic and Faroese ð never begins a word; in Vietnamese đ begins every syllable it is in.
        let isInitial = word.unicodeScalars.first.map { replacement(for: $0) != nil } ?? false
        let isAbbreviation = word.unicodeScalars.allSatisfy { $0.properties.isUppercase }
        return evidence.syllables + evidence.plausible > 0 && (isInitial || isAbbreviation) ? text : nil
    }

    private static func replacement(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        case "\u{D0}", "\u{189}": "Đ"
        case "\u{F0}", "\u{256}": "đ"
        default: nil
        }
    }
}

/// Letters that a former conversion could not hold and replaced by `?` or U+FFFD: they are gone, no reading brings them
/// back.
enum LostLetters {
    /// A question mark inside a word (`Ph??ng`, `H? N?i`, `?ường`), which no sentence has; a web address may.
    static func areEvident(in text: String) -> Bool {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "?") || $0 == 0xEF }), !text.contains("://"),
            !text.contains("&"), !text.contains("=")
        else { return false }
        var previous: Unicode.Scalar = " "
        var lost = 0
        var endsOfWords = 0
        for scalar in text.unicodeScalars {
            if scalar == "\u{FFFD}" { return true }
            let isLetter = ScalarClass.of(scalar).kind == .letter
            if previous == "?", isLetter { lost += 1 }
            if previous == "?", scalar == " " { endsOfWords += 1 }
            previous = scalar
        }
        // `H? N?i`: one inside a word makes those at the ends of words suspect too, never the other way about.
        return lost > 0 || endsOfWords > 1
    }
}
