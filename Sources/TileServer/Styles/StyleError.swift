import StyleSpec

/// Why a style is not stored or taken away. Values only; `Problem+Styles` makes the sentences.
enum StyleError: Error, Hashable, Sendable {
    case invalid(id: String, issues: [StyleIssue])
    /// A style of this id is there.
    case exists(String)
    /// Nothing of the name can be an id; `name` is what was to become one.
    case noID(name: String)
    /// It is not what it was when it was read; `tag` is what it is now, nil when it is gone.
    case changed(String, tag: String?)
    /// The map that is made of all styles is no file.
    case composed
    /// The reason is for the log.
    case notWritable(reason: String)
}
