import Foundation

/// A colour by hue in degrees, chroma and lightness: L*a*b* in polar coordinates.
struct HCLColor {
    /// NaN for grey, which has none.
    let hue: Double
    let chroma: Double
    let lightness: Double
    let alpha: Double

    private init(hue: Double, chroma: Double, lightness: Double, alpha: Double) {
        self.hue = hue
        self.chroma = chroma
        self.lightness = lightness
        self.alpha = alpha
    }

    init(_ color: Color) {
        let lab = LabColor(color)
        let chroma = (lab.a * lab.a + lab.b * lab.b).squareRoot()
        var hue = Double.nan
        if (chroma * 10_000).rounded() != 0 {
            hue = (atan2(lab.b, lab.a) * 180 / .pi).truncatingRemainder(dividingBy: 360)
            if hue < 0 { hue += 360 }
        }
        self.init(hue: hue, chroma: chroma, lightness: lab.lightness, alpha: lab.alpha)
    }

    var color: Color {
        let radians = hue.isNaN ? 0 : hue * .pi / 180
        return LabColor(lightness: lightness, a: cos(radians) * chroma, b: sin(radians) * chroma, alpha: alpha).color
    }

    /// The hue goes the shorter way around; a grey takes the hue of the other colour.
    func mixed(with other: HCLColor, at fraction: Double) -> HCLColor {
        var hue = Double.nan
        var chroma = mix(self.chroma, other.chroma, fraction)
        switch (self.hue.isNaN, other.hue.isNaN) {
        case (false, false):
            var difference = other.hue - self.hue
            if difference > 180 { difference -= 360 } else if difference < -180 { difference += 360 }
            hue = self.hue + fraction * difference
        case (false, true):
            hue = self.hue
            if other.lightness == 1 || other.lightness == 0 { chroma = self.chroma }
        case (true, false):
            hue = other.hue
            if lightness == 1 || lightness == 0 { chroma = other.chroma }
        case (true, true): break
        }
        return HCLColor(
            hue: hue, chroma: chroma, lightness: mix(lightness, other.lightness, fraction),
            alpha: mix(alpha, other.alpha, fraction))
    }
}
