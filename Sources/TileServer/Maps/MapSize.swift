/// How large a picture of a map may be, in pixels.
struct MapSize: Hashable, Sendable {
    /// Of what a canvas can be.
    static let sides = 1...16_384

    var width = 4096
    var height = 4096
}
