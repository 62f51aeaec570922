/// Puts features in the order of their place on the curve, equal places by id.
enum CurveOrder {
    /// - Parameter id: of the feature with an index; only asked where places are equal.
    static func sort(
        _ entries: inout [KeyedIndex], _ sorter: inout RadixSorter, id: (UInt32) throws(OverviewError) -> Int64
    ) throws(OverviewError) {
        sorter.sort(&entries)
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].key == entries[start].key { end += 1 }
            if end - start > 1 {
                var tied: [(id: Int64, index: UInt32)] = []
                for entry in entries[start..<end] { tied.append((try id(entry.index), entry.index)) }
                tied.sort { $0 < $1 }
                for (offset, entry) in tied.enumerated() { entries[start + offset].index = entry.index }
            }
            start = end
        }
    }
}
