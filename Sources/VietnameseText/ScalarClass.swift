/// What one character tells about the reading that produced it, looked up in one step: this is asked for every
/// character of every doubtful value.
struct ScalarClass: Sendable {
    enum Kind: UInt8, Sendable {
        /// A blank, a digit, ASCII punctuation, and what typographers put between words.
        case separator
        /// A letter that Vietnamese uses, ASCII included; f, j, w, z for the sake of names.
        case letter
        /// A letter of Jrai, Bahnar and Ede that Vietnamese lacks.
        case highland
        /// Another Latin letter.
        case foreign
        /// A letter or sign of another script.
        case otherScript
        /// A sign that text has beside a word: `m²`, `45°`.
        case unit
        /// A sign, a control or a mark that no word has in it.
        case stray
    }

    let kind: Kind
    /// 1…37 for a Vietnamese letter without its tone in lower case, 0 for all else. Five words of them make a syllable.
    let code: UInt8
    let tone: UInt8
    let isUppercase: Bool
    let isVowel: Bool
    let isControl: Bool
    /// Hundredths of the logarithm of how much likelier this letter is in Vietnamese than in bytes read at random.
    let weight: Int16

    static func of(_ scalar: Unicode.Scalar) -> ScalarClass {
        let value = Int(scalar.value)
        if value < 0x250 { return low[value] }
        if value >= 0x1EA0 && value < 0x1F00 { return high[value - 0x1EA0] }
        return ScalarClass(
            kind: rareKind(scalar), code: 0, tone: 0, isUppercase: false, isVowel: false,
            isControl: scalar.value >= 0xFFF0, weight: 0)
    }

    /// Toneless letters in lower case by code − 1.
    static let letters = Array("abcdefghijklmnopqrstuvwxyzăâđêôơư".unicodeScalars)
    static let codeOfLetter: [Unicode.Scalar: UInt8] = Dictionary(
        uniqueKeysWithValues: letters.enumerated().map { ($0.element, UInt8($0.offset + 1)) })

    /// The letter of a code, nil for 0 and for anything that is none.
    static func letter(_ code: UInt8) -> Unicode.Scalar? {
        code > 0 && Int(code) <= letters.count ? letters[Int(code) - 1] : nil
    }

    private static let low: [ScalarClass] = (0..<0x250).map { make(Unicode.Scalar($0) ?? "\u{FFFD}") }
    private static let high: [ScalarClass] = (0x1EA0..<0x1F00).map { make(Unicode.Scalar($0) ?? "\u{FFFD}") }

    private static func make(_ scalar: Unicode.Scalar) -> ScalarClass {
        let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
        let letter = VietnameseLetter(lower)
        let toneless = letter?.withoutTone ?? lower
        let code = codeOfLetter[toneless] ?? 0
        return ScalarClass(
            kind: code > 0 ? .letter : rareKind(scalar), code: code, tone: UInt8(letter?.tone.rawValue ?? 0),
            isUppercase: lower != scalar, isVowel: letter != nil && toneless != "đ",
            isControl: scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar == "\u{AD}",
            weight: scalar.isASCII || code == 0 ? 0 : weight(of: lower))
    }

    /// From the 29,333 letters outside ASCII in the names of Viet Nam's administrative units (`vietnamadminunits`
    /// 1.0.4), evened out towards prose: logarithm of the share times 128, the number of upper bytes.
    private static func weight(of lower: Unicode.Scalar) -> Int16 {
        if "ãườđâàịơệêạôấáả".unicodeScalars.contains(lower) { return 140 }
        if "úìòậĩồộăớếắợốềọứùầủựữểởóíýổễừ".unicodeScalars.contains(lower) { return 60 }
        if "ỳụũẩằỹỉửèặỏéỗõ".unicodeScalars.contains(lower) { return -30 }
        return -130
    }

    private static func rareKind(_ scalar: Unicode.Scalar) -> Kind {
        if scalar.isASCII {
            return scalar.value < 0x20 && !"\t\n\r".unicodeScalars.contains(scalar) ? .stray : .separator
        }
        switch scalar {
        case "\u{A0}", "\u{2010}"..."\u{2015}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2026}", "\u{2022}":
            return .separator
        case "²", "³", "°", "º", "€", "₫", "≤", "≥", "±", "\u{2122}": return .unit
        case "ñ", "Ñ", "č", "Č", "ŏ", "Ŏ", "ĕ", "Ĕ", "ĭ", "Ĭ", "ŭ", "Ŭ", "ƀ", "Ƀ": return .highland
        default: break
        }
        switch scalar.value {
        case 0x80..<0xC0, 0xD7, 0xF7, 0x2000..<0x2C00, 0x300..<0x370, 0xFFF0...0xFFFF, 0x2A0..<0x300: return .stray
        case 0xC0..<0x2A0, 0x1E00..<0x1F00: return .foreign
        default: return .otherScript
        }
    }
}
