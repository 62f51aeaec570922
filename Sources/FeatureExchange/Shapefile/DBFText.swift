import Foundation

/// The bytes of one field of a dBASE row as a value, read as shapelib and OGR read them (dbfopen.c, shape2ogr.cpp).
enum DBFText {
    /// Up to the first NUL, without blanks around it.
    @inline(__always)
    static func trimmed(_ field: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let start = field.baseAddress else { return field }
        // memchr: the first such byte, NULL when there is none.
        let stop = memchr(start, 0, field.count).map { UnsafeRawPointer($0) - start } ?? field.count
        var (first, end) = (0, stop)
        while first < end, field[first] == UInt8(ascii: " ") { first += 1 }
        while end > first, field[end - 1] == UInt8(ascii: " ") { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: field[first..<end])
    }

    /// Whether a trimmed number is none: blank, or asterisks, which is how dBASE says that it did not fit.
    static func isNull(_ number: UnsafeRawBufferPointer) -> Bool {
        number.isEmpty || number[0] == UInt8(ascii: "*")
    }

    /// A whole number of up to 18 digits, nil for anything else.
    @inline(__always)
    static func integer(_ text: UnsafeRawBufferPointer) -> Int64? {
        let isNegative = text.first == UInt8(ascii: "-")
        var number: Int64 = 0
        let digits = isNegative ? 1 : 0
        guard text.count > digits, text.count - digits <= 18 else { return nil }
        for offset in digits..<text.count {
            let digit = text[offset] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            number = number * 10 + Int64(digit)
        }
        return isNegative ? -number : number
    }

    /// A number of digits with at most one point, nil for anything else.
    @inline(__always)
    static func real(_ text: UnsafeRawBufferPointer) -> Double? {
        let isNegative = text.first == UInt8(ascii: "-")
        var mantissa: UInt64 = 0
        var digits = 0
        var decimals = 0
        var hasPoint = false
        var offset = isNegative ? 1 : 0
        while offset < text.count {
            let digit = text[offset] &- UInt8(ascii: "0")
            if digit < 10 {
                digits += 1
                if hasPoint { decimals += 1 }
                if digits <= maximumDigits { mantissa = mantissa * 10 + UInt64(digit) }
            } else if text[offset] == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else {
                return nil
            }
            offset += 1
        }
        guard digits > 0 else { return nil }
        guard digits <= maximumDigits else { return Double(String(decoding: text, as: UTF8.self)) }
        let magnitude = quotient(mantissa, powersOfTen[decimals])
        return isNegative ? -magnitude : magnitude
    }

    /// Decimal digits of which any number fits into 64 bits. GDAL writes numbers of 24 places, 15 of them decimals.
    private static let maximumDigits = 19
    private static let powersOfTen: [UInt64] = (0...maximumDigits).reduce(into: []) { powers, _ in
        powers.append(powers.last.map { $0 * 10 } ?? 1)
    }

    /// The number nearest to `dividend / divisor`, which is what strtod gives: a quotient of at least 63 bits, its last
    /// bit set where something is left over, is rounded to 53 bits once.
    private static func quotient(_ dividend: UInt64, _ divisor: UInt64) -> Double {
        guard dividend > 0 else { return 0 }
        let (first, second) = (dividend.leadingZeroBitCount, divisor.leadingZeroBitCount)
        // Both fill their 64 bits; half the dividend is then less than the divisor, as the division demands.
        let wide = dividend << UInt64(first)
        let (quotient, rest) = (divisor << UInt64(second)).dividingFullWidth((wide >> 1, wide << 63))
        let rounded = Double(quotient | (rest == 0 ? 0 : 1))
        return rounded * Double(sign: .plus, exponent: second - first - 63, significand: 1)
    }

    /// `yyyymmdd` as `yyyy-mm-dd`; nil for what is no day of the calendar.
    static func date(_ text: UnsafeRawBufferPointer) -> String? {
        guard text.count == 8, let number = integer(text), number >= 0 else { return nil }
        let moment = SourceMoment(
            year: Int32(number / 10_000), month: Int32(number / 100 % 100), day: Int32(number % 100))
        return moment.written(as: .date)
    }
}
