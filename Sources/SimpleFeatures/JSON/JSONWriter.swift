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
        append(atMost: DecimalText.room) { DecimalText.write(value, at: $0) }
    }

    /// The shortest text that reads back as the same number; null for NaN and infinity, which JSON does not have.
    public mutating func append(_ value: Double) {
        guard value.isFinite else { return append(raw: "null") }
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 {
            append(whole)
            append(raw: ".0")
        } else {
            let count = bytes.count
            append(atMost: DecimalText.room) { DecimalText.writeShortest(value, at: $0) ?? $0 }
            if bytes.count == count { bytes.append(contentsOf: value.description.utf8) }
        }
    }

    /// A number with at most `decimals` decimals and no zeros at its end.
    /// - Parameter decimals: 0…9.
    public mutating func append(_ value: Double, decimals: Int) {
        let count = bytes.count
        append(atMost: DecimalText.room) { DecimalText.write(value, decimals: decimals, at: $0) ?? $0 }
        // The digits of a fixed-point number past 2^53 are invented; the shortest text is honest.
        if bytes.count == count { append(value) }
    }

    /// `x,y`, each as `append(_:decimals:)` writes it: both at once, because making room costs as much as the digits.
    mutating func append(x: Double, y: Double, decimals: Int) {
        let count = bytes.count
        append(atMost: 2 * DecimalText.room) { start in
            guard let comma = DecimalText.write(x, decimals: decimals, at: start) else { return start }
            comma.storeBytes(of: UInt8(ascii: ","), as: UInt8.self)
            return DecimalText.write(y, decimals: decimals, at: comma + 1) ?? start
        }
        guard bytes.count == count else { return }
        append(x, decimals: decimals)
        append(raw: ",")
        append(y, decimals: decimals)
    }

    public mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append(valid: $0) }
    }

    /// Text as a database hands it over; what is not UTF-8 becomes U+FFFD, as in a `String`.
    public mutating func append(utf8 text: UnsafeBufferPointer<UInt8>) {
        if Self.isValid(text) { append(valid: text) } else { append(String(decoding: text, as: UTF8.self)) }
    }

    private static func isValid(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        do {
            _ = try UTF8Span(validating: text.span)
            return true
        } catch { return false }
    }

    /// UTF-8 between quotes. Most texts have no special character, and are copied at once.
    private mutating func append(valid utf8: UnsafeBufferPointer<UInt8>) {
        guard Self.needsEscape(utf8) else {
            return append(atMost: utf8.count + 2) { start in
                start.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
                if let text = utf8.baseAddress { (start + 1).copyMemory(from: text, byteCount: utf8.count) }
                let end = start + 1 + utf8.count
                end.storeBytes(of: UInt8(ascii: "\""), as: UInt8.self)
                return end + 1
            }
        }
        bytes.append(UInt8(ascii: "\""))
        append(escaping: utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Whether there is a control character, a quote or a backslash: eight bytes at a time.
    private static func needsEscape(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        let raw = UnsafeRawBufferPointer(utf8)
        let ones: UInt64 = 0x0101_0101_0101_0101
        var found: UInt64 = 0
        var offset = 0
        while offset + 8 <= raw.count {
            let word = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            // A byte below n borrows into its highest bit when n is taken from it. A borrow goes on only from a byte that
            // was found: whether there is one is exact.
            found |= (word &- ones &* 0x20) & ~word | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
            offset += 8
        }
        if found & (ones &* 0x80) != 0 { return true }
        return raw[offset...].contains { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }
    }

    /// Makes room for `count` bytes; `body` writes from where it is told and says where it stopped.
    @inline(__always)
    mutating func append(atMost count: Int, _ body: (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer) {
        bytes.append(addingCapacity: count) { (span: inout OutputSpan<UInt8>) in
            span.withUnsafeMutableBufferPointer { buffer, written in
                guard let start = buffer.baseAddress else { return }
                written = body(start) - UnsafeMutableRawPointer(start)
            }
        }
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
