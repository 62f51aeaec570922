internal import SimpleFeatures

#if canImport(Glibc)
internal import Glibc
#endif

/// Each distinct value of a collection once, as an encoded `Value` message (MVT 2.1, 4.4), numbered from 1.
///
/// 20 to 36 bytes for each, besides its message.
struct OverviewValueTable {
    /// Messages one behind the other.
    private(set) var bytes: [UInt8] = []
    /// Where each message starts, and where the last one ends.
    private(set) var offsets: [UInt32] = [0]
    /// Open addressing: hash and number of a value in one word, 0 for a free slot. So most of what is somewhere else in
    /// memory is looked at only when it is equal.
    private var slots = [UInt64](repeating: 0, count: 1 << 10)
    private var message: [UInt8] = []

    var count: Int { offsets.count - 1 }

    /// The number of a value, 0 for what is not written to tiles: null, binaries, numbers that are not finite.
    /// - Throws: `OverviewError.tooLarge` past 4 GB of distinct values.
    /// - Parameter last: the number that it may well have, or 0.
    mutating func number(of value: PropertyValue, last: UInt32 = 0) throws(OverviewError) -> UInt32 {
        message.removeAll(keepingCapacity: true)
        guard Self.write(value, to: &message) else { return 0 }
        let (slot, hash, known) = message.withUnsafeBytes { message in
            last != 0 && isEqual(last, message) ? (0, 0, last) : find(message)
        }
        if let known { return known }
        guard bytes.count + message.count <= Int(UInt32.max) else { throw OverviewError.tooLarge }
        bytes.append(contentsOf: message)
        offsets.append(UInt32(bytes.count))
        slots[slot] = UInt64(hash) << 32 | UInt64(count)
        let number = UInt32(count)
        if count * 2 > slots.count { grow() }
        return number
    }

    /// Gives up what finds values: none can be added or looked for afterwards.
    mutating func forgetPlaces() { slots = [] }

    /// The number of the value that has this message, nil when there is none.
    func number(ofMessage message: UnsafeRawBufferPointer) -> UInt32? { find(message).number }

    /// Where a message is, or where it would be.
    private func find(_ message: UnsafeRawBufferPointer) -> (slot: Int, hash: UInt32, number: UInt32?) {
        let hash = Self.hash(message)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = UInt32(truncatingIfNeeded: slots[slot])
            if slots[slot] >> 32 == hash, isEqual(number, message) { return (slot, hash, number) }
            slot = (slot + 1) & (slots.count - 1)
        }
        return (slot, hash, nil)
    }

    private func isEqual(_ number: UInt32, _ message: UnsafeRawBufferPointer) -> Bool {
        let start = Int(offsets[Int(number) - 1])
        guard Int(offsets[Int(number)]) - start == message.count else { return false }
        return bytes.withUnsafeBytes { bytes in
            memcmp(bytes.baseAddress! + start, message.baseAddress!, message.count) == 0
        }
    }

    private mutating func grow() {
        let former = slots
        slots = [UInt64](repeating: 0, count: former.count * 2)
        for entry in former where entry != 0 {
            var slot = Int(entry >> 32) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = entry
        }
    }

    /// FNV-1a's idea on words of eight bytes, folded to 32 bits; a table needs no more.
    private static func hash(_ message: UnsafeRawBufferPointer) -> UInt32 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(message.count)
        var offset = 0
        while offset + 8 <= message.count {
            hash = (hash ^ message.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0x9e37_79b9_7f4a_7c15
            hash ^= hash >> 29
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < message.count {
            rest = rest << 8 | UInt64(message[offset])
            offset += 1
        }
        hash = (hash ^ rest) &* 0x9e37_79b9_7f4a_7c15
        return UInt32(truncatingIfNeeded: hash >> 32 ^ hash >> 15)
    }

    /// False for what has no message.
    private static func write(_ value: PropertyValue, to message: inout [UInt8]) -> Bool {
        switch value {
        case .null, .binary:
            return false
        case .boolean(let flag):
            ProtobufWriter.number(flag ? 1 : 0, field: 7, to: &message)
        case .integer(let number):
            // uint for what is not negative, sint otherwise: the shortest of the three integer kinds.
            let bits = number >= 0 ? UInt64(number) : ProtobufWriter.zigzag(number)
            ProtobufWriter.number(bits, field: number >= 0 ? 5 : 6, to: &message)
        case .real(let number):
            guard number.isFinite else { return false }
            ProtobufWriter.varint(3 << 3 | 1, to: &message)
            withUnsafeBytes(of: number.bitPattern.littleEndian) { message.append(contentsOf: $0) }
        case .text(let text):
            var text = text
            text.withUTF8 { characters in
                ProtobufWriter.varint(1 << 3 | 2, to: &message)
                ProtobufWriter.varint(UInt64(characters.count), to: &message)
                message.append(contentsOf: characters)
            }
        }
        return true
    }
}
