/// Where the tiles of some zooms changed, and when, on its way into a change index.
///
/// Changes come along the curve and are joined as soon as they are too many: of three million, those in memory are no
/// more than a few times the limit.
struct ChangeList {
    struct Change {
        var box: WorldBox
        var stamp: Int
    }

    /// Changes kept for one zoom: 3 MB. With more, those close by share a box, and tiles between them count as changed
    /// that did not.
    static let limit = 1 << 17
    /// Boxes that share one fit into a square of this side at first, some 5 m: hardly a tile counts for nothing.
    private static let smallestSide: Int64 = 1 << 8

    private let limit: Int
    /// In the order of the curve; a place that changed again keeps the later stamp.
    private(set) var changes: [Change] = []
    /// Changes of one place on the curve, in any order.
    private var tied: [Change] = []
    private var place: UInt64 = 0
    /// Each joins what the one before it hands on, in squares twice as large.
    private var joiners: [Joiner] = []

    /// Neighbours along the curve become one, with the latest stamp, as long as they fit into a square: never two that
    /// lie far from each other.
    private struct Joiner {
        let side: Int64
        var last: Change?

        /// - Returns: what is complete, when there is something.
        mutating func take(_ change: Change) -> Change? {
            guard let last else {
                self.last = change
                return nil
            }
            let box = last.box.union(change.box)
            guard Int64(box.maxX) - Int64(box.minX) <= side, Int64(box.maxY) - Int64(box.minY) <= side else {
                self.last = change
                return last
            }
            self.last = Change(box: box, stamp: max(last.stamp, change.stamp))
            return nil
        }
    }

    /// - Parameter limit: how many are kept.
    init(limit: Int = Self.limit) { self.limit = limit }

    /// - Parameter changes: in any order.
    init(_ changes: [Change], limit: Int = Self.limit) {
        self.init(limit: limit)
        let keyed = changes.map { (place: $0.box.curvePosition, change: $0) }
        for (place, change) in keyed.sorted(by: { $0.place < $1.place }) { add(change, at: place) }
        finish()
    }

    /// - Parameter place: of the box, on the curve; not before that of the change added last.
    mutating func add(_ change: Change, at place: UInt64) {
        if place != self.place { addTied() }
        self.place = place
        tied.append(change)
    }

    /// Called after the last change.
    mutating func finish() {
        addTied()
        // A joiner that comes by joining too many gets what the others still had.
        var next = 0
        while next < joiners.count {
            if let last = joiners[next].last { pass(last, to: next + 1) }
            next += 1
        }
    }

    private mutating func addTied() {
        if tied.count > 1 {
            tied.sort { first, second in
                let (a, b) = (first.box, second.box)
                return (a.minX, a.minY, a.maxX, a.maxY, first.stamp) < (b.minX, b.minY, b.maxX, b.maxY, second.stamp)
            }
        }
        for (index, change) in tied.enumerated() where index + 1 == tied.count || tied[index + 1].box != change.box {
            pass(change, to: 0)
        }
        tied.removeAll(keepingCapacity: true)
    }

    /// Hands a change to a joiner, or keeps it behind the last one.
    private mutating func pass(_ change: Change, to first: Int) {
        var change = change
        var index = first
        while index < joiners.count {
            guard let complete = joiners[index].take(change) else { return }
            change = complete
            index += 1
        }
        changes.append(change)
        guard changes.count > limit else { return }
        joiners.append(Joiner(side: Self.smallestSide << Int64(joiners.count)))
        let kept = changes
        changes.removeAll(keepingCapacity: true)
        for change in kept { pass(change, to: joiners.count - 1) }
    }
}
