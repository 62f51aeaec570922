/// Turns every edge so that the even-odd interior is on its left, by counting the edges below it.
struct InteriorParity {
    /// Columns of 2^5 units: a few dozen edges each for a full tile.
    static let columnShift: Int32 = 5

    private var columnStarts: [Int32] = []
    private var members: [Int32] = []
    private var west: Int32 = 0

    /// - Precondition: segments meet at their ends only, no two are the same, and each runs east, or north if upright.
    mutating func orient(_ segments: inout [GridSegment]) {
        guard !segments.isEmpty else { return }
        fillColumns(segments)
        for index in segments.indices {
            let segment = segments[index]
            let isOddBelow = !countBelow(segment, index, segments).isMultiple(of: 2)
            // Sloping: odd below means the interior is below, so its left must be: run west.
            // Upright: odd means the interior is just east of it: run south.
            if isOddBelow { segments[index] = GridSegment(a: segment.b, b: segment.a) }
        }
    }

    private mutating func fillColumns(_ segments: [GridSegment]) {
        west = segments.reduce(Int32.max) { min($0, $1.minX) }
        let east = segments.reduce(Int32.min) { max($0, $1.maxX) }
        let columns = Int((east - west) >> Self.columnShift) + 1
        columnStarts = Array(repeating: 0, count: columns + 1)
        for segment in segments where segment.minX != segment.maxX {
            for column in columnsTouched(segment) { columnStarts[column + 1] += 1 }
        }
        for column in 0..<columns { columnStarts[column + 1] += columnStarts[column] }
        members = Array(repeating: 0, count: Int(columnStarts[columns]))
        var cursor = columnStarts
        for (index, segment) in segments.enumerated() where segment.minX != segment.maxX {
            for column in columnsTouched(segment) {
                members[Int(cursor[column])] = Int32(index)
                cursor[column] += 1
            }
        }
    }

    private func columnsTouched(_ segment: GridSegment) -> ClosedRange<Int> {
        Int((segment.minX - west) >> Self.columnShift)...Int((segment.maxX - west) >> Self.columnShift)
    }

    /// Edges that a ray from the middle of `segment` towards smaller y crosses.
    ///
    /// In doubled coordinates, so that the middle is on the grid. An edge covers its west end and not its east
    /// end, which for an upright segment puts the ray just east of it.
    private func countBelow(_ segment: GridSegment, _ index: Int, _ segments: [GridSegment]) -> Int {
        let x = Int(segment.a.x) + Int(segment.b.x)
        let y = Int(segment.a.y) + Int(segment.b.y)
        let column = (x >> 1 - Int(west)) >> Int(Self.columnShift)
        var below = 0
        for member in Int(columnStarts[column])..<Int(columnStarts[column + 1]) {
            let other = Int(members[member])
            guard other != index else { continue }
            let edge = segments[other]
            let (left, right) = edge.a.x < edge.b.x ? (edge.a, edge.b) : (edge.b, edge.a)
            guard 2 * Int(left.x) <= x, x < 2 * Int(right.x) else { continue }
            let rise = (Int(right.x) - Int(left.x)) * (y - 2 * Int(left.y))
            let run = (Int(right.y) - Int(left.y)) * (x - 2 * Int(left.x))
            if rise > run { below += 1 }
        }
        return below
    }
}
