/// The name of an image of the sprite.
public struct ResolvedImage: Hashable, Sendable {
    public let name: String
    /// Whether the sprite has it, as far as that was told.
    public let isAvailable: Bool

    public init(name: String, isAvailable: Bool = false) {
        self.name = name
        self.isAvailable = isAvailable
    }
}
