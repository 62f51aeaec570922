/// Tells whether lists of the search index hold any of some features, without making the lists: 2 ns for each id.
struct FeatureFilter {
    private let features: Set<Int64>
    /// Most ids are told apart by a bit.
    private var bits = [UInt64](repeating: 0, count: 1 << 8)
    private static let mask: Int64 = (1 << 14) - 1

    init(_ features: Set<Int64>) {
        self.features = features
        for id in features { bits[Int((id & Self.mask) >> 6)] |= 1 << UInt64(id & 63) }
    }

    /// - Parameter bytes: as `FeatureList` writes them.
    func matches(features bytes: UnsafeRawBufferPointer) -> Bool { matches(bytes, skipping: false) }

    /// - Parameter bytes: as `ParcelList` stores them.
    func matches(parcels bytes: UnsafeRawBufferPointer) -> Bool { matches(bytes, skipping: true) }

    /// - Parameter skipsNumbers: whether a number follows each id.
    private func matches(_ bytes: UnsafeRawBufferPointer, skipping skipsNumbers: Bool) -> Bool {
        bits.withUnsafeBufferPointer { bits in
            var reader = NumberReader(bytes)
            var id: Int64 = 0
            while let step = reader.next() {
                id &+= Int64(bitPattern: step)
                if skipsNumbers, reader.next() == nil { return false }
                if bits[Int((id & Self.mask) >> 6)] >> UInt64(id & 63) & 1 == 1, features.contains(id) { return true }
            }
            return false
        }
    }
}
