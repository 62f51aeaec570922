/// The 134 letters that Vietnamese adds to ASCII, taken apart: a vowel, perhaps a tone mark, and a case.
///
/// Twelve vowels times six tones, less the six that are plain ASCII, plus đ, in both cases.
public struct VietnameseLetter: Hashable, Sendable {
    /// The five written tones; `level` (ngang) has no mark.
    public enum Tone: Int, CaseIterable, Sendable {
        case level, grave, hook, tilde, acute, dot

        /// The combining mark of Unicode (U+0300…), nil for the level tone.
        var combiningMark: Unicode.Scalar? {
            switch self {
            case .level: nil
            case .grave: "\u{300}"
            case .hook: "\u{309}"
            case .tilde: "\u{303}"
            case .acute: "\u{301}"
            case .dot: "\u{323}"
            }
        }

        init?(combiningMark mark: Unicode.Scalar) {
            guard let tone = Tone.allCases.first(where: { $0.combiningMark == mark }) else { return nil }
            self = tone
        }
    }

    /// The letter itself, composed (NFC).
    public let scalar: Unicode.Scalar
    /// The same letter without its tone; still with breve, circumflex, horn or bar.
    public let withoutTone: Unicode.Scalar
    public let tone: Tone
    /// The ASCII letter it is written with when all marks are left out (đ → d).
    public let ascii: Unicode.Scalar
    public let isUppercase: Bool

    /// Lower-case vowels by tone, in the order of `Tone`; the first of each row has no tone.
    private static let vowelRows: [(ascii: Unicode.Scalar, row: String)] = [
        ("a", "aàảãáạ"), ("a", "ăằẳẵắặ"), ("a", "âầẩẫấậ"), ("e", "eèẻẽéẹ"), ("e", "êềểễếệ"), ("i", "iìỉĩíị"),
        ("o", "oòỏõóọ"), ("o", "ôồổỗốộ"), ("o", "ơờởỡớợ"), ("u", "uùủũúụ"), ("u", "ưừửữứự"), ("y", "yỳỷỹýỵ"),
    ]

    /// Vowels with and without marks (plain a, e, i, o, u, y included) and đ, both cases.
    static let alphabet: [VietnameseLetter] = {
        var letters: [VietnameseLetter] = []
        for uppercase in [false, true] {
            func cased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
                // Every letter here has a one-scalar capital.
                uppercase ? scalar.properties.uppercaseMapping.unicodeScalars.first ?? scalar : scalar
            }
            for (ascii, row) in vowelRows {
                let scalars = Array(row.unicodeScalars)
                for tone in Tone.allCases {
                    letters.append(
                        VietnameseLetter(
                            scalar: cased(scalars[tone.rawValue]), withoutTone: cased(scalars[0]), tone: tone,
                            ascii: cased(ascii), isUppercase: uppercase))
                }
            }
            letters.append(
                VietnameseLetter(
                    scalar: cased("đ"), withoutTone: cased("đ"), tone: .level, ascii: cased("d"),
                    isUppercase: uppercase))
        }
        return letters
    }()

    /// The 134 letters outside ASCII.
    public static let all: [VietnameseLetter] = alphabet.filter { !$0.scalar.isASCII }

    private static let byScalar = Dictionary(uniqueKeysWithValues: alphabet.map { ($0.scalar, $0) })
    private static let byParts = Dictionary(
        uniqueKeysWithValues: alphabet.map { (Parts(withoutTone: $0.withoutTone, tone: $0.tone), $0.scalar) })

    private struct Parts: Hashable {
        let withoutTone: Unicode.Scalar
        let tone: Tone
    }

    /// A vowel or đ by its composed scalar; nil for consonants and everything foreign.
    public init?(_ scalar: Unicode.Scalar) {
        guard let letter = Self.byScalar[scalar] else { return nil }
        self = letter
    }

    private init(
        scalar: Unicode.Scalar, withoutTone: Unicode.Scalar, tone: Tone, ascii: Unicode.Scalar, isUppercase: Bool
    ) {
        self.scalar = scalar
        self.withoutTone = withoutTone
        self.tone = tone
        self.ascii = ascii
        self.isUppercase = isUppercase
    }

    /// The composed letter of a toneless vowel and a tone; nil where Vietnamese has none (`đ` with a grave).
    static func composed(_ withoutTone: Unicode.Scalar, _ tone: Tone) -> Unicode.Scalar? {
        byParts[Parts(withoutTone: withoutTone, tone: tone)]
    }
}
