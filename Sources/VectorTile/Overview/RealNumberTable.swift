/// The numbers of values by their bits.
///
/// One look at one place in memory, where a table of messages takes three, each as far away as the other: measures of
/// parcels are nearly all different.
struct RealNumberTable {
    private struct Slot {
        var bits: UInt64
        /// 0 for a free slot.
        var number: UInt32
    }

    private var slots = [Slot](repeating: Slot(bits: 0, number: 0), count: 1 << 8)
    private var count = 0

    /// 0 for a value that is not there.
    func number(of bits: UInt64) -> UInt32 {
        slots.withUnsafeBufferPointer { slots in
            guard !slots.isEmpty else { return 0 }
            return slots[Self.place(of: bits, in: slots)].number
        }
    }

    /// - Precondition: it is not there.
    mutating func insert(_ bits: UInt64, number: UInt32) {
        // Three quarters full: with half, 3 million measures would take 128 MB.
        if (count + 1) * 4 > slots.count * 3 { grow() }
        let place = slots.withUnsafeBufferPointer { Self.place(of: bits, in: $0) }
        slots[place] = Slot(bits: bits, number: number)
        count += 1
    }

    /// Where a value is, or would be.
    @inline(__always)
    private static func place(of bits: UInt64, in slots: UnsafeBufferPointer<Slot>) -> Int {
        let mask = slots.count - 1
        // Fibonacci hashing: the upper bits of the product depend on all bits.
        var place = Int(truncatingIfNeeded: ((bits ^ (bits >> 32)) &* 0x9e37_79b9_7f4a_7c15) >> 32) & mask
        while slots[place].number != 0, slots[place].bits != bits { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        var larger = [Slot](repeating: Slot(bits: 0, number: 0), count: max(slots.count * 2, 1 << 8))
        for slot in slots where slot.number != 0 {
            let place = larger.withUnsafeBufferPointer { Self.place(of: slot.bits, in: $0) }
            larger[place] = slot
        }
        slots = larger
    }

    /// Gives up its memory: nothing is found or inserted afterwards.
    mutating func forget() { slots = [] }
}
