/// Which texts a layer's value table holds already, told apart byte by byte.
///
/// Not a `[String: UInt32]`: Swift compares strings by canonical equivalence, which for Vietnamese text means
/// normalising on every look-up, and would replace one spelling by another. The bytes themselves stay in the encoded
/// table; here are only their places.
struct TextTable {
    private struct Entry {
        var hash: UInt64
        var start: Int
        var length: Int
        var index: UInt32
    }

    /// Places in `entries` plus one; 0 is free. A power of two, at most half full.
    private var slots: [UInt32] = Array(repeating: 0, count: 64)
    private var entries: [Entry] = []

    /// The value index noted for these bytes, nil when they are new.
    func index(of bytes: UnsafeBufferPointer<UInt8>, hash: UInt64, in table: [UInt8]) -> UInt32? {
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let entry = entries[Int(slots[slot]) - 1]
            if entry.hash == hash, entry.length == bytes.count, Self.holds(table, at: entry.start, bytes) {
                return entry.index
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Notes that the text encoded at `start` of the value table has this value index.
    mutating func insert(hash: UInt64, start: Int, length: Int, index: UInt32) {
        entries.append(Entry(hash: hash, start: start, length: length, index: index))
        if entries.count * 2 > slots.count {
            slots = Array(repeating: 0, count: slots.count * 2)
            for place in entries.indices { occupy(place) }
        } else {
            occupy(entries.count - 1)
        }
    }

    private mutating func occupy(_ place: Int) {
        var slot = Int(truncatingIfNeeded: entries[place].hash) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(place + 1)
    }

    private static func holds(_ table: [UInt8], at start: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        table.withUnsafeBytes { stored in
            let slice = UnsafeRawBufferPointer(rebasing: stored[start..<start + bytes.count])
            return slice.elementsEqual(UnsafeRawBufferPointer(bytes))
        }
    }

    /// Multiply and fold, eight bytes at a time. Not seeded: the order of the table must not depend on the process,
    /// and a hostile set of texts costs time only within the limits of one tile.
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var state = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
        let raw = UnsafeRawBufferPointer(bytes)
        var offset = 0
        while offset + 8 <= raw.count {
            state = fold(state, raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            offset += 8
        }
        var rest: UInt64 = 0
        while offset < raw.count {
            rest = rest << 8 | UInt64(raw[offset])
            offset += 1
        }
        return fold(state, rest)
    }

    @inline(__always)
    private static func fold(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let product = (state ^ word ^ 0xD6E8_FEB8_6659_FD93).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return product.high ^ product.low
    }
}
