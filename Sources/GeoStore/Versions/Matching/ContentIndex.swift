internal import SimpleFeatures

/// The stored features by the fingerprint of their content, as a multiset: each is given away once. 24 bytes a feature.
struct ContentIndex {
    private struct Entry {
        let digest: Digest
        let position: UInt32
        /// At the first of a group of equal ones: how many of it are given away.
        var takenOfGroup: UInt32 = 0
    }

    private var entries: [Entry] = []
    /// Where the entries begin whose digest starts with these 16 bits.
    private var starts: [Int] = []

    init(reserving count: Int) { entries.reserveCapacity(count) }

    /// - Parameter position: of the feature among the stored ones.
    mutating func add(_ digest: Digest, position: Int) {
        entries.append(Entry(digest: digest, position: UInt32(position)))
    }

    /// Call once, after everything is added. Of equal features, the one with the lowest id is given away first.
    mutating func seal() {
        entries.sort { ($0.digest, $0.position) < ($1.digest, $1.position) }
        starts = [Int](repeating: 0, count: (1 << 16) + 1)
        var next = 0
        for bucket in 0..<(1 << 16) {
            starts[bucket] = next
            while next < entries.count, entries[next].digest.high >> 48 == UInt64(bucket) { next += 1 }
        }
        starts[1 << 16] = entries.count
    }

    /// The position of a stored feature of this content that nobody has taken yet; nil when there is none.
    mutating func take(_ digest: Digest) -> Int? {
        let bucket = Int(digest.high >> 48)
        var low = starts[bucket]
        var high = starts[bucket + 1]
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].digest < digest { low = middle + 1 } else { high = middle }
        }
        guard low < entries.count else { return nil }
        let next = low + Int(entries[low].takenOfGroup)
        guard next < entries.count, entries[next].digest == digest else { return nil }
        entries[low].takenOfGroup += 1
        return Int(entries[next].position)
    }
}
