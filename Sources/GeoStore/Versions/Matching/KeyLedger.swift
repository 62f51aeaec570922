internal import SimpleFeatures

/// Which keys a load has met, and what became of each: flat arrays with a table of slots, about 48 bytes a key.
struct KeyLedger {
    enum Fate: UInt8 {
        /// In the store, not in the source so far. `reference`: the position among the stored features.
        case stored
        /// In the source, the same as the stored feature. `reference` as before.
        case unchanged
        /// In the source, written or staged. `reference`: the row.
        case written
        /// Twice or more in the source: no row has it. `reference`: the position of the stored feature that stays as it
        /// was, `nothing` when there is none.
        case withdrawn
    }

    static let nothing: Int64 = -1

    private var digests: [Digest] = []
    private(set) var fates: [Fate] = []
    private(set) var sources: [Int64] = []
    private(set) var references: [Int64] = []
    /// Numbers of keys plus one, 0 for a free slot; a power of two.
    private var slots: [UInt32]

    init(reserving count: Int = 0) {
        digests.reserveCapacity(count)
        fates.reserveCapacity(count)
        sources.reserveCapacity(count)
        references.reserveCapacity(count)
        var size = 1024
        while size / 5 * 4 < count { size *= 2 }
        slots = [UInt32](repeating: 0, count: size)
    }

    /// The number of a key, nil when it is new.
    func find(_ digest: Digest) -> Int? {
        let slot = slots[slot(of: digest)]
        return slot == 0 ? nil : Int(slot) - 1
    }

    private func slot(of digest: Digest) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: digest.low) & mask
        while slots[slot] != 0, digests[Int(slots[slot]) - 1] != digest { slot = (slot + 1) & mask }
        return slot
    }

    /// - Parameter digest: one that `find` does not know.
    mutating func add(_ digest: Digest, fate: Fate, source: Int64 = 0, reference: Int64) {
        if digests.count + 1 > slots.count / 5 * 4 { grow() }
        digests.append(digest)
        fates.append(fate)
        sources.append(source)
        references.append(reference)
        slots[slot(of: digest)] = UInt32(digests.count)
    }

    mutating func set(_ fate: Fate, source: Int64, reference: Int64, at number: Int) {
        fates[number] = fate
        sources[number] = source
        references[number] = reference
    }

    mutating func withdraw(_ number: Int, keeping position: Int? = nil) {
        fates[number] = .withdrawn
        references[number] = position.map { Int64($0) } ?? Self.nothing
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for number in digests.indices { slots[slot(of: digests[number])] = UInt32(number + 1) }
    }
}
