/// Capitals that TCVN3 text lost: the set has no capital vowel with a tone, people typed `PHƯờNG` and switched to a font
/// (.VnTimeH) that draws every letter as a capital.
public enum TCVN3CapitalFont {
    /// `PHƯờNG NGUYễN` → `PHƯỜNG NGUYỄN`, `Xã Chư á` → `Xã Chư Á`. Text is returned as it is when it may as well have
    /// been meant so: `Xã` alone, `nhà ở`.
    public static func restoringCapitals(in text: String) -> String {
        guard mayLackCapitals(text) else { return text }
        if isCapitalText(text), hasSureCapitalWord(text) { return text.uppercased() }
        return restoringInitials(in: text)
    }

    /// A quick look: no small ASCII letter at all, or a word that begins with a small toned vowel.
    private static func mayLackCapitals(_ text: String) -> Bool {
        var hasSmallASCII = false
        var isAtBeginning = true
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                if (0x61...0x7A).contains(scalar.value) { hasSmallASCII = true }
                isAtBeginning = scalar == " "
            } else {
                let kind = ScalarClass.of(scalar)
                if isAtBeginning, kind.tone > 0, !kind.isUppercase { return true }
                isAtBeginning = false
            }
        }
        return !hasSmallASCII
    }

    /// Whether the only small letters are vowels with a tone, and there is one: what the capital font leaves behind.
    /// `Xã` is, `Xã An` is not, `GIA LAI` is not.
    static func isCapitalText(_ text: String) -> Bool {
        var found = false
        for scalar in text.unicodeScalars where scalar.properties.isLowercase {
            guard let letter = VietnameseLetter(scalar), letter.tone != .level else { return false }
            found = true
        }
        return found
    }

    /// Whether some word has two capitals: `PHƯờNG`, also `SRó`, a name that is written so.
    static func hasCapitalWord(_ text: String) -> Bool {
        text.split(separator: " ").contains { word in
            word.unicodeScalars.count(where: { $0.properties.isUppercase }) >= 2
        }
    }

    /// Whether some word leaves no doubt about the font: `PHƯờNG`, `ÂN`, `GàO`, not `SRó`. Two capitals by themselves
    /// must be a syllable: the names of the Highlands have `AL Bá` in ordinary text.
    static func hasSureCapitalWord(_ text: String) -> Bool {
        text.split(separator: " ").contains { word in
            let capitals = word.unicodeScalars.count(where: { $0.properties.isUppercase })
            guard capitals == 2 else { return capitals >= 3 }
            return word.unicodeScalars.last?.properties.isUppercase == true && VietnameseSyllable.isValid(word)
        }
    }

    /// A name in which every other word has its capital: `Xã Chư á`. With two other words at least, or one at the
    /// beginning; the words that stay small in names are left alone.
    private static func restoringInitials(in text: String) -> String {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        func lacksCapital(_ word: Substring) -> Bool {
            guard let first = word.unicodeScalars.first, let letter = VietnameseLetter(first) else { return false }
            return letter.tone != .level && !letter.isUppercase && !smallWords.contains(String(word))
        }
        func beginsSmall(_ word: Substring) -> Bool { word.unicodeScalars.first?.properties.isLowercase ?? false }
        guard words.contains(where: lacksCapital) else { return text }
        let others = words.filter { !lacksCapital($0) && $0.contains(where: \.isLetter) }
        guard !others.isEmpty, !others.contains(where: beginsSmall) else { return text }
        let isLead = words.first.map(lacksCapital) ?? false
        guard isLead || others.count >= 2 else { return text }
        return words.map { lacksCapital($0) ? $0.prefix(1).uppercased() + $0.dropFirst() : String($0) }
            .joined(separator: " ")
    }

    /// `Khu ở Mới`, `Đất ở`, `Làng ấy`.
    private static let smallWords: Set<String> = ["ở", "ấy", "ạ", "à", "ừ", "ủy", "ấp", "úng", "ẩm"]
}
