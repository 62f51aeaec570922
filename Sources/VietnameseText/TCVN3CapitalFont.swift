/// Capitals that TCVN3 text lost: the set has no capital vowel with a tone, people typed `PHƯờNG` and switched to a font
/// (.VnTimeH) that draws every letter as a capital.
public enum TCVN3CapitalFont {
    /// `PHƯờNG NGUYễN` → `PHƯỜNG NGUYỄN`. Text is returned as it is unless its only lower-case letters are vowels with
    /// a tone and some word has two capitals: `Xã` alone may be either, and stays.
    public static func restoringCapitals(in text: String) -> String {
        let lowercase = text.unicodeScalars.filter { $0.properties.isLowercase }
        guard !lowercase.isEmpty, lowercase.allSatisfy({ VietnameseLetter($0).map { $0.tone != .level } ?? false })
        else { return text }
        let hasCapitalWord = text.split(separator: " ").contains { word in
            word.unicodeScalars.count(where: { $0.properties.isUppercase }) >= 2
        }
        return hasCapitalWord ? text.uppercased() : text
    }
}
