/// The two wire types that vector tiles need (protobuf encoding guide), written through a pointer for which the
/// caller has made room: `RawBytes.write(upTo:)`.
enum ProtobufWriter {
    /// The most bytes that `varint` writes.
    static let longestVarint = 10

    @inline(__always)
    static func varint(_ value: UInt64, to next: inout UnsafeMutablePointer<UInt8>) {
        if _fastPath(value < 1 << 14) {
            // One and two bytes in the same instructions: which of them it is cannot be predicted.
            let more: UInt64 = value > 0x7F ? 1 : 0
            let both = UInt16(truncatingIfNeeded: value & 0x7F | more &<< 7 | (value &>> 7) &<< 8)
            UnsafeMutableRawPointer(next).storeBytes(of: both.littleEndian, as: UInt16.self)
            next += Int(truncatingIfNeeded: 1 &+ more)
        } else {
            next = longVarint(value, at: next)
        }
    }

    /// - Returns: where it ends; a pointer that it moved along would have to lie in memory.
    @inline(never)
    private static func longVarint(
        _ value: UInt64, at start: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        var next = start
        var rest = value
        while rest >= 0x80 {
            next[0] = UInt8(truncatingIfNeeded: rest) | 0x80
            next += 1
            rest >>= 7
        }
        next[0] = UInt8(truncatingIfNeeded: rest)
        return next + 1
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
    static func copy(_ content: UnsafeRawBufferPointer, to next: inout UnsafeMutablePointer<UInt8>) {
        guard let source = content.baseAddress else { return }
        UnsafeMutableRawPointer(next).copyMemory(from: source, byteCount: content.count)
        next += content.count
    }

    /// Bytes that `message` copies at once. So many may be written behind its end.
    static let copyStep = 32

    /// - Parameter readable: bytes that may be read from the start of `content` on.
    @inline(__always)
    static func message(
        _ content: UnsafeRawBufferPointer, readable: Int, field: UInt8, to next: inout UnsafeMutablePointer<UInt8>
    ) {
        next[0] = field &<< 3 | 2
        next += 1
        varint(UInt64(truncatingIfNeeded: content.count), to: &next)
        guard _fastPath(content.count <= copyStep && readable >= copyStep), let source = content.baseAddress else {
            return copy(content, to: &next)
        }
        // How many bytes it is need not be known for that.
        UnsafeMutableRawPointer(next).storeBytes(
            of: source.loadUnaligned(as: SIMD32<UInt8>.self), as: SIMD32<UInt8>.self)
        next += content.count
    }

    /// A field that holds what `body` writes. How long that is shows afterwards: for the length, as many bytes are left
    /// as it takes at least.
    /// - Parameter least: bytes that `body` writes at least.
    @inline(__always)
    static func message(
        field: UInt8, least: Int = 0, to next: inout UnsafeMutablePointer<UInt8>,
        _ body: (inout UnsafeMutablePointer<UInt8>) -> Void
    ) {
        next[0] = field &<< 3 | 2
        let head = next + 1
        let left = varintLength(UInt64(truncatingIfNeeded: least))
        next = head + left
        body(&next)
        let count = next - head - left
        if _fastPath(count < 0x80 && left == 1) {
            head[0] = UInt8(truncatingIfNeeded: count)
        } else {
            next = close(head, left, count)
        }
    }

    /// Writes a message's length, and moves its content up if there is no room for it.
    @inline(never)
    private static func close(
        _ head: UnsafeMutablePointer<UInt8>, _ left: Int, _ count: Int
    ) -> UnsafeMutablePointer<UInt8> {
        let length = varintLength(UInt64(count))
        if length != left { (head + length).update(from: head + left, count: count) }
        return longVarint(UInt64(count), at: head) + count
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
