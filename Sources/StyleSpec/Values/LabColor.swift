import Foundation

/// A colour in CIE L*a*b* of illuminant D50: lightness 0…100, two axes of some ±125. The formulas are those of
/// <https://observablehq.com/@mbostock/lab-and-rgb>, which MapLibre uses.
struct LabColor {
    let lightness: Double
    let a: Double
    let b: Double
    let alpha: Double

    private static let xn = 0.96422
    private static let zn = 0.82521
    private static let t0 = 4.0 / 29
    private static let t1 = 6.0 / 29
    private static let t2 = 3 * t1 * t1
    private static let t3 = t1 * t1 * t1

    init(lightness: Double, a: Double, b: Double, alpha: Double) {
        self.lightness = lightness
        self.a = a
        self.b = b
        self.alpha = alpha
    }

    init(_ color: Color) {
        let r = Self.linear(color.red)
        let g = Self.linear(color.green)
        let b = Self.linear(color.blue)
        let y = Self.compressed(0.2225045 * r + 0.7168786 * g + 0.0606169 * b)
        // Grey has exactly no a and no b.
        let isGrey = r == g && g == b
        let x = isGrey ? y : Self.compressed((0.4360747 * r + 0.3850649 * g + 0.1430804 * b) / Self.xn)
        let z = isGrey ? y : Self.compressed((0.0139322 * r + 0.0971045 * g + 0.7141733 * b) / Self.zn)
        self.init(lightness: max(0, 116 * y - 16), a: 500 * (x - y), b: 200 * (y - z), alpha: color.alpha)
    }

    var color: Color {
        let fy = (lightness + 16) / 116
        let y = Self.expanded(fy)
        let x = Self.xn * Self.expanded(a.isNaN ? fy : fy + a / 500)
        let z = Self.zn * Self.expanded(b.isNaN ? fy : fy - b / 200)
        return Color(
            red: Self.gamma(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
            green: Self.gamma(-0.9787684 * x + 1.9161415 * y + 0.033454 * z),
            blue: Self.gamma(0.0719453 * x - 0.2289914 * y + 1.4052427 * z), alpha: alpha)
    }

    func mixed(with other: LabColor, at fraction: Double) -> LabColor {
        LabColor(
            lightness: mix(lightness, other.lightness, fraction), a: mix(a, other.a, fraction),
            b: mix(b, other.b, fraction), alpha: mix(alpha, other.alpha, fraction))
    }

    private static func linear(_ component: Double) -> Double {
        component <= 0.04045 ? component / 12.92 : pow((component + 0.055) / 1.055, 2.4)
    }

    private static func gamma(_ component: Double) -> Double {
        let value = component <= 0.00304 ? 12.92 * component : 1.055 * pow(component, 1 / 2.4) - 0.055
        return min(max(value, 0), 1)
    }

    private static func compressed(_ t: Double) -> Double { t > t3 ? pow(t, 1.0 / 3) : t / t2 + t0 }

    private static func expanded(_ t: Double) -> Double { t > t1 ? t * t * t : t2 * (t - t0) }
}
