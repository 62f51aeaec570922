import GeoStore

/// Entity tags of single features: the tag of the feature's content, a hyphen, and a name of the representation. A
/// condition of a write (RFC 9110, 13.1.1) is about the content alone: whoever read the feature in another CRS, or
/// compressed, may change it.
enum FeatureTags {
    static func text(_ tag: String) -> String { "\"\(tag)\"" }

    /// The content tags of an `If-Match` list; nil for `*`, which takes the feature however it is.
    ///
    /// Weak marks are passed over, although this is a strong comparison: proxies that compress put them there, and the
    /// content is that of the store to the last bit.
    /// - Throws: `EditingError.malformedTag`.
    static func expected(_ header: String) throws(EditingError) -> Set<String>? {
        let texts = header.split(separator: ",").map(\.trimmingBlanks)
        if texts == ["*"] { return nil }
        var tags: Set<String> = []
        for text in texts {
            let strong = text.hasPrefix("W/") ? text.dropFirst(2) : text
            guard strong.count >= 2, strong.hasPrefix("\""), strong.hasSuffix("\"") else {
                throw EditingError.malformedTag(header)
            }
            tags.insert(String(strong.dropFirst().dropLast().prefix { $0 != "-" }))
        }
        guard !tags.isEmpty else { throw EditingError.malformedTag(header) }
        return tags
    }
}
