/// Clips a ring to the clip box, one side after the other (Sutherland and Hodgman, 1974).
///
/// ```
///     ┌──────┐                ┌──────┐
///   ┌─┼────┐ │              ┌─┼────┐ │     A concave ring comes back in one piece, joined along the rim:
///   │ │ ┌──┼─┘   becomes    ║ │ ┌──┼─┘     the overlapping rim edges (║) are taken apart by `PolygonRepair`.
///   └─┼─┼─┐│                ║ └─┼─┐│
///     └─┘ └┘                ╚═══╝ └┘
/// ```
struct RingClipper: Sendable {
    private var spare: [Double] = []

    /// Leaves in `path` the part of the ring inside the clip box; empty when nothing is.
    mutating func clip(_ path: inout ClipPath, to grid: TileGrid) {
        // A side that no position lies beyond needs no pass.
        let (low, high) = (Double(grid.low), Double(grid.high))
        if path.crossed.contains(.west) { pass(&path.values, axis: 0, bound: low, sign: 1) }
        if path.crossed.contains(.east) { pass(&path.values, axis: 0, bound: high, sign: -1) }
        if path.crossed.contains(.north) { pass(&path.values, axis: 1, bound: low, sign: 1) }
        if path.crossed.contains(.south) { pass(&path.values, axis: 1, bound: high, sign: -1) }
    }

    /// Keeps where `sign * (position[axis] - bound) >= 0`.
    private mutating func pass(_ values: inout [Double], axis: Int, bound: Double, sign: Double) {
        spare.removeAll(keepingCapacity: true)
        let count = values.count
        guard count >= 6 else { return values.removeAll(keepingCapacity: true) }
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
                spare.append(axis == 0 ? bound : crossing)
                spare.append(axis == 0 ? crossing : bound)
            }
            if isInside {
                spare.append(values[offset])
                spare.append(values[offset + 1])
            }
            previous = current
            previousOther = currentOther
            previousIsInside = isInside
            offset += 2
        }
        swap(&values, &spare)
    }
}
