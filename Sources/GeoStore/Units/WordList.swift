internal import VietnameseText

/// The words of a list of texts in their order, each with the places of the texts that have it.
struct WordList {
    private let entries: [(word: String, owner: Int)]

    /// - Parameter texts: each as `words` has it.
    init(_ texts: [[String]]) {
        entries = texts.enumerated().flatMap { owner, words in words.map { (word: $0, owner: owner) } }
            .sorted { ($0.word, $0.owner) < ($1.word, $1.owner) }
    }

    /// The words of a text, as `SearchText.folded` gives them.
    static func words(of text: String) -> [String] { SearchText.folded(text).split(separator: " ").map(String.init) }

    /// Places of the texts that have a word, or one that begins with it; each once.
    /// - Parameter word: as `SearchText.folded` gives it.
    func owners(of word: String, asPrefix: Bool) -> [Int] {
        var found: [Int] = []
        for entry in entries[firstIndex(notBelow: word)...] {
            guard asPrefix ? entry.word.hasPrefix(word) : entry.word == word else { break }
            if found.last != entry.owner { found.append(entry.owner) }
        }
        return asPrefix ? Array(Set(found)) : found
    }

    private func firstIndex(notBelow word: String) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].word < word { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// What a unit is found by, folded.
struct UnitWords: Sendable {
    let name: [String]
    let kind: [String]
    /// Its kind, and the titles of the units it belongs to.
    let around: [String]
}
