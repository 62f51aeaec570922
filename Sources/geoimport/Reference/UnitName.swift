import VietnameseText

/// Names of administrative units in free text: with or without tone marks, with or without their kind.
enum UnitName {
    enum Level: Int, Hashable, Sendable, Comparable {
        case commune, district, province

        static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    /// A place in a text where a unit could be named.
    struct Mention: Hashable, Sendable {
        /// Nil when the text names no kind; a name is then the whole text.
        let levels: Set<Level>?
        /// Possible names by `key`, the longest first.
        let keys: [String]
    }

    /// Kinds as tables write them, folded; longer ones first.
    private static let kinds: [(words: [String], levels: Set<Level>)] = [
        (["thi", "tran"], [.commune]), (["dac", "khu"], [.commune]), (["thi", "xa"], [.district]),
        (["thanh", "pho"], [.district, .province]), (["xa"], [.commune]), (["phuong"], [.commune]),
        (["tt"], [.commune]), (["huyen"], [.district]), (["quan"], [.district]), (["tx"], [.district]),
        (["tp"], [.district, .province]), (["tinh"], [.province]),
    ]
    /// Taken for a kind only at the beginning of a value: `P. Diên Hồng`.
    private static let initials: [String: Set<Level>] = [
        "p": [.commune], "x": [.commune], "h": [.district], "q": [.district], "t": [.province],
    ]
    /// `Thị trấn Nông trường Việt Trung` has five words after its kind; none has more.
    private static let longestName = 5

    /// Letters and digits only, folded, y as i: `Qui Nhơn`, `QUY NHƠN` and `Quy-nhon` are one.
    static func key(_ text: String) -> String { key(words(of: text)[...]) }

    static func mentions(in text: String) -> [Mention] {
        let words = words(of: text)
        guard !words.isEmpty, words.count <= 40 else { return [] }
        var found: [Mention] = []
        var index = 0
        while index < words.count {
            guard let (levels, length) = kind(in: words, at: index) else {
                index += 1
                continue
            }
            index += length
            let keys = (1...longestName).reversed().compactMap { count in
                index + count <= words.count ? key(words[index..<index + count]) : nil
            }
            if !keys.isEmpty { found.append(Mention(levels: levels, keys: keys)) }
        }
        // `Xã` can be the beginning of a name as well, and most tables leave the kind away. A bare number names nothing.
        if found.isEmpty || found.first?.keys.first != key(words.dropFirst()), words.count <= longestName + 2,
            words.contains(where: { $0.contains { !$0.isNumber } })
        {
            found.append(Mention(levels: nil, keys: [key(words[...])]))
        }
        return found
    }

    private static func kind(in words: [String], at index: Int) -> (levels: Set<Level>, length: Int)? {
        for kind in kinds where words[index...].starts(with: kind.words) { return (kind.levels, kind.words.count) }
        if index == 0, words.count > 1, let levels = initials[words[0]] { return (levels, 1) }
        return nil
    }

    private static func words(of text: String) -> [String] {
        let folded = VietnameseFolding.fold(text)
        // By now nearly all texts are ASCII. The lists have 14,000 names, which took 3 % of an import of 300,000 parcels
        // when they were split by character.
        guard folded.utf8.allSatisfy({ $0 < 0x80 }) else {
            return folded.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
        return folded.utf8.split { !isLetterOrDigit($0) }.map { String(Substring($0)) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func key(_ words: ArraySlice<String>) -> String {
        // `Phường 01` is `Phường 1`.
        if words.count == 1, let number = words.first.flatMap({ Int($0) }) { return String(number) }
        return String(
            decoding: words.joined().utf8.map { $0 == UInt8(ascii: "y") ? UInt8(ascii: "i") : $0 }, as: UTF8.self)
    }
}
