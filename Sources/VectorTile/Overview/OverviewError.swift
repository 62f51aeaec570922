/// Why bytes are not an overview that can be read, or why one could not be written.
public enum OverviewError: Error, Hashable, Sendable {
    /// Something else than an overview.
    case notAnOverview
    /// Written by a release whose files look different.
    case otherGeneration(found: Int, expected: Int)
    /// Cut off, or with something behind its end.
    case wrongLength(found: Int, expected: Int)
    /// The checksum of a part does not fit, or its place in the file is impossible.
    case damaged(part: String)
    /// More than 2^32 of something.
    case tooLarge
    /// The operating system's word: what was attempted, and `errno`.
    case inputOutput(attempted: String, code: Int32)
}
