import SimpleFeatures

/// Which ring lies in which, once it is known that none cross.
extension TopologyCheck {
    /// Where a point lies by a ring.
    private enum Side { case inside, on, outside }

    mutating func nesting() -> Verdict {
        guard rings.count > 1 else { return .sound }
        for first in rings.indices {
            for second in rings.indices where second != first {
                if isOverWorked(1) { return .undecided }
                guard let verdict = relation(of: first, to: second) else { continue }
                return verdict
            }
        }
        return rings.contains(where: \.touches) ? .touching : .sound
    }

    /// What is wrong with ring `first` lying where it lies by ring `second`; nil when nothing.
    private mutating func relation(of first: Int, to second: Int) -> Verdict? {
        let inner = rings[first]
        let outer = rings[second]
        let isApart =
            inner.minX > outer.maxX || inner.maxX < outer.minX || inner.minY > outer.maxY || inner.maxY < outer.minY
        switch (inner.isShell, outer.isShell, inner.part == outer.part) {
        case (false, true, true):
            // A hole belongs inside its shell.
            if isApart { return .fault(.holeOutsideShell, at: points[inner.start]) }
            return check(inner, by: outer, isWrong: { $0 == .outside }, .holeOutsideShell)
        case (false, false, true):
            return isApart ? nil : check(inner, by: outer, isWrong: { $0 == .inside }, .holesNested)
        case (true, true, false):
            guard !isApart else { return nil }
            return nestedShell(first, in: second)
        case (true, false, true), (true, false, false), (false, true, false), (false, false, false), (true, true, true):
            return nil
        }
    }

    /// A part inside another is allowed in one of its holes only.
    private mutating func nestedShell(_ first: Int, in second: Int) -> Verdict? {
        let inner = rings[first]
        if isOverWorked(inner.count * rings[second].count) { return .undecided }
        let holes = rings.indices.filter { !rings[$0].isShell && rings[$0].part == rings[second].part }
        for place in samples(of: inner) where side(of: place, by: rings[second]) == .inside {
            if isOverWorked(holes.reduce(0) { $0 + rings[$1].count }) { return .undecided }
            guard holes.contains(where: { side(of: place, by: rings[$0]) != .outside }) else {
                return .fault(.partsNested, at: place)
            }
            if !inner.touches { return nil }
        }
        return nil
    }

    private mutating func check(
        _ inner: Ring, by outer: Ring, isWrong: (Side) -> Bool, _ rule: GeometryRule
    ) -> Verdict? {
        // Rings that do not touch are on one side altogether: one vertex tells.
        if isOverWorked(inner.touches ? inner.count * outer.count : outer.count) { return .undecided }
        for place in inner.touches ? samples(of: inner) : [points[inner.start]] {
            let found = side(of: place, by: outer)
            if isWrong(found) { return .fault(rule, at: place) }
        }
        return nil
    }

    /// The vertices, and the middles of segments where the ring touches others: a ring may cross another in vertices.
    private func samples(of ring: Ring) -> [Coordinate] {
        guard ring.touches else { return [points[ring.start]] }
        let vertices = points[ring.start..<ring.start + ring.count]
        let next = vertices.dropFirst() + vertices.prefix(1)
        return Array(vertices)
            + zip(vertices, next).map { Coordinate(x: ($0.x + $1.x) / 2, y: ($0.y + $1.y) / 2) }
    }

    /// By the parity of crossings of a ray to the east, exact.
    private func side(of place: Coordinate, by ring: Ring) -> Side {
        if place.x < ring.minX || place.x > ring.maxX || place.y < ring.minY || place.y > ring.maxY { return .outside }
        var isInside = false
        var previous = points[ring.start + ring.count - 1]
        for index in ring.start..<ring.start + ring.count {
            let current = points[index]
            let (low, high) = previous.y <= current.y ? (previous, current) : (current, previous)
            if low.y <= place.y, place.y <= high.y {
                let turn = orientation(low, high, place)
                if turn == 0, place.x >= min(low.x, high.x), place.x <= max(low.x, high.x) { return .on }
                if place.y < high.y, turn > 0 { isInside.toggle() }
            }
            previous = current
        }
        return isInside ? .inside : .outside
    }
}
