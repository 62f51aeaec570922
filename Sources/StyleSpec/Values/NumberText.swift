/// Numbers as ECMAScript writes them (ECMA-262, Number::toString): styles were written against it.
enum NumberText {
    static func of(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
        // Both signs of zero are "0".
        if number == 0 { return "0" }
        if let whole = Int64(exactly: number), whole.magnitude < 1 << 53 { return String(whole) }
        return (number < 0 ? "-" : "") + shortest(number.magnitude)
    }

    /// The digits that Swift finds are the shortest ones too; only where the point and the exponent stand differs.
    private static func shortest(_ number: Double) -> String {
        let parts = number.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = mantissa[0]
        let decimals = mantissa.count > 1 && mantissa[1] != "0" ? mantissa[1] : ""
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let allDigits = whole + decimals
        let digits = allDigits.drop { $0 == "0" }
        // The number is 0.digits × 10^point.
        let point = whole.count + exponent - (allDigits.count - digits.count)
        let significant = String(digits.reversed().drop { $0 == "0" }.reversed())
        let count = significant.count
        switch point {
        case count...21: return significant + String(repeating: "0", count: point - count)
        case 1..<max(count, 2):
            return significant.prefix(point) + "." + significant.dropFirst(point)
        case -5...0: return "0." + String(repeating: "0", count: -point) + significant
        default:
            let sign = point - 1 < 0 ? "-" : "+"
            let fraction = count > 1 ? "." + significant.dropFirst() : ""
            return significant.prefix(1) + fraction + "e" + sign + String((point - 1).magnitude)
        }
    }

    /// What `Number(text)` reads: blanks around it, decimal, hexadecimal, octal, binary; nothing is zero.
    static func number(of text: String) -> Double? {
        let trimmed = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
        let body = String(trimmed)
        if body.isEmpty { return 0 }
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where body.lowercased().hasPrefix(prefix) {
            let digits = body.dropFirst(2)
            guard !digits.isEmpty, digits.allSatisfy({ $0.isHexDigit }) else { return nil }
            return digits.reduce(into: Double?(0)) { sum, digit in
                let value = digit.hexDigitValue ?? 16
                sum = value < radix ? sum.map { $0 * Double(radix) + Double(value) } : nil
            }
        }
        switch body {
        case "Infinity", "+Infinity": return .infinity
        case "-Infinity": return -.infinity
        default: break
        }
        // Swift also reads "inf", "nan" and hexadecimal floats.
        guard
            body.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || ".eE+-".utf8.contains($0) })
        else { return nil }
        return Double(body.hasSuffix(".") && body.count > 1 ? body + "0" : body)
    }
}
