/// Whether a written word can be a Vietnamese syllable: initial consonant, rhyme, tone.
///
/// Spelling rules, not a dictionary: `nghiêng` yes, `nguyôn` no. Names of other peoples of the Highlands (`Đak Đoa`,
/// `Ia Grai`) often fail, so a share of syllables is a measure for comparing readings, not a verdict on one word.
public enum VietnameseSyllable {
    /// `word` must be composed; case does not matter. False for the empty word and for anything but letters.
    public static func isValid(_ word: some StringProtocol) -> Bool {
        var toneless = String.UnicodeScalarView()
        var tone = VietnameseLetter.Tone.level
        for scalar in word.lowercased().unicodeScalars {
            guard let letter = VietnameseLetter(scalar) else {
                toneless.append(scalar)
                continue
            }
            if letter.tone != .level {
                // One syllable carries one tone.
                guard tone == .level else { return false }
                tone = letter.tone
            }
            toneless.append(letter.withoutTone)
        }
        return isValid(toneless: String(toneless), tone: tone)
    }

    private static func isValid(toneless: String, tone: VietnameseLetter.Tone) -> Bool {
        for initial in initials where toneless.hasPrefix(initial) {
            let rhyme = String(toneless.dropFirst(initial.count))
            guard rhymes.contains(rhyme) || (initial == "gi" && rhyme.isEmpty) else { continue }
            return isSpeakable(rhyme: rhyme, tone: tone)
        }
        return false
    }

    /// Syllables that end in a stop have the acute or the dot tone only.
    private static func isSpeakable(rhyme: String, tone: VietnameseLetter.Tone) -> Bool {
        let endsInStop = ["c", "ch", "p", "t"].contains { rhyme.hasSuffix($0) }
        return !endsInStop || tone == .acute || tone == .dot
    }

    /// Longest first, so that `ngh` is not read as `n`.
    private static let initials = [
        "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
        "n", "p", "r", "s", "t", "v", "x", "",
    ]

    private static let rhymes: Set<String> = Set(
        """
        a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
        e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
        o oc oi om on ong oong ooc op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
        oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt
        uân uâng uât uây uê uêch uênh uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu
        ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu yn ynh yt yu
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
