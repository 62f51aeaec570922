/// Finds out on which side of each edge the interior lies, and turns the edge so that it is the left.
///
/// All ends are whole numbers and edges meet at ends only, so that between two neighbouring grid columns they lie
/// above one another in one order from end to end. Column by column that order is kept up to date, and counting
/// through it from below gives every edge the winding beneath it.
struct InteriorSide: Sendable {
    /// What is inside.
    enum Rule: Sendable {
        /// What an odd number of edges encloses: one polygon that may cross itself.
        case evenOdd
        /// What more exteriors than holes enclose: polygons that may overlap each other.
        case union
    }

    /// A sloping edge that spans the column at hand.
    private struct Span {
        var index: Int
        /// Height at the middle of the column.
        var height: Double
    }

    private var active: [Span] = []
    private var arrived: [Span] = []
    private var spare: [Span] = []
    /// Winding beneath each edge; for an upright one, east of it.
    private var windings: [Int32] = []

    /// Leaves the edges that have the interior on exactly one side, each with the interior on its left.
    ///
    /// - Precondition: sorted by `a`, each running east, or up if upright; no two are the same; `weight` is how many
    ///   times it is walked that way less how many times it is walked back.
    mutating func orient(_ segments: inout [GridSegment], _ rule: Rule) {
        windings.removeAll(keepingCapacity: true)
        windings.append(contentsOf: repeatElement(0, count: segments.count))
        active.removeAll(keepingCapacity: true)
        var first = 0
        while first < segments.count {
            let column = segments[first].a.x
            var end = first
            while end < segments.count, segments[end].a.x == column { end += 1 }
            arrange(segments, first..<end, column)
            measure(segments, first..<end, column)
            first = end
        }
        var kept = 0
        for index in segments.indices {
            let segment = segments[index]
            let base = windings[index]
            let isInsideRight = rule == .evenOdd ? base & 1 != 0 : base > 0
            let isInsideLeft = rule == .evenOdd ? !isInsideRight : base + segment.weight > 0
            guard isInsideLeft != isInsideRight else { continue }
            segments[kept] = isInsideLeft ? segment : GridSegment(a: segment.b, b: segment.a)
            kept += 1
        }
        segments.removeLast(segments.count - kept)
    }

    /// Brings the order of edges up to date for the column that begins at `column`.
    private mutating func arrange(_ segments: [GridSegment], _ starting: Range<Int>, _ column: Int32) {
        arrived.removeAll(keepingCapacity: true)
        for index in starting where segments[index].b.x != column {
            arrived.append(Span(index: index, height: Self.height(segments[index], at: Double(column) + 0.5)))
        }
        arrived.sort { ($0.height, $0.index) < ($1.height, $1.index) }
        spare.removeAll(keepingCapacity: true)
        var next = 0
        for var span in active where segments[span.index].b.x > column {
            span.height = Self.height(segments[span.index], at: Double(column) + 0.5)
            while next < arrived.count, arrived[next].height < span.height {
                spare.append(arrived[next])
                next += 1
            }
            spare.append(span)
        }
        spare.append(contentsOf: arrived[next...])
        swap(&active, &spare)
    }

    private mutating func measure(_ segments: [GridSegment], _ starting: Range<Int>, _ column: Int32) {
        var winding: Int32 = 0
        for span in active {
            if starting.contains(span.index) { windings[span.index] = winding }
            winding += segments[span.index].weight
        }
        for index in starting where segments[index].b.x == column {
            let middle = (Double(segments[index].a.y) + Double(segments[index].b.y)) / 2
            var winding: Int32 = 0
            for span in active {
                guard Self.height(segments[span.index], at: Double(column)) < middle else { break }
                winding += segments[span.index].weight
            }
            windings[index] = winding
        }
    }

    @inline(__always)
    private static func height(_ segment: GridSegment, at x: Double) -> Double {
        let share = (x - Double(segment.a.x)) / Double(segment.b.x - segment.a.x)
        return Double(segment.a.y) + share * Double(segment.b.y - segment.a.y)
    }
}
