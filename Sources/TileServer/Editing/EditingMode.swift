/// `editing`: whether features can be edited over HTTP, and by whom.
enum EditingMode: String, CaseIterable, Sendable {
    case off = "false"
    /// Those whom policies allow it.
    case on = "true"
    /// Programs on this machine, for trials; the server then listens to nobody else.
    case local
}

/// `edit_if_match`: whether an edit must say which state of the feature it was made for.
enum EditCondition: String, CaseIterable, Sendable {
    case required
    /// For QGIS, which never says (until 3.44 at least): of two edits at the same time the later one stays.
    case optional
}
