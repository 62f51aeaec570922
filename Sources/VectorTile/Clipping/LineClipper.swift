/// Cuts a line at the clip box into the parts inside it (each segment after Liang and Barsky, 1984).
struct LineClipper: Sendable {
    /// Positions of all parts, flat `x y`.
    private(set) var values: [Double] = []
    /// Where each part ends in `values`.
    private(set) var partEnds: [Int] = []

    /// Replaces the parts by those of `path` inside the closed clip box.
    mutating func clip(_ path: ClipPath, to grid: TileGrid) {
        let (low, high) = (Double(grid.low), Double(grid.high))
        values.removeAll(keepingCapacity: true)
        partEnds.removeAll(keepingCapacity: true)
        var isOpen = false
        var offset = 2
        while offset < path.values.count {
            let ax = path.values[offset - 2]
            let ay = path.values[offset - 1]
            let dx = path.values[offset] - ax
            let dy = path.values[offset + 1] - ay
            var enter = 0.0
            var leave = 1.0
            let isVisible =
                Self.narrow(&enter, &leave, by: -dx, ax - low)
                && Self.narrow(&enter, &leave, by: dx, high - ax)
                && Self.narrow(&enter, &leave, by: -dy, ay - low)
                && Self.narrow(&enter, &leave, by: dy, high - ay)
            if isVisible {
                if isOpen && enter > 0 { closePart(&isOpen) }
                if !isOpen {
                    append(ax + enter * dx, ay + enter * dy, low, high)
                    isOpen = true
                }
                if leave == 1 {
                    append(path.values[offset], path.values[offset + 1], low, high)
                } else {
                    append(ax + leave * dx, ay + leave * dy, low, high)
                    closePart(&isOpen)
                }
            } else if isOpen {
                closePart(&isOpen)
            }
            offset += 2
        }
        if isOpen { closePart(&isOpen) }
    }

    /// Narrows the visible stretch `enter...leave` (0…1 along the segment) by one side; false when nothing is left.
    @inline(__always)
    private static func narrow(_ enter: inout Double, _ leave: inout Double, by p: Double, _ q: Double) -> Bool {
        if p == 0 { return q >= 0 }
        let t = q / p
        if p < 0 {
            if t > leave { return false }
            if t > enter { enter = t }
        } else {
            if t < enter { return false }
            if t < leave { leave = t }
        }
        return true
    }

    private mutating func append(_ x: Double, _ y: Double, _ low: Double, _ high: Double) {
        // A cut computed from far away may miss the rim by a rounding error.
        values.append(min(max(x, low), high))
        values.append(min(max(y, low), high))
    }

    private mutating func closePart(_ isOpen: inout Bool) {
        partEnds.append(values.count)
        isOpen = false
    }
}
