internal import SimpleFeatures

/// Each distinct value of a collection once, as an encoded `Value` message (MVT 2.1, 4.4), numbered from 1.
///
/// About 24 bytes for each, besides its message.
struct OverviewValueTable {
    /// Messages one behind the other.
    private(set) var bytes: [UInt8] = []
    /// Where each message starts, and where the last one ends.
    private(set) var offsets: [UInt32] = [0]
    private var hashes: [UInt32] = []
    /// Open addressing: numbers of values, 0 for a free slot.
    private var slots = [UInt32](repeating: 0, count: 1 << 10)
    private var message: [UInt8] = []

    var count: Int { hashes.count }

    /// The number of a value, 0 for what is not written to tiles: null, binaries, numbers that are not finite.
    /// - Throws: `OverviewError.tooLarge` past 4 GB of distinct values.
    mutating func number(of value: PropertyValue) throws(OverviewError) -> UInt32 {
        message.removeAll(keepingCapacity: true)
        guard Self.write(value, to: &message) else { return 0 }
        let hash = message.withUnsafeBytes(Self.hash)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = slots[slot]
            if hashes[Int(number) - 1] == hash && isEqual(number, message) { return number }
            slot = (slot + 1) & (slots.count - 1)
        }
        guard bytes.count + message.count <= Int(UInt32.max) else { throw OverviewError.tooLarge }
        bytes.append(contentsOf: message)
        offsets.append(UInt32(bytes.count))
        hashes.append(hash)
        slots[slot] = UInt32(count)
        if count * 2 > slots.count { grow() }
        return UInt32(count)
    }

    /// The number of a value that has this message, nil when there is none.
    func number(ofMessage message: UnsafeRawBufferPointer) -> UInt32? {
        let hash = Self.hash(message)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let number = slots[slot]
            if hashes[Int(number) - 1] == hash {
                let isEqual = bytes.withUnsafeBytes { bytes in
                    bytes[Int(offsets[Int(number) - 1])..<Int(offsets[Int(number)])].elementsEqual(message)
                }
                if isEqual { return number }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func isEqual(_ number: UInt32, _ message: [UInt8]) -> Bool {
        let start = Int(offsets[Int(number) - 1])
        guard Int(offsets[Int(number)]) - start == message.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            message.withUnsafeBufferPointer { message in
                for index in message.indices where bytes[start + index] != message[index] { return false }
                return true
            }
        }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for (index, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(index + 1)
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
            ProtobufWriter.text(text, field: 1, to: &message)
        }
        return true
    }
}
