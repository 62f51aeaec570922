internal import VietnameseText

/// A land parcel as it is written on papers: `tờ 12 thửa 345`, `thửa đất số 345, tờ bản đồ số 12, xã Ia Dêr`.
struct ParcelNumber: Hashable {
    /// As `ParcelList.key` writes it.
    let sheet: String
    let number: String
    /// Folded words beside it: where it lies.
    let rest: [String]

    private static let sheetFillers: Set<String> = ["ban", "do", "bd", "so", "dia", "chinh"]
    private static let numberFillers: Set<String> = ["dat", "so"]

    init?(_ text: String) {
        var words = SearchText.folded(text).split(separator: " ").map(String.init)
        guard let sheet = Self.take("to", Self.sheetFillers, from: &words),
            let number = Self.take("thua", Self.numberFillers, from: &words)
        else { return nil }
        self.sheet = sheet
        self.number = number
        rest = words
    }

    /// Takes the word, what fills in behind it and its number out.
    private static func take(_ word: String, _ fillers: Set<String>, from words: inout [String]) -> String? {
        for start in words.indices where words[start] == word {
            var end = start + 1
            while end < words.count, fillers.contains(words[end]) { end += 1 }
            guard end < words.count, words[end].first?.isNumber == true else { continue }
            var key = words[end]
            // `12a` came apart into two words.
            if end + 1 < words.count, words[end + 1].count == 1, words[end + 1].first?.isLetter == true {
                end += 1
                key += words[end]
            }
            words.removeSubrange(start...end)
            return ParcelList.key(of: key)
        }
        return nil
    }
}
