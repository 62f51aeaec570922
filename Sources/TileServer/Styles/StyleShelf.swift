import StyleSpec

/// The styles and icons that are served, at one moment.
struct StyleShelf: Sendable {
    /// A file that is not as it should be.
    struct Fault: Sendable {
        /// In the styles' folder.
        let file: String
        let issues: [StyleIssue]
        /// Whether the style is served all the same, as it was before.
        let isServed: Bool
    }

    /// By id.
    let styles: [StyleFile]
    let icons: StyleIcons
    let faults: [Fault]
}
