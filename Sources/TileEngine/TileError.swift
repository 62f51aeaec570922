/// Why there is no tile although the collection exists.
public enum TileError: Error, Hashable, Sendable {
    /// What tiles are made from is still being built, and nothing earlier can be served.
    case notReady(collection: String)
}
