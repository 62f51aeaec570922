/// Numbers as decimal digits, eight at a time.
///
/// 20,000 coordinates through `JSONWriter`: 0.57 ms, against 0.93 ms digit by digit.
enum DecimalText {
    /// The bytes that must be free where a number is written, whatever its length.
    static let room = 48

    /// Writes `value` with at most `decimals` decimals and no zeros at its end, half away from zero.
    /// - Parameter decimals: 0…9.
    /// - Returns: behind the last byte; nil for what is not finite or has more digits than a double, where fixed-point
    ///   digits would be invented.
    @inline(__always)
    static func write(
        _ value: Double, decimals: Int, at start: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer? {
        let scaled = value * powersOfTen[decimals]
        guard abs(scaled) < exactLimit else { return nil }
        var units = Int64(scaled)
        // Exact: both are below 2^53 and differ by less than one.
        let rest = scaled - Double(units)
        if rest >= 0.5 { units += 1 } else if rest <= -0.5 { units -= 1 }
        return write(units: units, decimals: decimals, at: start)
    }

    /// The fewest decimals that read back as the same number, up to six, nil where more are needed.
    @inline(__always)
    static func writeShortest(_ value: Double, at start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        let magnitude = abs(value)
        // Smaller ones take an exponent in the general form.
        guard magnitude >= 0.001, magnitude < 1e9 else { return nil }
        for decimals in 1...6 {
            let power = powersOfTen[decimals]
            let units = (magnitude * power).rounded()
            // Both are whole and below 2^53: the division rounds once, as reading the digits does. No two decimals of at
            // most 15 digits are the same double, so that these digits are the shortest.
            if units / power == magnitude {
                return write(units: Int64(value < 0 ? -units : units), decimals: decimals, at: start)
            }
        }
        return nil
    }

    /// `units` of 10^-decimals.
    @inline(__always)
    private static func write(
        units: Int64, decimals: Int, at start: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        // A division by what the compiler knows is a multiplication; 9 are those of every degree.
        guard decimals != 9 else { return write(units: units, of: 1_000_000_000, lift: 1, at: start) }
        return write(units: units, of: wholePowersOfTen[decimals], lift: wholePowersOfTen[9 - decimals], at: start)
    }

    /// - Parameter lift: 10^9 / `divisor`, which makes nine digits of what is left.
    @inline(__always)
    private static func write(
        units: Int64, of divisor: UInt64, lift: UInt64, at start: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        var end = start
        if units < 0 {
            end.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
            end += 1
        }
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: divisor)
        end = write(whole, at: end)
        guard rest > 0 else { return end }
        let (eight, ninth) = UInt32(truncatingIfNeeded: rest &* lift).quotientAndRemainder(dividingBy: 10)
        let text = digits(eight)
        end.storeBytes(of: UInt8(ascii: "."), as: UInt8.self)
        (end + 1).storeBytes(of: (text | zeros).littleEndian, as: UInt64.self)
        guard ninth > 0 else { return end + (9 - text.leadingZeroBitCount / 8) }
        (end + 9).storeBytes(of: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: ninth), as: UInt8.self)
        return end + 10
    }

    @inline(__always)
    static func write(_ number: Int64, at start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        guard number < 0 else { return write(number.magnitude, at: start) }
        start.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
        return write(number.magnitude, at: start + 1)
    }

    /// A whole number; 20 digits at most.
    @inline(__always)
    static func write(_ number: UInt64, at start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        guard number >= eightDigits else {
            let text = digits(UInt32(truncatingIfNeeded: number))
            // Zero has one digit.
            let blanks = (text | 1 << 56).trailingZeroBitCount & ~7
            start.storeBytes(of: ((text | zeros) >> UInt64(blanks)).littleEndian, as: UInt64.self)
            return start + (8 - blanks / 8)
        }
        return writeLong(number, at: start)
    }

    private static func writeLong(_ number: UInt64, at start: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        let (high, low) = number.quotientAndRemainder(dividingBy: eightDigits)
        let end = write(high, at: start)
        end.storeBytes(of: (digits(UInt32(low)) | zeros).littleEndian, as: UInt64.self)
        return end + 8
    }

    /// Eight digits of a number below 10^8 as eight bytes from 0 to 9, the first in the lowest byte: halves, then
    /// quarters, then eighths are divided at once, by multiplying.
    @inline(__always)
    private static func digits(_ number: UInt32) -> UInt64 {
        let fours = UInt64(number / 10_000) | UInt64(number % 10_000) << 32
        let hundreds = ((fours &* 10_486) >> 20) & 0x0000_007F_0000_007F
        let twos = ((fours &- 100 &* hundreds) << 16) | hundreds
        let tens = ((twos &* 103) >> 10) & 0x000F_000F_000F_000F
        return ((twos &- 10 &* tens) << 8) | tens
    }

    private static let zeros: UInt64 = 0x3030_3030_3030_3030
    private static let eightDigits: UInt64 = 100_000_000
    /// 2^53.
    private static let exactLimit = 9_007_199_254_740_992.0
    private static let powersOfTen: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]
    private static let wholePowersOfTen: [UInt64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    ]
}
