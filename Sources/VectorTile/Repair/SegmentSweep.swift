/// Finds the pairs of segments whose boxes meet, by sorting them from west to east.
struct SegmentSweep: Sendable {
    private var keys: [UInt64] = []
    private var sorted: [GridSegment] = []

    /// Whether no two segments meet anywhere but where a ring continues: the rings are simple and apart.
    mutating func areApart(_ segments: [GridSegment]) -> Bool {
        areApart(segments) { _, _ in false }
    }

    /// The same for rings that have the interior on their left, of which two may touch at a corner of both, each
    /// outside the other there.
    ///
    /// ```
    ///   ┌───┐
    ///   │   │       Squares of a pool often lie so. Nothing but such corners in common means nothing of their insides
    ///   └───┼───┐   in common either.
    ///       └───┘
    /// ```
    mutating func areApartButForCorners(_ segments: [GridSegment]) -> Bool {
        areApart(segments) { left, right in
            guard left.ring != right.ring, left.sharesOneEnd(with: right) else { return false }
            // Of the four pairs of edges at a corner, the two that lead there.
            guard left.b == right.b else { return true }
            let corner = GridCorner(left, segments[Int(left.next)])
            let other = GridCorner(right, segments[Int(right.next)])
            return corner.isOutside(other) && other.isOutside(corner)
        }
    }

    @inline(__always)
    private mutating func areApart(
        _ segments: [GridSegment], mayMeet: (GridSegment, GridSegment) -> Bool
    ) -> Bool {
        sort(segments)
        let sorted = sorted.span
        for first in 0..<sorted.count {
            let left = sorted[first]
            let minY = left.minY
            let maxY = left.maxY
            let maxX = left.maxX
            var second = first + 1
            while second < sorted.count {
                let right = sorted[second]
                if right.minX > maxX { break }
                second += 1
                if right.minY > maxY || right.maxY < minY || left.adjoins(right) { continue }
                if Self.meet(left, right), !mayMeet(left, right) { return false }
            }
        }
        return true
    }

    /// Lists where segments have to be cut so that they meet at ends only. Empty when they do already.
    ///
    /// A crossing is rounded to the grid, which may bend the two segments into others: call again until empty.
    mutating func findCuts(_ segments: [GridSegment], into cuts: inout [SegmentCut]) {
        cuts.removeAll(keepingCapacity: true)
        sort(segments)
        for first in sorted.indices {
            let left = sorted[first]
            var second = first + 1
            while second < sorted.count, sorted[second].minX <= left.maxX {
                let right = sorted[second]
                second += 1
                if right.minY > left.maxY || right.maxY < left.minY { continue }
                Self.cut(left, right, into: &cuts)
            }
        }
    }

    private mutating func sort(_ segments: [GridSegment]) {
        keys.removeAll(keepingCapacity: true)
        for index in segments.indices {
            // Shifted above zero: the sign must not upset the order of the unsigned key.
            let west = UInt64(Int64(segments[index].minX) + Int64(Int32.max))
            keys.append(west << 32 | UInt64(index))
        }
        keys.sort()
        sorted.removeAll(keepingCapacity: true)
        for key in keys { sorted.append(segments[Int(key & 0xFFFF_FFFF)]) }
    }

    @inline(__always)
    private static func meet(_ left: GridSegment, _ right: GridSegment) -> Bool {
        let sideA = left.side(of: right.a)
        let sideB = left.side(of: right.b)
        if (sideA > 0 && sideB > 0) || (sideA < 0 && sideB < 0) { return false }
        let otherA = right.side(of: left.a)
        let otherB = right.side(of: left.b)
        // On one line the boxes decide, and they overlap.
        return !((otherA > 0 && otherB > 0) || (otherA < 0 && otherB < 0))
    }

    private static func cut(_ left: GridSegment, _ right: GridSegment, into cuts: inout [SegmentCut]) {
        let sideA = left.side(of: right.a)
        let sideB = left.side(of: right.b)
        if (sideA > 0 && sideB > 0) || (sideA < 0 && sideB < 0) { return }
        let otherA = right.side(of: left.a)
        let otherB = right.side(of: left.b)
        if (otherA > 0 && otherB > 0) || (otherA < 0 && otherB < 0) { return }
        if sideA != 0, sideB != 0, otherA != 0, otherB != 0 {
            let crossing = crossing(left, right, sideA, sideB)
            if crossing != left.a && crossing != left.b { cuts.append(SegmentCut(left, at: crossing)) }
            if crossing != right.a && crossing != right.b { cuts.append(SegmentCut(right, at: crossing)) }
            return
        }
        if sideA == 0, left.holdsWithin(right.a) { cuts.append(SegmentCut(left, at: right.a)) }
        if sideB == 0, left.holdsWithin(right.b) { cuts.append(SegmentCut(left, at: right.b)) }
        if otherA == 0, right.holdsWithin(left.a) { cuts.append(SegmentCut(right, at: left.a)) }
        if otherB == 0, right.holdsWithin(left.b) { cuts.append(SegmentCut(right, at: left.b)) }
    }

    /// Where two properly crossing segments meet, on the grid.
    private static func crossing(_ left: GridSegment, _ right: GridSegment, _ sideA: Int, _ sideB: Int) -> GridPosition
    {
        // The signed distances of right's ends from left divide right in their ratio.
        let share = Double(sideA) / (Double(sideA) - Double(sideB))
        let x = Double(right.a.x) + share * Double(Int(right.b.x) - Int(right.a.x))
        let y = Double(right.a.y) + share * Double(Int(right.b.y) - Int(right.a.y))
        return GridPosition(x: TileGrid.rounded(x), y: TileGrid.rounded(y))
    }
}

/// A position at which one segment has to be cut.
struct SegmentCut: Sendable {
    let segment: Int32
    /// Squared distance from the segment's start: the order of cuts along it.
    let distance: Int
    let position: GridPosition

    init(_ segment: GridSegment, at position: GridPosition) {
        self.segment = segment.index
        self.position = position
        let dx = Int(position.x) - Int(segment.a.x)
        let dy = Int(position.y) - Int(segment.a.y)
        distance = dx * dx + dy * dy
    }
}
