/// Ids as the file keeps them: sorted, with blanks between them.
enum IdentifierSet {
    static func text(_ ids: some Sequence<String>) -> String { Set(ids).sorted().joined(separator: " ") }

    static func read(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }

    /// `[a-z][a-z0-9_-]*`, at most 64: the ids of sectors and collections.
    static func isValid(_ id: String) -> Bool {
        id.utf8.count <= 64 && id.wholeMatch(of: /[a-z][a-z0-9_\-]*/) != nil
    }
}
