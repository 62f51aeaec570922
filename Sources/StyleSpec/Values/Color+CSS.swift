import Foundation

extension Color {
    /// Reads a colour as CSS writes it (CSS Color Module Level 4): a name, `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`,
    /// `rgb()`, `rgba()`, `hsl()`, `hsla()` with or without commas.
    ///
    /// Not read, as in MapLibre: angles in other units than degrees, `none`, comments.
    public init?(css: String) {
        // Features often have their colours so, and then it is read for each of them.
        if css.utf8.first == UInt8(ascii: "#"), let color = Color(hexadecimal: css.utf8.dropFirst()) {
            self = color
            return
        }
        let text = css.lowercased().trimmingCharacters(in: .whitespacesAndNewlines)
        if text == "transparent" {
            self = .transparent
        } else if let rgb = Self.named[text] {
            self.init(
                red: Double(rgb >> 16) / 255, green: Double(rgb >> 8 & 0xFF) / 255, blue: Double(rgb & 0xFF) / 255)
        } else if text.hasPrefix("#") {
            self.init(hexadecimal: text.utf8.dropFirst())
        } else if let function = CSSColorFunction(text) {
            self.init(function)
        } else {
            return nil
        }
    }

    private init?(hexadecimal digits: Substring.UTF8View) {
        guard [3, 4, 6, 8].contains(digits.count) else { return nil }
        var number: UInt32 = 0
        for digit in digits {
            guard let value = Self.value(ofHexadecimal: digit) else { return nil }
            number = number << 4 | value
        }
        let isShort = digits.count < 6
        let bits: UInt32 = isShort ? 4 : 8
        let whole = isShort ? 15.0 : 255.0
        let hasAlpha = digits.count == 4 || digits.count == 8
        let components = hasAlpha ? number : number << bits | (1 << bits - 1)
        func component(_ index: UInt32) -> Double {
            Double(components >> (bits * (3 - index)) & (1 << bits - 1)) / whole
        }
        self.init(red: component(0), green: component(1), blue: component(2), alpha: component(3))
    }

    private static func value(ofHexadecimal digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(digit - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(digit - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    private init?(_ function: CSSColorFunction) {
        let alpha = function.alpha.map { min(max($0.isPercentage ? $0.number / 100 : $0.number, 0), 1) } ?? 1
        let (first, second, third) = (function.components[0], function.components[1], function.components[2])
        switch function.name {
        case .rgb:
            let percentages = function.components.filter(\.isPercentage).count
            guard percentages == 0 || percentages == 3, function.components.allSatisfy({ !$0.isInDegrees }) else {
                return nil
            }
            let whole = percentages == 3 ? 100.0 : 255.0
            func component(_ part: CSSColorFunction.Component) -> Double { min(max(part.number / whole, 0), 1) }
            self.init(red: component(first), green: component(second), blue: component(third), alpha: alpha)
        case .hsl:
            guard !first.isPercentage, second.isPercentage, third.isPercentage else { return nil }
            self.init(hue: first.number, saturation: second.number, lightness: third.number, alpha: alpha)
        }
    }

    /// CSS Color Module Level 4, 7.1: hue in degrees, the others in per cent.
    private init(hue: Double, saturation: Double, lightness: Double, alpha: Double) {
        var degrees = hue.truncatingRemainder(dividingBy: 360)
        if degrees < 0 { degrees += 360 }
        let s = min(max(saturation, 0), 100) / 100
        let l = min(max(lightness, 0), 100) / 100
        func f(_ n: Double) -> Double {
            let k = (n + degrees / 30).truncatingRemainder(dividingBy: 12)
            return l - s * min(l, 1 - l) * max(-1, min(k - 3, 9 - k, 1))
        }
        self.init(red: f(0), green: f(8), blue: f(4), alpha: alpha)
    }
}
