/// Tiles of one zoom, as ranges of positions along the Hilbert curve: a province is a few hundred ranges where it is
/// millions of tiles.
struct TileRuns: Hashable, Sendable {
    let zoom: Int
    /// Rising, with gaps between them.
    private(set) var ranges: [Range<UInt64>] = []
    private(set) var count: UInt64 = 0

    init(zoom: Int) { self.zoom = zoom }

    /// - Precondition: `position` lies behind all former ones.
    mutating func append(_ position: UInt64) {
        count += 1
        guard let last = ranges.last, last.upperBound >= position else {
            return ranges.append(position..<position + 1)
        }
        precondition(last.upperBound == position, "positions must rise")
        ranges[ranges.count - 1] = last.lowerBound..<position + 1
    }

    /// The same tiles in pieces of at most `size`, behind `position` if there is one.
    func pieces(of size: UInt64, after position: UInt64? = nil) -> [Range<UInt64>].Pieces {
        [Range<UInt64>].Pieces(ranges: ranges, size: size, start: position.map { $0 + 1 } ?? 0)
    }
}

extension [Range<UInt64>] {
    /// Ranges cut into pieces while they are asked for.
    struct Pieces: Sequence, IteratorProtocol, Sendable {
        let ranges: [Range<UInt64>]
        let size: UInt64
        var start: UInt64
        private var place = 0

        init(ranges: [Range<UInt64>], size: UInt64, start: UInt64) {
            self.ranges = ranges
            self.size = size
            self.start = start
        }

        mutating func next() -> Range<UInt64>? {
            while place < ranges.count {
                let rest = ranges[place].clamped(to: start..<UInt64.max)
                guard !rest.isEmpty else {
                    place += 1
                    continue
                }
                start = Swift.min(rest.upperBound, rest.lowerBound + size)
                return rest.lowerBound..<start
            }
            return nil
        }
    }
}
