/// Puts features in the order of their place on the curve, equal places by id.
enum CurveOrder {
    private struct Entry {
        var key: UInt64
        var index: UInt32
    }

    /// Bits sorted by in one pass.
    private static let digitBits = 11
    private static let digits = 6

    /// The numbers of features in their order; what has place and id in common stays as it is. A radix sort: 16 bytes for each feature, twice, while it runs.
    static func order(keys: [UInt64], ids: [Int64]) -> [UInt32] {
        var entries = keys.enumerated().map { Entry(key: $1, index: UInt32($0)) }
        var other = entries
        for digit in 0..<digits {
            let shift = UInt64(digit * digitBits)
            var starts = [Int](repeating: 0, count: 1 << digitBits)
            for entry in entries { starts[self.digit(entry.key, shift)] += 1 }
            // All in one place: a collection covers a small part of the world, and shares its highest digits.
            if starts.contains(entries.count) { continue }
            var sum = 0
            for index in starts.indices { (starts[index], sum) = (sum, sum + starts[index]) }
            entries.withUnsafeBufferPointer { source in
                other.withUnsafeMutableBufferPointer { target in
                    for entry in source {
                        let slot = self.digit(entry.key, shift)
                        target[starts[slot]] = entry
                        starts[slot] += 1
                    }
                }
            }
            swap(&entries, &other)
        }
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].key == entries[start].key { end += 1 }
            if end - start > 1 {
                entries[start..<end].sort { (ids[Int($0.index)], $0.index) < (ids[Int($1.index)], $1.index) }
            }
            start = end
        }
        return entries.map(\.index)
    }

    @inline(__always)
    private static func digit(_ key: UInt64, _ shift: UInt64) -> Int {
        Int(truncatingIfNeeded: key >> shift) & (1 << digitBits - 1)
    }
}
