internal import VietnameseText

/// How well a candidate's texts fit one reading of the query.
struct SearchScore {
    let match: SearchMatch
    let value: Double
    /// Whether the title holds all of it.
    let isInTitle: Bool

    /// The best of all readings; nil when the texts fit none.
    /// - Parameters:
    ///   - title: as people write it.
    ///   - detail: what else may hold words of the query.
    static func best(_ readings: [SearchReading], title: String, detail: [String] = []) -> SearchScore? {
        let words = SearchText.folded(title).split(separator: " ").map(String.init)
        let others = detail.flatMap { SearchText.folded($0).split(separator: " ").map(String.init) }
        return best(readings, Candidate(title: title, words: words, others: others))
    }

    /// The same for words that were folded before.
    static func best(_ readings: [SearchReading], _ candidate: Candidate) -> SearchScore? {
        readings.lazy.compactMap { SearchScore($0, candidate) }.max { $0.value < $1.value }
    }

    /// For one search, in one thread.
    final class Candidate {
        let title: String
        let words: [String]
        let others: [String]
        /// Needed when marks were typed; made once for all readings.
        private(set) lazy var titleWords = SearchWord.words(of: title)

        init(title: String, words: [String], others: [String]) {
            self.title = title
            self.words = words
            self.others = others
        }
    }

    private init?(_ reading: SearchReading, _ candidate: Candidate) {
        let wanted = reading.words.map(\.folded)
        guard let last = wanted.last else { return nil }
        var value: Double
        if let place = Self.place(of: wanted, in: candidate.words) {
            let end = place + wanted.count
            let isWhole = candidate.words[end - 1] == last
            let marks = Self.agreement(reading.words, candidate, at: place)
            if isWhole, place == 0, end == candidate.words.count {
                match = marks.isFull ? .exact : .withoutMarks
            } else {
                match = isWhole ? .inOrder : .prefix
            }
            value = match.score + marks.score + (place == 0 ? 30 : 0)
            // What is left over makes it less likely to be meant.
            value -= Double(min(candidate.words.count - wanted.count, 8)) * 3
            isInTitle = true
        } else if let place = Self.place(of: wanted, in: candidate.others) {
            match = candidate.others[place + wanted.count - 1] == last ? .inOrder : .prefix
            value = match.score - 120
            isInTitle = false
        } else {
            let all = candidate.words + candidate.others
            let isOrdered = Self.isSubsequence(wanted, of: all)
            guard isOrdered || Self.holds(all, wanted) else { return nil }
            let isWhole = all.contains(last)
            match = isOrdered && isWhole ? .inOrder : isOrdered ? .prefix : .anyOrder
            isInTitle = Self.holds(candidate.words, wanted)
            value = match.score - (isInTitle ? 60 : 140) - (isWhole ? 0 : 40)
        }
        switch reading.origin {
        case .asTyped: break
        case .abbreviation: value -= 10
        case .spelling: value -= 60
        case .joined: value -= 40
        case .keystrokes: value -= 150
        }
        self.value = value
    }

    /// Where the words stand side by side, the last perhaps longer than typed: first a place where it is whole.
    private static func place(of wanted: [String], in words: [String]) -> Int? {
        guard !wanted.isEmpty, words.count >= wanted.count else { return nil }
        var unfinished: Int?
        for start in 0...(words.count - wanted.count) {
            let end = start + wanted.count - 1
            guard words[start..<end].elementsEqual(wanted.dropLast()) else { continue }
            if words[end] == wanted[wanted.count - 1] { return start }
            if unfinished == nil, words[end].hasPrefix(wanted[wanted.count - 1]) { unfinished = start }
        }
        return unfinished
    }

    private static func isSubsequence(_ wanted: [String], of words: [String]) -> Bool {
        var position = 0
        for (index, word) in wanted.enumerated() {
            let isLast = index == wanted.count - 1
            guard let found = words[position...].firstIndex(where: { isLast ? $0.hasPrefix(word) : $0 == word })
            else { return false }
            position = found + 1
        }
        return true
    }

    /// Whether each word begins one of `words`.
    private static func holds(_ words: [String], _ wanted: [String]) -> Bool {
        wanted.allSatisfy { word in words.contains { $0.hasPrefix(word) } }
    }

    /// How the marks that were typed agree with those of the title from `place` on.
    private static func agreement(
        _ wanted: [SearchWord], _ candidate: Candidate, at place: Int
    ) -> (isFull: Bool, score: Double) {
        let hasMarks = wanted.contains(where: \.hasMarks)
        // Without marks on either side there is nothing to compare.
        guard hasMarks else { return (candidate.title.utf8.allSatisfy { $0 < 0x80 }, 0) }
        let words = candidate.titleWords
        guard words.count == candidate.words.count else { return (false, 0) }
        var isFull = true
        var score = 0.0
        for (index, word) in wanted.enumerated() {
            let other = words[place + index]
            if other.toned == word.toned {
                score += word.hasMarks ? 8 : 0
            } else {
                isFull = false
                // An unfinished word has its marks yet to come.
                if word.hasMarks, index < wanted.count - 1 || other.folded == word.folded { score -= 40 }
            }
        }
        return (isFull, score)
    }
}
