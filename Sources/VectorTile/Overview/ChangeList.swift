/// Where the tiles of some zooms changed, and when, on its way into a change index.
struct ChangeList {
    struct Change {
        var box: WorldBox
        var stamp: Int
    }

    /// Changes kept for one zoom: 3 MB. With more, neighbours share a box, and some tiles count as changed that did not.
    static let limit = 1 << 17

    private(set) var changes: [Change]

    /// In the order of the curve; a place that changed again keeps the later stamp.
    /// - Parameter changes: in any order.
    init(_ changes: [Change], limit: Int = Self.limit) {
        var keyed = changes.map { (place: $0.box.curvePosition, change: $0) }
        keyed.sort { first, second in
            if first.place != second.place { return first.place < second.place }
            let (a, b) = (first.change.box, second.change.box)
            return (a.minX, a.minY, first.change.stamp) < (b.minX, b.minY, second.change.stamp)
        }
        var kept: [Change] = []
        for (_, change) in keyed {
            if kept.last?.box == change.box { kept.removeLast() }
            kept.append(change)
        }
        while kept.count > limit { kept = Self.joined(kept) }
        self.changes = kept
    }

    /// Half as many: each two neighbours along the curve become one, with the later stamp.
    private static func joined(_ changes: [Change]) -> [Change] {
        stride(from: 0, to: changes.count, by: 2).map { index in
            guard index + 1 < changes.count else { return changes[index] }
            let (first, second) = (changes[index], changes[index + 1])
            return Change(box: first.box.union(second.box), stamp: max(first.stamp, second.stamp))
        }
    }
}
