/// What is the same for all features of a tile. It is an object, so that a context is small.
public final class EvaluationSurroundings: Sendable {
    /// The tile that geometries of features are in.
    public let tile: TileAddress?
    /// The names of the sprite's images; nil when they are not known.
    public let images: Set<String>?
    /// The `state` of the style, or what it was set to.
    public let globalState: StyleObject
    /// The value that `accumulated` has while clusters are made.
    public let accumulated: StyleValue
    /// Whether the renderer can draw a text.
    public let isSupportedScript: (@Sendable (String) -> Bool)?

    public init(
        tile: TileAddress? = nil, images: Set<String>? = nil, globalState: StyleObject = StyleObject([]),
        accumulated: StyleValue = .null, isSupportedScript: (@Sendable (String) -> Bool)? = nil
    ) {
        self.tile = tile
        self.images = images
        self.globalState = globalState
        self.accumulated = accumulated
        self.isSupportedScript = isSupportedScript
    }

    public static let none = EvaluationSurroundings()
}
