/// Clips a ring to the clip box, one side after the other (Sutherland and Hodgman, 1974).
///
/// ```
///     ┌──────┐                ┌──────┐
///   ┌─┼────┐ │              ┌─┼────┐ │     A concave ring comes back in one piece, joined along the rim:
///   │ │ ┌──┼─┘   becomes    ║ │ ┌──┼─┘     the overlapping rim edges (║) are taken apart by `PolygonRepair`.
///   └─┼─┼─┐│                ║ └─┼─┐│
///     └─┘ └┘                ╚═══╝ └┘
/// ```
struct RingClipper: ~Copyable, Sendable {
    private var spare = Scratch<Double>(capacity: 512)

    /// Leaves in `path` the part of the ring inside the clip box; empty when nothing is.
    mutating func clip(_ path: inout ClipPath, to grid: TileGrid) {
        // A side that no position lies beyond needs no pass.
        let (low, high) = (Double(grid.low), Double(grid.high))
        if path.crossed.contains(.west) { pass(&path, axis: 0, bound: low, sign: 1) }
        if path.crossed.contains(.east) { pass(&path, axis: 0, bound: high, sign: -1) }
        if path.crossed.contains(.north) { pass(&path, axis: 1, bound: low, sign: 1) }
        if path.crossed.contains(.south) { pass(&path, axis: 1, bound: high, sign: -1) }
    }

    /// Keeps where `sign * (position[axis] - bound) >= 0`.
    @inline(__always)
    private mutating func pass(_ path: inout ClipPath, axis: Int, bound: Double, sign: Double) {
        let count = path.count
        guard count >= 6 else { return path.removeAll() }
        // A position and the crossing before it, at most.
        spare.reserve(count * 2, keeping: 0)
        let values = path.values
        let kept = spare.start
        var length = 0
        let other = 1 - axis
        var previous = values[count - 2 + axis]
        var previousOther = values[count - 2 + other]
        var previousIsInside = sign * (previous - bound) >= 0
        var offset = 0
        while offset < count {
            let current = values[offset + axis]
            let currentOther = values[offset + other]
            let isInside = sign * (current - bound) >= 0
            if isInside != previousIsInside {
                // The two ends lie on different sides, so the divisor is not zero. From the lower end always,
                // so that the neighbour's copy of the edge, run the other way, is cut at the same position.
                let crossing: Double
                if previous < current {
                    crossing =
                        previousOther + (bound - previous) / (current - previous) * (currentOther - previousOther)
                } else {
                    crossing = currentOther + (bound - current) / (previous - current) * (previousOther - currentOther)
                }
                kept[length + axis] = bound
                kept[length + other] = crossing
                length += 2
            }
            if isInside {
                kept[length + axis] = current
                kept[length + other] = currentOther
                length += 2
            }
            previous = current
            previousOther = currentOther
            previousIsInside = isInside
            offset += 2
        }
        path.swapValues(with: &spare, count: length)
    }
}
