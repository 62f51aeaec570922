internal import VietnameseText

/// A query in FTS5's language. Words come from `SearchText` and hold letters and digits only; each stands in quotes.
struct SearchExpression {
    /// What the last word may become; nil stands for "whatever begins with it", which the index knows of short ones.
    struct LastWord {
        let typed: String
        let endings: [String]?
    }

    let words: [String]
    let last: LastWord

    /// Titles that begin with the words.
    var beginning: String { "title : (" + phrases.map { "^ \($0)" }.joined(separator: " OR ") + ")" }

    /// The words side by side anywhere.
    var phrase: String { "(" + phrases.joined(separator: " OR ") + ")" }

    /// All words anywhere.
    var conjunction: String {
        (words.map { "\"\($0)\"" } + [lastAlone]).joined(separator: " AND ")
    }

    /// All words anywhere, each perhaps unfinished.
    var beginnings: String { (words + [last.typed]).map { "\"\($0)\" *" }.joined(separator: " AND ") }

    private var phrases: [String] {
        guard let endings = last.endings else { return ["\"\((words + [last.typed]).joined(separator: " "))\" *"] }
        return endings.map { "\"\((words + [$0]).joined(separator: " "))\"" }
    }

    private var lastAlone: String {
        guard let endings = last.endings else { return "\"\(last.typed)\" *" }
        return "(" + endings.map { "\"\($0)\"" }.joined(separator: " OR ") + ")"
    }
}
