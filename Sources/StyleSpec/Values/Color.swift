/// A colour in sRGB whose components are not multiplied by its alpha; each from 0 to 1.
///
/// MapLibre keeps them multiplied, and beside a fully transparent colour the colour that it would have: kept apart, the
/// components need no such memory, and are what canvases take.
public struct Color: Hashable, Sendable {
    public let red: Double
    public let green: Double
    public let blue: Double
    public let alpha: Double

    public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// Of components that are multiplied by alpha already. What a fully transparent colour was cannot be known: black.
    init(premultipliedRed red: Double, green: Double, blue: Double, alpha: Double) {
        let factor = alpha == 0 ? .infinity : alpha
        self.init(red: red / factor, green: green / factor, blue: blue / factor, alpha: alpha)
    }

    public static let transparent = Color(red: 0, green: 0, blue: 0, alpha: 0)
    public static let black = Color(red: 0, green: 0, blue: 0)

    /// Red, green and blue multiplied by alpha, and alpha.
    public var premultiplied: (red: Double, green: Double, blue: Double, alpha: Double) {
        (red * alpha, green * alpha, blue * alpha, alpha)
    }

    /// `rgba(128,0,128,1)`, as `to-string` has it.
    var text: String {
        let bytes = [red, green, blue].map { NumberText.of(($0 * 255 + 0.5).rounded(.down)) }
        return "rgba(\(bytes.joined(separator: ",")),\(NumberText.of(alpha)))"
    }

    /// The colour at `fraction` of the way to another one, mixed in a colour space.
    func mixed(with other: Color, at fraction: Double, in space: ColorSpace) -> Color {
        switch space {
        case .rgb:
            Color(
                red: mix(red, other.red, fraction), green: mix(green, other.green, fraction),
                blue: mix(blue, other.blue, fraction), alpha: mix(alpha, other.alpha, fraction))
        case .lab: LabColor(self).mixed(with: LabColor(other), at: fraction).color
        case .hcl: HCLColor(self).mixed(with: HCLColor(other), at: fraction).color
        }
    }
}

/// The number at `fraction` of the way from one to another.
func mix(_ from: Double, _ to: Double, _ fraction: Double) -> Double { from + fraction * (to - from) }
