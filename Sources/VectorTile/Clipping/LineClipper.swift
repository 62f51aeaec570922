/// Cuts a line at the clip box into the parts inside it (each segment after Liang and Barsky, 1984).
struct LineClipper: ~Copyable, Sendable {
    private var memory = Scratch<Double>(capacity: 256)
    private var ends = Scratch<Int>(capacity: 16)
    private var length = 0
    private(set) var partCount = 0

    /// Positions of all parts, flat `x y`.
    var values: UnsafePointer<Double> { UnsafePointer(memory.start) }
    /// Where each of the `partCount` parts lies in `values`.
    subscript(part: Int) -> Range<Int> { (part == 0 ? 0 : ends.start[part - 1])..<ends.start[part] }

    /// Replaces the parts by those of `path` inside the closed clip box.
    mutating func clip(_ path: borrowing ClipPath, to grid: TileGrid) {
        let (low, high) = (Double(grid.low), Double(grid.high))
        let values = path.values
        // A segment has two ends, and may be a part of its own.
        memory.reserve(path.count * 2, keeping: 0)
        ends.reserve(path.count, keeping: 0)
        length = 0
        partCount = 0
        var isOpen = false
        var offset = 2
        while offset < path.count {
            let ax = values[offset - 2]
            let ay = values[offset - 1]
            let dx = values[offset] - ax
            let dy = values[offset + 1] - ay
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
                    append(values[offset], values[offset + 1], low, high)
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

    @inline(__always)
    private mutating func append(_ x: Double, _ y: Double, _ low: Double, _ high: Double) {
        // A cut computed from far away may miss the rim by a rounding error.
        memory.start[length] = min(max(x, low), high)
        memory.start[length + 1] = min(max(y, low), high)
        length += 2
    }

    @inline(__always)
    private mutating func closePart(_ isOpen: inout Bool) {
        ends.start[partCount] = length
        partCount += 1
        isOpen = false
    }
}
