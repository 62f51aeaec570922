/// How Vietnamese a text looks: the measure by which one reading of its bytes is preferred to another.
public enum SyllableScore {
    /// The share (0…1) of words with a letter outside ASCII that are possible syllables; nil when there is no such
    /// word, because plain ASCII reads the same in every encoding and says nothing.
    public static func share(of text: String) -> Double? {
        let evidence = TextEvidence(of: text)
        return evidence.words == 0 ? nil : Double(evidence.syllables) / Double(evidence.words)
    }
}

/// What a text says for and against the reading of bytes that made it.
struct TextEvidence: Sendable {
    /// Logarithm of the odds that a person wrote this rather than that bytes were read wrongly; around 2 to 4 for each
    /// Vietnamese word, below −3 for each word of nonsense, 0 for ASCII.
    private(set) var logOdds = 0.0
    /// Words with a letter or sign outside ASCII.
    private(set) var words = 0
    /// Those of them that are Vietnamese syllables.
    private(set) var syllables = 0
    /// Those that are names of the Highlands by their build, or single letters and abbreviations with Đ, Ă….
    private(set) var plausible = 0
    /// Signs and letters that Vietnamese text does not have.
    private(set) var strangers = 0
    /// Letters of other scripts.
    private(set) var otherScript = 0

    init() {}

    init(of text: String) { add(text) }

    /// Share of telling words that are well spelled, names counting half; nil without such words.
    var wellSpelledShare: Double? {
        words == 0 ? nil : (Double(syllables) + 0.5 * Double(plausible)) / Double(words)
    }

    mutating func add(_ text: String) {
        var word = Word()
        for scalar in text.unicodeScalars {
            let kind = ScalarClass.of(scalar)
            switch kind.kind {
            case .separator:
                close(&word)
            default:
                word.append(kind, isASCII: scalar.isASCII)
            }
        }
        close(&word)
    }

    private mutating func close(_ word: inout Word) {
        defer { if word.length > 0 { word = Word() } }
        guard word.isTelling else { return }
        words += 1
        strangers += word.strays + word.foreign
        otherScript += word.otherScript
        if word.otherScript == word.length { return }
        if word.units == word.length || (word.units > 0 && word.units + word.asciiLetters == word.length) {
            // `²`, `m²`: known signs in their place, which misread bytes also make.
            logOdds -= 1
            return
        }
        if word.strays == word.length, word.controls == 0 {
            // `©`, `½`, `§` by themselves are signs that people type.
            logOdds -= 1.5
            return
        }
        logOdds -= word.strangeness
        if word.strays + word.foreign + word.otherScript + word.units > 0 {
            logOdds -= Weight.misspelled
            return
        }
        if word.letters == 1 {
            // `Đ`, `ở`, `á`: too short to be spelled wrongly.
            plausible += 1
            logOdds += min(0.5, word.weight)
        } else if word.shape.isSyllable && word.highland == 0 {
            syllables += 1
            logOdds += Weight.syllable + word.weight
            if VietnameseSyllable.frequent.contains(word.shape.withTone) { logOdds += Weight.frequent }
        } else if word.isAbbreviation {
            plausible += 1
            logOdds += 0.5
        } else if word.shape.isHighlandSyllable {
            plausible += 1
            logOdds += Weight.highland + min(0, word.weight)
        } else {
            logOdds += min(0, word.weight) - Weight.misspelled
        }
    }

    /// Logarithms of odds, from the share of each event among the names of Viet Nam's units in the right reading and in
    /// the wrong ones.
    private enum Weight {
        /// 99 % of words in the right reading, a fifth in a wrong one.
        static let syllable = 1.5
        /// 1 % against two thirds.
        static let misspelled = 3.5
        /// A word of the list in `VietnameseSyllable.frequent`: every second one in the right reading, 2 % in others.
        static let frequent = 2.0
        /// Rarer than a misreading that looks alike, but common in the Highlands.
        static let highland = -0.7
    }

    /// One word between blanks, digits and punctuation.
    private struct Word {
        var shape = WordShape()
        var length = 0
        var letters = 0
        var asciiLetters = 0
        var highland = 0
        var foreign = 0
        var otherScript = 0
        var units = 0
        var strays = 0
        /// Strays that nobody types.
        var controls = 0
        var weight = 0.0
        var isTelling = false
        private var upper = 0
        private var asciiLower = 0
        private var otherLower = 0
        /// Small letters without a tone mark outside ASCII: ă â đ ê ô ơ ư, which have capitals in every encoding.
        private var tonelessLower = 0
        private var raised = 0
        private var vowels = 0

        mutating func append(_ kind: ScalarClass, isASCII: Bool) {
            length += 1
            if !isASCII { isTelling = true }
            switch kind.kind {
            case .letter, .highland:
                letters += 1
                if kind.kind == .highland { highland += 1 }
                if isASCII { asciiLetters += 1 }
                if kind.isVowel { vowels += 1 }
                if kind.isUppercase {
                    upper += 1
                    // `NguyÔn`: a capital behind a small letter; `KMăl` has it in the second place.
                    if letters > 1, asciiLower + otherLower > 0 { raised += 1 }
                } else if isASCII {
                    asciiLower += 1
                } else {
                    otherLower += 1
                    if kind.tone == 0 { tonelessLower += 1 }
                }
                shape.append(kind)
                weight += Double(kind.weight) / 100
            case .foreign: foreign += 1
            case .otherScript: otherScript += 1
            case .unit: units += 1
            case .stray:
                strays += 1
                if kind.isControl { controls += 1 }
            case .separator: break
            }
        }

        /// `QĐ`, `UBNDTĐ`, `ĐH`: capitals without a vowel, six at most.
        var isAbbreviation: Bool { letters <= 6 && upper == letters && vowels == 0 }

        /// What no writer does: signs inside words, scripts mixed, capitals behind small letters. In capitals, small
        /// vowels with a tone are how TCVN3 comes from a capital font; other small letters are not.
        var strangeness: Double {
            var cost = 4.0 * Double(min(strays, 3)) + 2.5 * Double(min(foreign, 3)) + 0.8 * Double(highland)
            if otherScript > 0, letters + foreign > 0 { cost += 4 * Double(min(otherScript, 3)) }
            cost += 1.0 * Double(units)
            let isCapitals = upper >= 2 && asciiLower == 0
            if isCapitals {
                cost += 0.3 * Double(otherLower - tonelessLower) + 2 * Double(tonelessLower)
            } else {
                cost += 3 * Double(raised)
                if upper > 1, raised == 0 { cost += 0.5 }
            }
            return cost
        }
    }
}
