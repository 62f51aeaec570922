internal import SimpleFeatures

/// Pairs what is gone with what is new when there is no key: a feature whose geometry is the same has changed its
/// values, one whose values are the same has moved. Only where there is one such feature on either side.
struct FeaturePairing {
    private struct Candidate {
        let hash: UInt64
        let number: UInt32
    }

    /// One side: 20 bytes a feature. 64 bits are enough here: a false pair would keep an id for another feature, and
    /// lose nothing.
    struct Side {
        fileprivate var geometries: [UInt64] = []
        fileprivate var values: [UInt64] = []
        fileprivate var references: [UInt32] = []

        init() {}

        /// - Parameter count: features to have room for, which costs nothing until they come; growing costs a copy.
        init(reserving count: Int) {
            geometries.reserveCapacity(count)
            values.reserveCapacity(count)
            references.reserveCapacity(count)
        }

        /// - Parameter reference: above all added before.
        mutating func add(geometry: Digest, values: Digest, reference: Int64) {
            geometries.append(geometry == GeometryDigest.none ? 0 : geometry.low | 1)
            self.values.append(values.low | 1)
            references.append(UInt32(reference))
        }

        var isEmpty: Bool { references.isEmpty }

        mutating func remove(reference: Int64) {
            var low = 0
            var high = references.count
            while low < high {
                let middle = (low + high) / 2
                if references[middle] < reference { low = middle + 1 } else { high = middle }
            }
            guard low < references.count, references[low] == reference else { return }
            // 0 pairs with nothing.
            geometries[low] = 0
            values[low] = 0
        }
    }

    /// Hands over pairs of references, old and new. Both sides lose what they had of them.
    static func forEachPair(
        old: inout Side, new: inout Side, _ body: (_ old: UInt32, _ new: UInt32) throws -> Void
    ) rethrows {
        for side in [\Side.geometries, \Side.values] {
            for slice in 0..<sliceCount {
                let left = uniqueCandidates(old[keyPath: side], of: slice)
                let right = uniqueCandidates(new[keyPath: side], of: slice)
                var index = 0
                for candidate in left {
                    while index < right.count, right[index].hash < candidate.hash { index += 1 }
                    guard index < right.count, right[index].hash == candidate.hash else { continue }
                    let (first, second) = (Int(candidate.number), Int(right[index].number))
                    try body(old.references[first], new.references[second])
                    // A feature is in one pair only.
                    old.values[first] = 0
                    new.values[second] = 0
                }
            }
        }
    }

    /// Hashes are compared by their first bits: of 3 million features on either side 96 MB would be in memory at once.
    private static let sliceCount: UInt64 = 1 << sliceBits
    private static let sliceBits: UInt64 = 4

    /// In the order of their hashes.
    private static func uniqueCandidates(_ hashes: [UInt64], of slice: UInt64) -> [Candidate] {
        var candidates: [Candidate] = []
        for (number, hash) in hashes.enumerated() where hash != 0 && hash >> (64 - sliceBits) == slice {
            candidates.append(Candidate(hash: hash, number: UInt32(number)))
        }
        candidates.sort { $0.hash < $1.hash }
        // In place: a second array would be as large again.
        var kept = 0
        var index = 0
        while index < candidates.count {
            var next = index + 1
            while next < candidates.count, candidates[next].hash == candidates[index].hash { next += 1 }
            if next == index + 1 {
                candidates[kept] = candidates[index]
                kept += 1
            }
            index = next
        }
        candidates.removeLast(candidates.count - kept)
        return candidates
    }
}
