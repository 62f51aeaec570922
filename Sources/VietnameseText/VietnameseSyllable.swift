/// Whether a written word can be a Vietnamese syllable: initial consonant, rhyme, tone.
///
/// Spelling rules, not a dictionary: `nghiêng` yes, `nguyôn` no. Names of other peoples of the Highlands (`Đak Đoa`,
/// `Chư Prông`) often fail; they have rules of their own (`isHighlandSyllable`).
public enum VietnameseSyllable {
    /// `word` must be composed; case does not matter. False for the empty word and for anything but letters.
    public static func isValid(_ word: some StringProtocol) -> Bool {
        var shape = WordShape()
        for scalar in word.unicodeScalars {
            let kind = ScalarClass.of(scalar)
            guard kind.kind == .letter else { return false }
            shape.append(kind)
        }
        return shape.isSyllable
    }

    /// Longest initials need not go first: all joins of initial and rhyme are made once.
    private static let initials = [
        "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m",
        "n", "p", "r", "s", "t", "v", "x", "",
    ]

    private static let rhymes: [String] =
        """
        a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
        e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
        o oc oi om on ong oong ooc op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
        oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt
        uân uâng uât uây uê uêch uênh uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu
        ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu yn ynh yt yu
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    /// Toneless syllables, packed as `WordShape` packs them.
    static let toneless: Set<UInt64> = {
        var packed: Set<UInt64> = [WordShape.packed("gi")]
        for initial in initials {
            for rhyme in rhymes { packed.insert(WordShape.packed(initial + rhyme)) }
        }
        return packed
    }()

    /// Words that names, addresses and headings of departments are full of: when two readings both make syllables, the
    /// one with these is right. Only words with a letter outside ASCII tell readings apart.
    static let frequent: Set<UInt64> = Set(
        """
        xã phường thị trấn huyện tân sơn bình hòa hoà phú đông thành mỹ xuân vĩnh hưng phước hải lộc đức châu tây hà thạnh
        bắc đồng khánh thuận quảng nghĩa văn phố lâm thượng hồng hiệp mường thủy thái tỉnh quận đường số trường tiểu học
        trung mầm mẫu giáo bệnh viện trạm tế chợ cầu suối sông hồ đập thủy lợi điện nước đất ở trồng cây hằng năm lâu rừng
        phòng hộ sản xuất đặc dụng nhà văn hóa khu vực dân cư tổ thôn làng buôn ấp xóm khối quốc tỉnh lộ đường đê kênh
        nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý thị hữu chủ sử quy hoạch dự án công ty cổ phần
        tên loại diện tích ghi chú mã đơn vị hành chính đắk đăk chư krông kông định gia nhơn an nhân hội việt độc lập tự do hạnh
        phúc cộng chủ nghĩa ngày tháng năm cấp giấy phép của và có không được theo từ đến tại các những người này cho với
        """.split(whereSeparator: \.isWhitespace).compactMap { word in
            var shape = WordShape()
            for scalar in word.unicodeScalars { shape.append(ScalarClass.of(scalar)) }
            return word.utf8.allSatisfy { $0 < 0x80 } ? nil : shape.withTone
        })
}

/// The letters of one word as far as spelling goes, packed into an integer: judging a word allocates nothing.
struct WordShape {
    private(set) var length = 0
    private var packed: UInt64 = 0
    private var last: UInt8 = 0
    private var beforeLast: UInt8 = 0
    private(set) var tone: UInt8 = 0
    private(set) var tones = 0
    /// Changes between vowels and consonants: a syllable has at most consonants, vowels, consonants.
    private var runs = 0
    private var lastWasVowel: Bool?
    private var vowels = 0
    private var longestConsonants = 0
    private var consonants = 0
    /// `aâ`, `oâ`, `uù`: no language here doubles a vowel to mark it; VNI read as something else looks so.
    private(set) var hasImpossiblePair = false

    /// Six bits for a letter, ten letters; nothing longer is a syllable.
    private static let capacity = 10

    static func packed(_ toneless: String) -> UInt64 {
        toneless.unicodeScalars.reduce(0) { $0 << 6 | UInt64(ScalarClass.codeOfLetter[$1] ?? 63) }
    }

    mutating func append(_ letter: ScalarClass) {
        length += 1
        if letter.isVowel, letter.tone > 0 || letter.code > Self.plainLetters, Self.isImpossible(last, letter.code) {
            hasImpossiblePair = true
        }
        if length <= Self.capacity { packed = packed << 6 | UInt64(letter.code) }
        beforeLast = last
        last = letter.tone == 0 ? letter.code : letter.code | Self.tonedFlag
        if letter.tone != 0 {
            tone = letter.tone
            tones += 1
        }
        let isVowel = letter.isVowel || letter.kind == .highland
        if isVowel != lastWasVowel { runs += 1 }
        lastWasVowel = isVowel
        if isVowel {
            vowels += 1
            consonants = 0
        } else {
            consonants += 1
            longestConsonants = max(longestConsonants, consonants)
        }
    }

    /// Whether a marked vowel cannot stand behind the plain vowel `first`.
    private static func isImpossible(_ first: UInt8, _ second: UInt8) -> Bool {
        switch ScalarClass.letter(first) {
        case "a", "e": true
        // `Boòng`, `soóc` double the o.
        case "o": !["a", "ă", "e", "o"].contains(ScalarClass.letter(second))
        case "u": ["u", "ư"].contains(ScalarClass.letter(second))
        case "i", "y": ["i", "y"].contains(ScalarClass.letter(second))
        default: false
        }
    }

    private static let plainLetters: UInt8 = 26
    /// Set on `last` where the letter has a tone: it is no plain vowel then.
    private static let tonedFlag: UInt8 = 0x80

    /// The packed word with its tone, for `VietnameseSyllable.frequent`.
    var withTone: UInt64 { packed << 3 | UInt64(tone) }

    /// One tone at most; syllables that end in a stop have the acute or the dot tone only.
    var isSyllable: Bool {
        guard length > 0, length <= 7, tones <= 1, !hasImpossiblePair, VietnameseSyllable.toneless.contains(packed)
        else { return false }
        return !endsInStop || tone == Self.acute || tone == Self.dot
    }

    /// `Đak`, `Prông`, `Drăng`, `Kuêh`, `Blứ`: consonants (two or three with a liquid or a nasal), one to three vowels,
    /// one or two consonants that Vietnamese does not end in; at most one tone.
    var isHighlandSyllable: Bool {
        guard length > 1, length <= 7, tones <= 1, !hasImpossiblePair, vowels >= 1, vowels <= 3, longestConsonants <= 3
        else { return false }
        return runs <= 3 || (runs == 4 && length <= 6)
    }

    private static let acute = UInt8(VietnameseLetter.Tone.acute.rawValue)
    private static let dot = UInt8(VietnameseLetter.Tone.dot.rawValue)

    private static let stops = Set("cpt".unicodeScalars.compactMap { ScalarClass.codeOfLetter[$0] })
    private static let letterC = ScalarClass.codeOfLetter["c"] ?? 0
    private static let letterH = ScalarClass.codeOfLetter["h"] ?? 0

    private var endsInStop: Bool {
        Self.stops.contains(last) || (last == Self.letterH && beforeLast == Self.letterC)
    }
}
