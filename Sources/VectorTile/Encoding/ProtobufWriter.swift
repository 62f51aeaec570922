/// The two wire types that vector tiles need, written to a byte array (protobuf encoding guide).
enum ProtobufWriter {
    @inline(__always)
    static func varint(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// Bytes that `varint` takes for `value`.
    static func varintLength(_ value: UInt64) -> Int {
        max(1, (UInt64.bitWidth - value.leadingZeroBitCount + 6) / 7)
    }

    /// Small magnitudes to small numbers, whatever the sign.
    @inline(__always)
    static func zigzag(_ value: Int64) -> UInt64 {
        UInt64(bitPattern: (value << 1) ^ (value >> 63))
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
