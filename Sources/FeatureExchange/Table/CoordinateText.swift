import Foundation

/// Coordinates as people type them: `107.95`, `107,95`, `1 545 678,12`, `13°58'30"N`, `108 30 15,2`.
enum CoordinateText {
    /// What a comma means in a column.
    enum Style: Hashable, Sendable { case decimalPoint, decimalComma }

    /// A number written plainly or with a decimal comma; nil for everything else, the empty text too.
    static func plainNumber(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { number($0, .decimalPoint) ?? number($0, .decimalComma) }
    }

    /// The coordinate in `bytes`, nil when it is none.
    static func coordinate(_ bytes: UnsafeRawBufferPointer, _ style: Style) -> Double? {
        number(bytes, style) ?? degrees(bytes)
    }

    /// Digits with a sign, groups and a decimal mark; blanks are groups too.
    static func number(_ bytes: UnsafeRawBufferPointer, _ style: Style) -> Double? {
        let decimal = style == .decimalPoint ? UInt8(ascii: ".") : UInt8(ascii: ",")
        let group = style == .decimalPoint ? UInt8(ascii: ",") : UInt8(ascii: ".")
        // The longest double in decimal has 25 digits; a number with groups a few more.
        guard bytes.count > 0, bytes.count <= 64 else { return nil }
        return withUnsafeTemporaryAllocation(byteCount: bytes.count + 1, alignment: 1) { cleaned -> Double? in
            var count = 0
            var hasDigit = false
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                index += 1
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"):
                    hasDigit = true
                    cleaned[count] = byte
                case decimal: cleaned[count] = UInt8(ascii: ".")
                case UInt8(ascii: "+"), UInt8(ascii: "-"): cleaned[count] = byte
                case UInt8(ascii: "e"), UInt8(ascii: "E"):
                    guard hasDigit else { return nil }
                    cleaned[count] = byte
                case group:
                    // A group has three digits, and one stands before it.
                    guard hasDigit, isGroup(bytes, from: index) else { return nil }
                    continue
                case UInt8(ascii: " "), UInt8(ascii: "\t"):
                    guard count == 0 || isBlank(bytes, from: index) || isGroup(bytes, from: index) else { return nil }
                    continue
                case 0xC2 where index < bytes.count && bytes[index] == 0xA0: continue
                case 0xA0: continue
                default: return nil
                }
                count += 1
            }
            guard hasDigit else { return nil }
            cleaned[count] = 0
            let start = cleaned.bindMemory(to: CChar.self)
            var end: UnsafeMutablePointer<CChar>?
            // strtod: `end` stands behind what was read. The C locale of this process writes points.
            guard let base = start.baseAddress else { return nil }
            let value = strtod(base, &end)
            return end == base + count ? value : nil
        }
    }

    private static func isGroup(_ bytes: UnsafeRawBufferPointer, from index: Int) -> Bool {
        guard index + 3 <= bytes.count else { return false }
        guard (index..<index + 3).allSatisfy({ isDigit(bytes[$0]) }) else { return false }
        return index + 3 == bytes.count || !isDigit(bytes[index + 3])
    }

    private static func isBlank(_ bytes: UnsafeRawBufferPointer, from index: Int) -> Bool {
        (index..<bytes.count).allSatisfy { bytes[$0] == UInt8(ascii: " ") || bytes[$0] == UInt8(ascii: "\t") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// One to three numbers with anything between them; minutes and seconds below 60. Letters W, S and T (Tây) turn the
    /// sign. Every mark counts as a mark, because the degree sign differs between encodings.
    static func degrees(_ bytes: UnsafeRawBufferPointer) -> Double? {
        guard bytes.count > 1, bytes.count <= 64 else { return nil }
        var numbers: [Double] = []
        var digits = 0.0
        var scale = 0.0
        var isOpen = false
        var isNegative = false
        var hasMark = false
        for index in 0...bytes.count {
            let byte = index < bytes.count ? bytes[index] : UInt8(ascii: " ")
            if isDigit(byte) {
                digits = digits * 10 + Double(byte - UInt8(ascii: "0"))
                if scale > 0 { scale *= 10 }
                isOpen = true
                continue
            }
            let isDecimal = byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
            if isDecimal, isOpen, scale == 0, index + 1 < bytes.count, isDigit(bytes[index + 1]) {
                scale = 1
                continue
            }
            if isOpen {
                numbers.append(scale > 0 ? digits / scale : digits)
                guard numbers.count <= 3 else { return nil }
                (digits, scale, isOpen) = (0, 0, false)
            }
            switch byte {
            case UInt8(ascii: "-"): if numbers.isEmpty { isNegative = true }
            case UInt8(ascii: "W"), UInt8(ascii: "w"), UInt8(ascii: "S"), UInt8(ascii: "T"), UInt8(ascii: "t"):
                isNegative = true
                hasMark = true
            case UInt8(ascii: "'"), UInt8(ascii: "\""), 0x80...0xFF: hasMark = true
            case UInt8(ascii: "N"), UInt8(ascii: "n"), UInt8(ascii: "E"), UInt8(ascii: "e"), UInt8(ascii: "B"),
                UInt8(ascii: "b"), UInt8(ascii: "D"), UInt8(ascii: "d"), UInt8(ascii: "m"), UInt8(ascii: "s"),
                UInt8(ascii: "o"):
                hasMark = true
            case UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "\t"):
                break
            default: return nil
            }
        }
        guard let whole = numbers.first, whole <= 360, hasMark || numbers.count > 1 else { return nil }
        let rest = numbers.dropFirst()
        guard rest.allSatisfy({ $0 < 60 }) else { return nil }
        let value = whole + (rest.first ?? 0) / 60 + (numbers.count > 2 ? numbers[2] / 3600 : 0)
        return isNegative ? -value : value
    }
}
