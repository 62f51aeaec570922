/// Makes rings that touch or cross each other, or themselves, into valid polygons of the same even-odd interior.
///
/// Rounding to the grid, simplifying and clipping leave such rings; MVT 2.1 (4.3.4.4) forbids them. The way is
/// that of GEOS's "linework" repair: cut all edges where they meet, cancel those that lie on each other, turn each
/// so that the interior is on its left, and walk round. Only rings that fail the cheap test come here.
///
/// ```
///   ╔══════╗                 ┌──┐  ┌──┐
///   ║ ┌──┐ ║     the rim     │  │  │  │     a U cut through its arms: one ring with a doubled
///   ╚═╝  ╚═╝     becomes     └──┘  └──┘     edge becomes two rings
/// ```
struct PolygonRepair {
    /// Rounding a crossing may cause another one; real data settles after two or three rounds.
    static let maximumRounds = 12

    private var segments: [GridSegment] = []
    private var cuts: [SegmentCut] = []
    private var spare: [GridSegment] = []
    private var sweep = SegmentSweep()
    private var parity = InteriorParity()
    private var walk = RingWalk()

    /// Whether the rings of one polygon need no repair.
    mutating func isValid(_ rings: GridRings) -> Bool {
        if rings.count == 1, rings.areConvex[0] { return true }
        GridSegment.collect(from: rings, into: &segments)
        return sweep.areApart(segments) && Self.holesLieInExteriorBox(rings)
    }

    /// Replaces the rings of one polygon by those of one or more valid ones: each exterior ring (positive area) is
    /// followed by its holes (negative). May leave none.
    mutating func repair(_ rings: inout GridRings) {
        GridSegment.collect(from: rings, into: &segments)
        for _ in 0..<Self.maximumRounds {
            sweep.findCuts(segments, into: &cuts)
            if cuts.isEmpty { break }
            applyCuts()
        }
        cancelPairs()
        parity.orient(&segments)
        walk.rings(of: segments, into: &rings)
        HoleAssignment.arrange(&rings)
    }

    /// A hole that reaches beyond its exterior's box lies outside it.
    private static func holesLieInExteriorBox(_ rings: GridRings) -> Bool {
        guard rings.count > 1 else { return true }
        let exterior = box(of: 0, rings)
        for ring in 1..<rings.count {
            let hole = box(of: ring, rings)
            guard hole.low.x >= exterior.low.x, hole.low.y >= exterior.low.y, hole.high.x <= exterior.high.x,
                hole.high.y <= exterior.high.y
            else { return false }
        }
        return true
    }

    private static func box(of ring: Int, _ rings: GridRings) -> (low: GridPosition, high: GridPosition) {
        var offset = rings.start(of: ring)
        var low = GridPosition(x: .max, y: .max)
        var high = GridPosition(x: .min, y: .min)
        while offset < rings.ends[ring] {
            low.x = min(low.x, rings.values[offset])
            high.x = max(high.x, rings.values[offset])
            low.y = min(low.y, rings.values[offset + 1])
            high.y = max(high.y, rings.values[offset + 1])
            offset += 2
        }
        return (low, high)
    }

    /// Rewrites `segments` with every segment cut at its cuts; rings are forgotten from here on.
    private mutating func applyCuts() {
        cuts.sort { ($0.segment, $0.distance) < ($1.segment, $1.distance) }
        spare.removeAll(keepingCapacity: true)
        var next = 0
        for segment in segments {
            var from = segment.a
            while next < cuts.count, cuts[next].segment == segment.index {
                add(from, cuts[next].position)
                from = cuts[next].position
                next += 1
            }
            add(from, segment.b)
        }
        swap(&segments, &spare)
    }

    private mutating func add(_ a: GridPosition, _ b: GridPosition) {
        guard a != b else { return }
        spare.append(GridSegment(a: a, b: b, index: Int32(spare.count)))
    }

    /// Keeps one of each edge that occurs an odd number of times: an edge walked twice bounds nothing.
    private mutating func cancelPairs() {
        spare.removeAll(keepingCapacity: true)
        for segment in segments {
            let isOrdered = (segment.a.x, segment.a.y) < (segment.b.x, segment.b.y)
            spare.append(isOrdered ? segment : GridSegment(a: segment.b, b: segment.a))
        }
        spare.sort { ($0.a.x, $0.a.y, $0.b.x, $0.b.y) < ($1.a.x, $1.a.y, $1.b.x, $1.b.y) }
        segments.removeAll(keepingCapacity: true)
        for segment in spare {
            if let last = segments.last, last.a == segment.a, last.b == segment.b {
                segments.removeLast()
            } else {
                segments.append(GridSegment(a: segment.a, b: segment.b, index: Int32(segments.count)))
            }
        }
    }
}
