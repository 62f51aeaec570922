/// The key and value tables of a layer (MVT 2.1, 4.4): each used key and each distinct value once, in order of use.
///
/// Values come as ids of encoded messages, equal ids for equal values: telling them apart is a comparison of
/// numbers, and writing one is copying its bytes.
struct TileDictionary: Sendable {
    private static let noKey = UInt32.max

    private let names: [String]
    /// Places of the visible properties in a row of value ids.
    private let visible: [Int]
    private var keyIndices: [UInt32]
    private var keyCount: UInt32 = 0
    private var values = ValueIndices()
    /// Encoded `keys` and `values` fields of the layer.
    private(set) var keyBytes: [UInt8] = []
    private(set) var valueBytes = RawBytes(capacity: 16384)

    init(names: [String], visible: [Bool]?) {
        precondition(visible == nil || visible?.count == names.count, "the mask has another length than the properties")
        self.names = names
        self.visible = names.indices.filter { visible?[$0] ?? true }
        keyIndices = Array(repeating: Self.noKey, count: names.count)
    }

    /// Appends the feature's tags, pairs of key and value index.
    @inline(__always)
    mutating func writeTags(ofRow row: Int, of attributes: OverviewAttributes, to bytes: inout RawBytes) {
        let ids = attributes.valueIDs(ofRow: row)
        precondition(ids.count >= names.count, "a row has fewer values than its layer has properties")
        bytes.write(upTo: visible.count * 2 * ProtobufWriter.longestVarint) { next in
            for place in visible {
                let id = ids[place]
                guard id != 0 else { continue }
                var key = keyIndices[place]
                if _slowPath(key == Self.noKey) { key = addKey(place) }
                let (index, isNew) = values.index(of: id)
                if isNew { addValue(attributes.message(ofValue: id)) }
                ProtobufWriter.varint(UInt64(key), to: &next)
                ProtobufWriter.varint(UInt64(index), to: &next)
            }
        }
    }

    @inline(__always)
    private mutating func addValue(_ message: UnsafeRawBufferPointer) {
        valueBytes.write(upTo: message.count + 1 + ProtobufWriter.longestVarint) {
            ProtobufWriter.message(message, field: 4, to: &$0)
        }
    }

    @inline(never)
    private mutating func addKey(_ place: Int) -> UInt32 {
        keyIndices[place] = keyCount
        keyCount += 1
        ProtobufWriter.text(names[place], field: 3, to: &keyBytes)
        return keyIndices[place]
    }
}

/// Which index of a layer's value table each value id has: open addressing, since a dictionary of the standard
/// library costs 20 ns per look-up in seeded hashing alone.
struct ValueIndices: Sendable {
    /// `id << 32 | index`; 0 is free, for there is no id 0. A power of two, at most half full.
    private var slots: [UInt64] = Array(repeating: 0, count: 1024)
    private var count = 0

    /// The index of a value id, which is the next free one when the id is new.
    @inline(__always)
    mutating func index(of id: UInt32) -> (index: UInt32, isNew: Bool) {
        let found: UInt32? = slots.withUnsafeMutableBufferPointer { slots in
            let mask = slots.count &- 1
            var slot = Self.home(of: id) & mask
            while slots[slot] != 0 {
                if UInt32(truncatingIfNeeded: slots[slot] &>> 32) == id {
                    return UInt32(truncatingIfNeeded: slots[slot])
                }
                slot = (slot &+ 1) & mask
            }
            slots[slot] = UInt64(id) &<< 32 | UInt64(truncatingIfNeeded: count)
            return nil
        }
        if let found { return (found, false) }
        count &+= 1
        if count &* 2 > slots.count { grow() }
        return (UInt32(truncatingIfNeeded: count &- 1), true)
    }

    @inline(__always)
    private static func home(of id: UInt32) -> Int {
        Int(truncatingIfNeeded: (UInt64(id) &* 0x9E37_79B9_7F4A_7C15) &>> 32)
    }

    @inline(never)
    private mutating func grow() {
        let old = slots
        slots = Array(repeating: 0, count: old.count * 4)
        for entry in old where entry != 0 {
            var slot = Self.home(of: UInt32(entry >> 32)) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = entry
        }
    }
}
