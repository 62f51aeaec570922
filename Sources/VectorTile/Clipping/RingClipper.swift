/// Clips a ring to the clip box, one side after the other (Sutherland and Hodgman, 1974).
///
/// ```
///     ┌──────┐                ┌──────┐
///   ┌─┼────┐ │              ┌─┼────┐ │     A concave ring comes back in one piece, joined along the rim:
///   │ │ ┌──┼─┘   becomes    ║ │ ┌──┼─┘     the overlapping rim edges (║) are taken apart by `PolygonRepair`.
///   └─┼─┼─┐│                ║ └─┼─┐│
///     └─┘ └┘                ╚═══╝ └┘
/// ```
struct RingClipper {
    private var spare: [Double] = []

    private enum Side { case west, east, north, south }

    /// Leaves in `path` the part of the ring inside the clip box; empty when nothing is.
    mutating func clip(_ path: inout TilePath, to grid: TileGrid) {
        // The box is that of the unclipped ring: a side it does not cross needs no pass.
        if path.minX < grid.low { pass(&path.values, .west, grid.low) }
        if path.maxX > grid.high { pass(&path.values, .east, grid.high) }
        if path.minY < grid.low { pass(&path.values, .north, grid.low) }
        if path.maxY > grid.high { pass(&path.values, .south, grid.high) }
    }

    private mutating func pass(_ values: inout [Double], _ side: Side, _ bound: Double) {
        switch side {
        case .west: pass(&values, axis: 0, bound: bound, sign: 1)
        case .east: pass(&values, axis: 0, bound: bound, sign: -1)
        case .north: pass(&values, axis: 1, bound: bound, sign: 1)
        case .south: pass(&values, axis: 1, bound: bound, sign: -1)
        }
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
