/// A way to go, or a place to move to.
public struct Offset: Hashable, Sendable, StylePropertyValue {
    public let x: Double
    public let y: Double

    public init?(style value: StyleValue) {
        guard case .array(let values) = value, values.count == 2, let x = values[0].number, let y = values[1].number
        else { return nil }
        self.x = x
        self.y = y
    }
}
