internal import SimpleFeatures

#if canImport(Glibc)
internal import Glibc
#endif

/// Each distinct value of a collection once, as an encoded `Value` message (MVT 2.1, 4.4), numbered from 1.
///
/// 20 to 36 bytes for each, besides its message; 4 for a small whole number, which is looked for nowhere but at its own
/// place: half the columns of a parcel are such numbers, and the next row often has the next one.
struct OverviewValueTable {
    /// Messages one behind the other.
    private(set) var bytes: [UInt8] = []
    /// Where each message starts, and where the last one ends.
    private(set) var offsets: [UInt32] = [0]
    /// Open addressing: hash and number of a value in one word, 0 for a free slot. So most of what is somewhere else in
    /// memory is looked at only when it is equal.
    private var slots = [UInt64](repeating: 0, count: 1 << 10)
    /// Values that have a slot.
    private var slotCount = 0
    /// By whole number: that of its value, 0 for none.
    private var smallNumbers: [UInt32] = []
    /// 16 MB when the last of them is there.
    private static let smallLimit = 1 << 22
    private var reals = RealNumberTable()

    var count: Int { offsets.count - 1 }

    /// The first byte of a message: the field of its kind.
    private enum Tag {
        static let text: UInt8 = 1 << 3 | 2
        static let real: UInt8 = 3 << 3 | 1
        static let whole: UInt8 = 5 << 3
        static let negative: UInt8 = 6 << 3
        static let boolean: UInt8 = 7 << 3
    }

    /// The number of a value, 0 for what is not written to tiles: null, binaries, numbers that are not finite.
    /// - Throws: `OverviewError.tooLarge` past 4 GB of distinct values.
    /// - Parameter last: the number that it may well have, or 0.
    mutating func number(of value: PropertyValue, last: UInt32 = 0) throws(OverviewError) -> UInt32 {
        switch value {
        case .null, .binary:
            return 0
        case .boolean(let flag):
            return try number(tag: Tag.boolean, varint: flag ? 1 : 0)
        case .integer(let number):
            // uint for what is not negative, sint otherwise: the shortest of the three integer kinds.
            guard number >= 0 else { return try self.number(tag: Tag.negative, varint: ProtobufWriter.zigzag(number)) }
            guard number < Self.smallLimit else { return try self.number(tag: Tag.whole, varint: UInt64(number)) }
            return try self.number(small: Int(number))
        case .real(let number):
            guard number.isFinite else { return 0 }
            let bits = number.bitPattern.littleEndian
            let known = reals.number(of: bits)
            guard known == 0 else { return known }
            bytes.append(Tag.real)
            withUnsafeBytes(of: bits) { bytes.append(contentsOf: $0) }
            let new = try end()
            reals.insert(bits, number: new)
            return new
        case .text(var text):
            var lookup = text.withUTF8 { find(Tag.text, UnsafeRawBufferPointer($0), last: last) }
            guard lookup.number == 0 else { return lookup.number }
            bytes.append(Tag.text)
            text.withUTF8 { characters in
                ProtobufWriter.varint(UInt64(characters.count), to: &bytes)
                bytes.append(contentsOf: characters)
            }
            return try insert(&lookup)
        }
    }

    private mutating func number(small: Int) throws(OverviewError) -> UInt32 {
        if small < smallNumbers.count {
            if smallNumbers[small] != 0 { return smallNumbers[small] }
        } else {
            // Twice as many each time, and no more than there can be.
            var length = max(1 << 10, smallNumbers.count)
            while length <= small { length *= 2 }
            smallNumbers.append(contentsOf: repeatElement(0, count: length - smallNumbers.count))
        }
        bytes.append(Tag.whole)
        ProtobufWriter.varint(UInt64(small), to: &bytes)
        let number = try end()
        smallNumbers[small] = number
        return number
    }

    private mutating func number(tag: UInt8, varint: UInt64) throws(OverviewError) -> UInt32 {
        let start = bytes.count
        bytes.append(tag)
        ProtobufWriter.varint(varint, to: &bytes)
        var lookup = bytes.withUnsafeBytes { find(tag, UnsafeRawBufferPointer(rebasing: $0[(start + 1)...]), last: 0) }
        guard lookup.number == 0 else {
            bytes.removeLast(bytes.count - start)
            return lookup.number
        }
        return try insert(&lookup)
    }

    /// Ends the message that was just written.
    private mutating func end() throws(OverviewError) -> UInt32 {
        guard bytes.count <= Int(UInt32.max) else { throw OverviewError.tooLarge }
        offsets.append(UInt32(bytes.count))
        return UInt32(count)
    }

    private mutating func insert(_ lookup: inout Lookup) throws(OverviewError) -> UInt32 {
        let number = try end()
        slots[lookup.slot] = UInt64(lookup.hash) << 32 | UInt64(number)
        slotCount += 1
        if slotCount * 2 > slots.count { grow() }
        return number
    }

    /// Gives up what finds values: none can be added or looked for afterwards.
    mutating func forgetPlaces() {
        slots = []
        smallNumbers = []
        reals.forget()
    }

    /// The number of the value that has this message, nil when there is none.
    func number(ofMessage message: UnsafeRawBufferPointer) -> UInt32? {
        guard let tag = message.first else { return nil }
        var rest = UnsafeRawBufferPointer(rebasing: message.dropFirst())
        if tag == Tag.real {
            guard rest.count == MemoryLayout<UInt64>.size else { return nil }
            let number = reals.number(of: rest.loadUnaligned(as: UInt64.self))
            return number == 0 ? nil : number
        }
        if tag == Tag.whole || tag == Tag.text {
            let (varint, length) = Self.varint(rest)
            if tag == Tag.whole, varint < Self.smallLimit {
                let small = Int(varint)
                guard small < smallNumbers.count, smallNumbers[small] != 0 else { return nil }
                return smallNumbers[small]
            }
            if tag == Tag.text { rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(length)) }
        }
        let number = find(tag, rest, last: 0).number
        return number == 0 ? nil : number
    }

    // MARK: Slots

    /// Where a value is, or would be.
    private struct Lookup {
        var slot: Int
        var hash: UInt32
        /// 0 when it is not there.
        var number: UInt32
    }

    /// - Parameter content: of the message, behind its tag and, of a text, its length.
    private func find(_ tag: UInt8, _ content: UnsafeRawBufferPointer, last: UInt32) -> Lookup {
        bytes.withUnsafeBytes { bytes in
            offsets.withUnsafeBufferPointer { offsets in
                func isEqual(_ number: UInt32) -> Bool {
                    let start = Int(offsets[Int(number) - 1])
                    let end = Int(offsets[Int(number)])
                    // Texts of one length have lengths of one length; other kinds have none.
                    let header = tag == Tag.text ? 1 + Self.varintLength(content.count) : 1
                    guard end - start == header + content.count, bytes[start] == tag else { return false }
                    guard let base = content.baseAddress else { return true }
                    return memcmp(bytes.baseAddress! + start + header, base, content.count) == 0
                }
                if last != 0, isEqual(last) { return Lookup(slot: 0, hash: 0, number: last) }
                return slots.withUnsafeBufferPointer { slots in
                    let hash = Self.hash(tag, content)
                    var slot = Int(hash) & (slots.count - 1)
                    while slots[slot] != 0 {
                        let number = UInt32(truncatingIfNeeded: slots[slot])
                        if slots[slot] >> 32 == hash, isEqual(number) {
                            return Lookup(slot: slot, hash: hash, number: number)
                        }
                        slot = (slot + 1) & (slots.count - 1)
                    }
                    return Lookup(slot: slot, hash: hash, number: 0)
                }
            }
        }
    }

    private mutating func grow() {
        let former = slots
        slots = [UInt64](repeating: 0, count: former.count * 2)
        slots.withUnsafeMutableBufferPointer { slots in
            let mask = slots.count - 1
            for entry in former where entry != 0 {
                var slot = Int(entry >> 32) & mask
                while slots[slot] != 0 { slot = (slot + 1) & mask }
                slots[slot] = entry
            }
        }
    }

    /// FNV-1a's idea on words of eight bytes, folded to 32 bits; a table needs no more.
    private static func hash(_ tag: UInt8, _ content: UnsafeRawBufferPointer) -> UInt32 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(content.count) << 8 ^ UInt64(tag)
        var offset = 0
        while offset + 8 <= content.count {
            hash = (hash ^ content.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0x9e37_79b9_7f4a_7c15
            hash ^= hash >> 29
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < content.count {
            rest = rest << 8 | UInt64(content[offset])
            offset += 1
        }
        hash = (hash ^ rest) &* 0x9e37_79b9_7f4a_7c15
        return UInt32(truncatingIfNeeded: hash >> 32 ^ hash >> 15)
    }

    // MARK: Varints

    private static func varintLength(_ number: Int) -> Int {
        var length = 1
        var rest = number >> 7
        while rest > 0 {
            length += 1
            rest >>= 7
        }
        return length
    }

    private static func varint(_ bytes: UnsafeRawBufferPointer) -> (value: UInt64, length: Int) {
        var value: UInt64 = 0
        var length = 0
        for byte in bytes.prefix(10) {
            value |= UInt64(byte & 0x7F) << UInt64(7 * length)
            length += 1
            if byte < 0x80 { break }
        }
        return (value, length)
    }
}
