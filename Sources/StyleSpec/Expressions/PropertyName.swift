/// The name of a property that a style reads, with its place among all names that the style reads.
///
/// A tile layer that looks each name up once, and remembers by index where it has it, answers without touching text.
public struct PropertyName: Hashable, Sendable {
    public let text: String
    /// In `PropertyNames.all` of the style, or of the expression when it was compiled alone; nil when the name is
    /// computed anew for each feature.
    public let index: Int?
}
