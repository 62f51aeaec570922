/// The room around a box, in pixels.
public struct Padding: Hashable, Sendable {
    public let top: Double
    public let right: Double
    public let bottom: Double
    public let left: Double

    public init(top: Double, right: Double, bottom: Double, left: Double) {
        self.top = top
        self.right = right
        self.bottom = bottom
        self.left = left
    }

    /// A number, or one to four of them in the order of CSS.
    public init?(style value: StyleValue) {
        switch value {
        case .padding(let padding): self = padding
        case .number(let side): self.init(top: side, right: side, bottom: side, left: side)
        case .array(let values):
            let sides = values.compactMap(\.number)
            guard sides.count == values.count, (1...4).contains(sides.count) else { return nil }
            let right = sides.count > 1 ? sides[1] : sides[0]
            self.init(
                top: sides[0], right: right, bottom: sides.count > 2 ? sides[2] : sides[0],
                left: sides.count > 3 ? sides[3] : right)
        default: return nil
        }
    }

    var sides: [Double] { [top, right, bottom, left] }

    func mixed(with other: Padding, at fraction: Double) -> Padding {
        Padding(
            top: mix(top, other.top, fraction), right: mix(right, other.right, fraction),
            bottom: mix(bottom, other.bottom, fraction), left: mix(left, other.left, fraction))
    }
}
