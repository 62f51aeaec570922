/// Which numbers a layer's value table holds already, by their 64 bits.
///
/// A dictionary of the standard library costs 20 ns per look-up in seeded hashing alone; here it is a multiplication.
/// A hostile set of numbers costs time only within the limits of one tile.
struct NumberTable {
    private struct Slot {
        var bits: UInt64
        /// Value index plus one; 0 is free.
        var place: UInt32
    }

    /// A power of two, at most half full.
    private var slots: [Slot] = Array(repeating: Slot(bits: 0, place: 0), count: 64)
    private var count = 0

    /// The index noted for these bits; when there is none, `newIndex` is noted and nil returned.
    mutating func index(of bits: UInt64, orNote newIndex: UInt32) -> UInt32? {
        var slot = home(of: bits)
        while slots[slot].place != 0 {
            if slots[slot].bits == bits { return slots[slot].place - 1 }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Slot(bits: bits, place: newIndex + 1)
        count += 1
        if count * 2 > slots.count { grow() }
        return nil
    }

    private func home(of bits: UInt64) -> Int {
        // Upper half of the product: round numbers of a double differ in their upper bits only.
        let product = (bits ^ (bits >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: product >> 32) & (slots.count - 1)
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(bits: 0, place: 0), count: old.count * 2)
        for entry in old where entry.place != 0 {
            var slot = home(of: entry.bits)
            while slots[slot].place != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = entry
        }
    }
}
