/// The two wire types that vector tiles need (protobuf encoding guide), written through a pointer for which the
/// caller has made room: `RawBytes.write(upTo:)`.
enum ProtobufWriter {
    /// The most bytes that `varint` writes.
    static let longestVarint = 10

    @inline(__always)
    static func varint(_ value: UInt64, to next: inout UnsafeMutablePointer<UInt8>) {
        // One and two bytes in the same instructions: which of them it is cannot be predicted.
        let more: UInt64 = value > 0x7F ? 1 : 0
        next[0] = UInt8(truncatingIfNeeded: value & 0x7F | more &<< 7)
        next[1] = UInt8(truncatingIfNeeded: value &>> 7)
        if _fastPath(value < 1 << 14) {
            next += Int(truncatingIfNeeded: 1 &+ more)
        } else {
            longVarint(value, to: &next)
        }
    }

    @inline(never)
    private static func longVarint(_ value: UInt64, to next: inout UnsafeMutablePointer<UInt8>) {
        var rest = value
        while rest >= 0x80 {
            next[0] = UInt8(truncatingIfNeeded: rest) | 0x80
            next += 1
            rest >>= 7
        }
        next[0] = UInt8(truncatingIfNeeded: rest)
        next += 1
    }

    /// Bytes that `varint` takes for `value`.
    @inline(__always)
    static func varintLength(_ value: UInt64) -> Int {
        if _fastPath(value < 1 << 14) { return value > 0x7F ? 2 : 1 }
        return (UInt64.bitWidth - value.leadingZeroBitCount + 6) / 7
    }

    /// Small magnitudes to small numbers, whatever the sign.
    @inline(__always)
    static func zigzag(_ value: Int64) -> UInt64 {
        UInt64(bitPattern: (value &<< 1) ^ (value &>> 63))
    }

    @inline(__always)
    static func message(
        _ content: UnsafeRawBufferPointer, field: UInt8, to next: inout UnsafeMutablePointer<UInt8>
    ) {
        next[0] = field &<< 3 | 2
        next += 1
        varint(UInt64(truncatingIfNeeded: content.count), to: &next)
        if let base = content.baseAddress {
            UnsafeMutableRawPointer(next).copyMemory(from: base, byteCount: content.count)
            next += content.count
        }
    }

    /// - Precondition: `field` < 16.
    @inline(__always)
    static func number(_ value: UInt64, field: UInt8, to next: inout UnsafeMutablePointer<UInt8>) {
        next[0] = field &<< 3
        next += 1
        varint(value, to: &next)
    }
}

/// The same for messages that are small or seldom, at the end of an array.
extension ProtobufWriter {
    static func varint(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    static func text(_ text: String, field: UInt64, to bytes: inout [UInt8]) {
        varint(field << 3 | 2, to: &bytes)
        varint(UInt64(text.utf8.count), to: &bytes)
        bytes.append(contentsOf: text.utf8)
    }

    static func message(_ message: [UInt8], field: UInt64, to bytes: inout [UInt8]) {
        varint(field << 3 | 2, to: &bytes)
        varint(UInt64(message.count), to: &bytes)
        bytes.append(contentsOf: message)
    }

    static func number(_ value: UInt64, field: UInt64, to bytes: inout [UInt8]) {
        varint(field << 3, to: &bytes)
        varint(value, to: &bytes)
    }
}
