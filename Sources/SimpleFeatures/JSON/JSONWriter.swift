/// Appends JSON text (RFC 8259) to bytes. An encoder of the library writes 24 MB/s, this one some 400: items need it.
public struct JSONWriter: Sendable {
    public var bytes: [UInt8]

    public init(reserving capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Text that is JSON already.
    @inline(__always)
    public mutating func append(raw text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    public mutating func append(_ value: Int64) {
        if value >= 0 && value < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(value))
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var magnitude = value.magnitude
            var start = 20
            while magnitude > 0 {
                let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: 10)
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(remainder)
                magnitude = quotient
            }
            if value < 0 { bytes.append(UInt8(ascii: "-")) }
            bytes.append(contentsOf: digits[start..<20])
        }
    }

    /// The shortest text that reads back as the same number; null for NaN and infinity, which JSON does not have.
    public mutating func append(_ value: Double) {
        guard value.isFinite else { return append(raw: "null") }
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 {
            append(whole)
            append(raw: ".0")
        } else {
            bytes.append(contentsOf: value.description.utf8)
        }
    }

    /// A number with at most `decimals` decimals and no zeros at its end.
    public mutating func append(_ value: Double, decimals: Int) {
        let scale = Self.powersOfTen[decimals]
        let scaled = (value * scale).rounded()
        // Past 2^53 the digits of a fixed-point number are invented; the shortest text is honest.
        guard abs(scaled) < 9_007_199_254_740_992 else { return append(value) }
        let units = Int64(scaled)
        if units < 0 { bytes.append(UInt8(ascii: "-")) }
        let divisor = UInt64(scale)
        var (whole, fraction) = units.magnitude.quotientAndRemainder(dividingBy: divisor)
        append(Int64(whole))
        guard fraction > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        var place = divisor / 10
        while fraction > 0 {
            (whole, fraction) = fraction.quotientAndRemainder(dividingBy: place)
            bytes.append(UInt8(ascii: "0") + UInt8(whole))
            place /= 10
        }
    }

    private static let powersOfTen: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12]

    public mutating func append(_ text: String) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { append(escaping: $0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// UTF-8 between the quotes; runs without a special character are copied whole.
    private mutating func append(escaping utf8: UnsafeBufferPointer<UInt8>) {
        var runStart = 0
        for index in utf8.indices {
            let byte = utf8[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            bytes.append(contentsOf: utf8[runStart..<index])
            runStart = index + 1
            switch byte {
            case UInt8(ascii: "\""): append(raw: "\\\"")
            case UInt8(ascii: "\\"): append(raw: "\\\\")
            case UInt8(ascii: "\n"): append(raw: "\\n")
            case UInt8(ascii: "\r"): append(raw: "\\r")
            case UInt8(ascii: "\t"): append(raw: "\\t")
            default:
                append(raw: "\\u00")
                bytes.append(Self.hexDigits[Int(byte >> 4)])
                bytes.append(Self.hexDigits[Int(byte & 15)])
            }
        }
        bytes.append(contentsOf: utf8[runStart...])
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)

    public mutating func append(_ value: JSONValue) {
        switch value {
        case .null: append(raw: "null")
        case .boolean(true): append(raw: "true")
        case .boolean(false): append(raw: "false")
        case .integer(let number): append(number)
        case .real(let number): append(number)
        case .string(let text): append(text)
        case .array(let values):
            append(raw: "[")
            for (index, element) in values.enumerated() {
                if index > 0 { append(raw: ",") }
                append(element)
            }
            append(raw: "]")
        case .object(let object):
            append(raw: "{")
            for (index, member) in object.members.enumerated() {
                if index > 0 { append(raw: ",") }
                append(member.key)
                append(raw: ":")
                append(member.value)
            }
            append(raw: "}")
        }
    }
}

extension JSONValue {
    /// The value as UTF-8 JSON text.
    public var serialized: [UInt8] {
        var writer = JSONWriter()
        writer.append(self)
        return writer.bytes
    }
}
