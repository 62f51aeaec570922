internal import Foundation

/// What a password must be: long, and none that everybody tries first. No rule about kinds of characters, no expiry
/// (NIST SP 800-63B, 5.1.1.2).
public enum PasswordRules {
    /// Characters.
    public static let minimum = 12
    /// More says nothing more, and costs time before it is refused.
    static let maximumBytes = 1024

    /// - Throws: `PasswordFault`.
    public static func check(_ password: String, login: String) throws(PasswordFault) {
        guard password.utf8.count <= maximumBytes else { throw .tooLong(maximumBytes: maximumBytes) }
        let text = password.precomposedStringWithCompatibilityMapping
        guard text.count >= minimum else { throw .tooShort(minimum: minimum) }
        let folded = text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            .lowercased().replacing("đ", with: "d")
        let letters = folded.filter { $0.isLetter }
        let name = login.lowercased()
        let nameLetters = name.prefix { $0 != "@" }.filter { $0.isLetter }
        if folded.contains(name), folded.count - name.count < minimum / 2 { throw .isTheLogin }
        if !nameLetters.isEmpty, isMade(of: String(nameLetters), letters) { throw .isTheLogin }
        // A word that everybody knows stays one with digits and signs around it, and twice.
        if words.contains(where: { isMade(of: $0, letters) }) { throw .common }
        if Set(folded).count < 5 || isRun(folded) { throw .common }
    }

    /// Whether a text is a word, once or repeated.
    private static func isMade(of word: String, _ text: String) -> Bool {
        !text.isEmpty && text.count % word.count == 0
            && text == String(repeating: word, count: text.count / word.count)
    }

    /// A piece of a row of keys or of the alphabet, forwards or backwards, also begun again at its end.
    private static func isRun(_ text: String) -> Bool {
        rows.contains { row in
            let twice = String(repeating: row, count: 1 + text.count / row.count + 1)
            return twice.contains(text) || String(twice.reversed()).contains(text)
        }
    }

    private static let rows = [
        "0123456789", "1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertyuiop",
        "1qaz2wsx3edc4rfv5tgb6yhn", "1q2w3e4r5t6y7u8i9o0p",
    ]

    /// Their letters only, without tone marks.
    private static let words = [
        "password", "passw", "pass", "passphrase", "matkhau", "matkhaumoi", "matkhaucuatoi", "admin", "administrator",
        "quantri", "quantrivien", "root", "user", "nguoidung", "guest", "test", "demo", "welcome", "xinchao", "letmein",
        "changeme", "doimatkhau", "secret", "bimat", "qwerty", "qwertyuiop", "abc", "abcd", "asdf", "iloveyou",
        "anhyeuem", "emyeuanh", "toiyeuvietnam", "vietnam", "gialai", "tinhgialai", "pleiku", "quynhon", "binhdinh",
        "hanoi", "saigon", "geosector", "tileserver", "postgres", "spatialite", "football", "monkey", "dragon",
    ]
}
