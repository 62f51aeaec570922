/// A straight edge between two grid positions.
struct GridSegment: Sendable {
    var a: GridPosition
    var b: GridPosition
    /// Which ring it belongs to, and its place among all segments of the polygon.
    var ring: Int32
    var index: Int32
    /// The segment that continues the ring.
    var next: Int32
    /// How many times it is walked from a to b, less how many times back.
    var weight: Int32

    var minX: Int32 { min(a.x, b.x) }
    var maxX: Int32 { max(a.x, b.x) }
    var minY: Int32 { min(a.y, b.y) }
    var maxY: Int32 { max(a.y, b.y) }

    init(a: GridPosition, b: GridPosition, ring: Int32 = 0, index: Int32 = 0, next: Int32 = 0, weight: Int32 = 1) {
        self.a = a
        self.b = b
        self.ring = ring
        self.index = index
        self.next = next
        self.weight = weight
    }

    /// Which side of the line a → b a position is on: positive is left (y taken upwards).
    func side(of position: GridPosition) -> Int {
        GridRings.turn(a.x, a.y, b.x, b.y, position.x, position.y)
    }

    /// Whether a position known to be on the line lies between the ends, ends excluded.
    func holdsWithin(_ position: GridPosition) -> Bool {
        position != a && position != b && position.x >= minX && position.x <= maxX && position.y >= minY
            && position.y <= maxY
    }

    /// Whether an end of both is all that two segments have in common.
    /// - Precondition: they meet.
    func sharesOneEnd(with other: GridSegment) -> Bool {
        let isOtherAnEnd = other.a == a || other.a == b
        guard isOtherAnEnd || other.b == a || other.b == b else { return false }
        let common = isOtherAnEnd ? other.a : other.b
        let rest = isOtherAnEnd ? other.b : other.a
        let ownRest = common == a ? b : a
        // On one line, they must lead apart.
        guard GridRings.turn(common.x, common.y, ownRest.x, ownRest.y, rest.x, rest.y) == 0 else { return true }
        let (dx, dy) = (Int(ownRest.x) - Int(common.x), Int(ownRest.y) - Int(common.y))
        return dx * (Int(rest.x) - Int(common.x)) + dy * (Int(rest.y) - Int(common.y)) < 0
    }

    /// Whether two segments of one ring follow each other.
    func adjoins(_ other: GridSegment) -> Bool {
        ring == other.ring && (next == other.index || other.next == index)
    }

    /// Every edge of the rings, in order.
    static func collect(from rings: borrowing GridRings, into segments: inout [GridSegment]) {
        segments.removeAll(keepingCapacity: true)
        for ring in 0..<rings.count {
            let start = rings[ring].start
            let end = rings[ring].end
            let firstIndex = Int32(segments.count)
            var a = GridPosition(x: rings.values[start], y: rings.values[start + 1])
            let first = a
            var offset = start + 2
            while offset <= end {
                let isLast = offset == end
                let b = isLast ? first : GridPosition(x: rings.values[offset], y: rings.values[offset + 1])
                let index = Int32(segments.count)
                segments.append(
                    GridSegment(a: a, b: b, ring: Int32(ring), index: index, next: isLast ? firstIndex : index + 1))
                a = b
                offset += 2
            }
        }
    }
}
