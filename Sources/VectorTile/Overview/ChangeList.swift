/// Where the tiles of some zooms changed, and when, on its way into a change index.
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

    private(set) var changes: [Change]

    /// In the order of the curve; a place that changed again keeps the later stamp.
    /// - Parameter changes: in any order.
    init(_ changes: [Change], limit: Int = Self.limit) {
        var keyed = changes.map { (place: $0.box.curvePosition, change: $0) }
        keyed.sort { first, second in
            if first.place != second.place { return first.place < second.place }
            let (a, b) = (first.change.box, second.change.box)
            return (a.minX, a.minY, a.maxX, a.maxY, first.change.stamp)
                < (b.minX, b.minY, b.maxX, b.maxY, second.change.stamp)
        }
        var kept: [Change] = []
        for (_, change) in keyed {
            if kept.last?.box == change.box { kept.removeLast() }
            kept.append(change)
        }
        var side = Self.smallestSide
        while kept.count > limit {
            kept = Self.joined(kept, side: side)
            side *= 2
        }
        self.changes = kept
    }

    /// Neighbours along the curve become one, with the latest stamp, as long as they fit into a square: never two that
    /// lie far from each other.
    private static func joined(_ changes: [Change], side: Int64) -> [Change] {
        var joined: [Change] = []
        for change in changes {
            if let last = joined.last {
                let box = last.box.union(change.box)
                if Int64(box.maxX) - Int64(box.minX) <= side, Int64(box.maxY) - Int64(box.minY) <= side {
                    joined[joined.count - 1] = Change(box: box, stamp: max(last.stamp, change.stamp))
                    continue
                }
            }
            joined.append(change)
        }
        return joined
    }
}
