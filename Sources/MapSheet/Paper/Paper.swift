/// A sheet of paper of the A series (ISO 216), in millimetres.
public struct Paper: Hashable, Sendable {
    public enum Size: String, Hashable, Sendable, CaseIterable {
        case a4 = "A4"
        case a3 = "A3"
        case a2 = "A2"
        case a1 = "A1"
        case a0 = "A0"

        var sides: (shorter: Double, longer: Double) {
            switch self {
            case .a4: (210, 297)
            case .a3: (297, 420)
            case .a2: (420, 594)
            case .a1: (594, 841)
            case .a0: (841, 1189)
            }
        }
    }

    public enum Orientation: String, Hashable, Sendable, CaseIterable {
        case portrait, landscape
    }

    public var size: Size
    public var orientation: Orientation

    public init(_ size: Size, _ orientation: Orientation) {
        self.size = size
        self.orientation = orientation
    }

    public var width: Double { orientation == .portrait ? size.sides.shorter : size.sides.longer }
    public var height: Double { orientation == .portrait ? size.sides.longer : size.sides.shorter }
    var box: PaperBox { PaperBox(minX: 0, minY: 0, maxX: width, maxY: height) }

    /// How much larger letters and margins are than on A4: what is twice as wide is looked at from farther away.
    public var enlargement: Double { (size.sides.shorter / Size.a4.sides.shorter).squareRoot() }

    /// Pixels of a canvas (1/96 inch) per millimetre.
    public static let pixelsPerMillimetre = 96 / 25.4
}
