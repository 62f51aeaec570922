/// One way to understand what was typed.
public struct SearchReading: Hashable, Sendable {
    /// How far the words are from those typed; smaller is nearer.
    public enum Origin: Int, Hashable, Sendable, Comparable {
        case asTyped, abbreviation, spelling, joined, keystrokes

        public static func < (left: Origin, right: Origin) -> Bool { left.rawValue < right.rawValue }
    }

    /// The last may be unfinished.
    public let words: [SearchWord]
    public let origin: Origin

    public init(words: [SearchWord], origin: Origin) {
        self.words = words
        self.origin = origin
    }

    /// Words of a query beyond these are not looked at.
    public static let maximumWords = 12
    private static let maximumCount = 12

    /// All ways to read a query, as typed first.
    /// - Parameter isKnown: whether a folded word, or one that begins with it, occurs anywhere.
    public static func readings(
        of text: String, isKnown: (_ word: String, _ asPrefix: Bool) throws -> Bool
    ) rethrows -> [SearchReading] {
        let typed = Array(SearchWord.words(of: text).prefix(maximumWords))
        guard !typed.isEmpty else { return [] }
        var list = ReadingList(maximum: maximumCount)
        list.add(typed, .asTyped)
        for choice in 0..<2 {
            if let words = Abbreviations.expanded(typed, choice: choice) { list.add(words, .abbreviation) }
        }
        // `TL 661` is a road that a table calls `ĐT.661`.
        for words in list.readings.map(\.words) {
            for choice in 0..<2 {
                if let short = Abbreviations.contracted(words, choice: choice) { list.add(short, .abbreviation) }
            }
        }
        if let words = struck(text) {
            list.add(words, .keystrokes)
            if let long = Abbreviations.expanded(words, choice: 0) { list.add(long, .keystrokes) }
        }
        for reading in list.readings {
            try addSpellings(of: reading, to: &list, isKnown)
        }
        return list.readings
    }

    /// The words as an input method would have made them of the keys.
    private static func struck(_ text: String) -> [SearchWord]? {
        var isChanged = false
        let words = text.split { $0.isWhitespace || ",.;".contains($0) }.prefix(maximumWords).flatMap { part in
            guard let made = Keystrokes.reading(of: String(part)) else { return SearchWord.words(of: String(part)) }
            isChanged = true
            return SearchWord.words(of: made)
        }
        return isChanged ? Array(words.prefix(maximumWords)) : nil
    }

    /// `plei ku` for `Pleiku` and the other way about; `Đắc` for `Đắk`.
    private static func addSpellings(
        of reading: SearchReading, to list: inout ReadingList,
        _ isKnown: (_ word: String, _ asPrefix: Bool) throws -> Bool
    ) rethrows {
        let words = reading.words
        for index in words.indices {
            let isLast = index == words.count - 1
            let word = words[index].folded
            guard word.first.map({ !$0.isNumber }) == true else { continue }
            if let other = withOtherEnd(word), try isKnown(other, isLast) {
                list.add(words.replacing(index..<index + 1, by: [other]), max(.spelling, reading.origin))
            }
            if !isLast, words[index + 1].folded.first.map({ !$0.isNumber }) == true {
                let joined = word + words[index + 1].folded
                if try isKnown(joined, index + 1 == words.count - 1) {
                    list.add(words.replacing(index..<index + 2, by: [joined]), max(.joined, reading.origin))
                }
            }
            for cut in 2..<max(2, word.count - 1) {
                let (head, tail) = (String(word.prefix(cut)), String(word.dropFirst(cut)))
                guard try isKnown(head, false), try isKnown(tail, isLast) else { continue }
                list.add(words.replacing(index..<index + 1, by: [head, tail]), max(.joined, reading.origin))
            }
        }
    }

    /// Names of the Highlands are written with c and with k at the end.
    private static func withOtherEnd(_ word: String) -> String? {
        guard word.count > 2 else { return nil }
        if word.hasSuffix("k") { return word.dropLast() + "c" }
        return word.hasSuffix("c") ? word.dropLast() + "k" : nil
    }
}

/// Readings without repetition, up to a number.
private struct ReadingList {
    let maximum: Int
    private(set) var readings: [SearchReading] = []

    init(maximum: Int) { self.maximum = maximum }

    mutating func add(_ words: [SearchWord], _ origin: SearchReading.Origin) {
        guard readings.count < maximum, !readings.contains(where: { $0.words.map(\.folded) == words.map(\.folded) })
        else { return }
        readings.append(SearchReading(words: words, origin: origin))
    }
}

extension [SearchWord] {
    fileprivate func replacing(_ range: Range<Int>, by words: [String]) -> [SearchWord] {
        self[..<range.lowerBound] + words.map { SearchWord(folded: $0, toned: $0) } + self[range.upperBound...]
    }
}
