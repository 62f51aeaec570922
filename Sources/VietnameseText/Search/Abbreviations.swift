/// Short forms that people and tables use for the kinds of places: `P.`, `TX.`, `QL`, `THCS`.
public enum Abbreviations {
    /// Folded short form, and what it may stand for, the likeliest first.
    static let meanings: [String: [String]] = [
        "p": ["phường"], "x": ["xã"], "h": ["huyện"], "q": ["quận"], "t": ["tỉnh"], "d": ["đường"], "tp": ["thành phố"],
        "tx": ["thị xã"], "tt": ["thị trấn", "trung tâm"], "dk": ["đặc khu"], "ql": ["quốc lộ"],
        "dt": ["đường tỉnh", "tỉnh lộ"], "tl": ["tỉnh lộ", "đường tỉnh"], "hl": ["hương lộ", "huyện lộ"],
        "dh": ["đường huyện", "đại học"], "ct": ["cao tốc", "công ty"], "cty": ["công ty"], "th": ["tiểu học"],
        "thcs": ["trung học cơ sở"], "thpt": ["trung học phổ thông"], "ptdtnt": ["phổ thông dân tộc nội trú"],
        "ptdtbt": ["phổ thông dân tộc bán trú"], "mn": ["mầm non"], "mg": ["mẫu giáo"], "cd": ["cao đẳng"],
        "gdtx": ["giáo dục thường xuyên"], "ubnd": ["ủy ban nhân dân"], "hdnd": ["hội đồng nhân dân"],
        "bv": ["bệnh viện"], "bvdk": ["bệnh viện đa khoa"], "pk": ["phòng khám"], "pkdk": ["phòng khám đa khoa"],
        "tyt": ["trạm y tế"], "ttyt": ["trung tâm y tế"], "kcn": ["khu công nghiệp"], "ccn": ["cụm công nghiệp"],
        "kdc": ["khu dân cư"], "kdt": ["khu đô thị"], "kp": ["khu phố"], "tdp": ["tổ dân phố"], "nvh": ["nhà văn hóa"],
        "htx": ["hợp tác xã"], "nm": ["nhà máy"], "tttm": ["trung tâm thương mại"], "vqg": ["vườn quốc gia"],
    ]

    /// Forms of one letter mean something before a name only, and are in no long form's place.
    private static let longestUnsure = 1

    private static let expansions: [String: [[SearchWord]]] = meanings.mapValues { $0.map(SearchWord.words) }

    /// Phrases with their short forms, the likeliest first. Longer phrases first: `phòng khám đa khoa` before
    /// `phòng khám`.
    private static let contractions: [(words: [String], shorts: [SearchWord])] = {
        var shorts: [[String]: [(rank: Int, short: String)]] = [:]
        for (short, phrases) in meanings where short.count > longestUnsure {
            for (rank, phrase) in phrases.enumerated() {
                shorts[SearchWord.words(of: phrase).map(\.folded), default: []].append((rank, short))
            }
        }
        return shorts.map { words, forms in
            (words: words, shorts: forms.sorted { $0 < $1 }.map { SearchWord(folded: $0.short, toned: $0.short) })
        }.sorted { $0.words.count > $1.words.count }
    }()

    /// The words with every short form written out.
    /// - Parameter choice: which of several meanings, 0 for the likeliest; the last there is where there are fewer.
    /// - Returns: nil when there is no short form.
    static func expanded(_ words: [SearchWord], choice: Int) -> [SearchWord]? {
        var result: [SearchWord] = []
        var hasExpanded = false
        for (index, word) in words.enumerated() {
            guard let meanings = expansions[word.folded],
                word.folded.count > longestUnsure || index < words.count - 1
            else {
                result.append(word)
                continue
            }
            hasExpanded = true
            result += meanings[min(choice, meanings.count - 1)]
        }
        return hasExpanded ? result : nil
    }

    /// The words with every long form made short, as tables often write it; nil when there is none.
    /// - Parameter choice: which of several short forms, as in `expanded`.
    static func contracted(_ words: [SearchWord], choice: Int) -> [SearchWord]? {
        var result: [SearchWord] = []
        var index = 0
        var hasContracted = false
        while index < words.count {
            let rest = words[index...].map(\.folded)
            if let found = contractions.first(where: { rest.starts(with: $0.words) }) {
                result.append(found.shorts[min(choice, found.shorts.count - 1)])
                index += found.words.count
                hasContracted = true
            } else {
                result.append(words[index])
                index += 1
            }
        }
        return hasContracted ? result : nil
    }
}
