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
struct PolygonRepair: Sendable {
    /// Rounding a crossing may cause another one; real data settles after two or three rounds.
    static let maximumRounds = 12

    private var segments: [GridSegment] = []
    private var cuts: [SegmentCut] = []
    private var spare: [GridSegment] = []
    private var sweep = SegmentSweep()
    private var interior = InteriorSide()
    private var walk = RingWalk()

    /// Whether the rings are one that is a star, or small and simple: most are.
    @inline(__always)
    func isPlainlyValid(_ rings: borrowing GridRings) -> Bool {
        guard rings.count == 1 else { return false }
        let ring = rings[0]
        return ring.isStar || (ring.end <= 2 * SmallRing.mostPositions && SmallRing.isSimple(rings, 0))
    }

    /// Whether the rings of one polygon need no repair.
    mutating func isValid(_ rings: borrowing GridRings) -> Bool {
        isPlainlyValid(rings) || (areApart(rings) && HoleAssignment.holesLieInTheirPlace(rings))
    }

    /// Whether no two edges meet but where a ring continues.
    mutating func areApart(_ rings: borrowing GridRings) -> Bool {
        GridSegment.collect(from: rings, into: &segments)
        return sweep.areApart(segments)
    }

    /// Whether the polygons of one feature need no repair: their exteriors are positive, their holes negative.
    mutating func arePartsApart(_ rings: borrowing GridRings) -> Bool {
        GridSegment.collect(from: rings, into: &segments)
        return sweep.areApartButForCorners(segments)
    }

    /// Replaces rings by those of one or more valid polygons: each exterior ring (positive area) is followed by its
    /// holes (negative). May leave none.
    ///
    /// By the even-odd rule the rings are one polygon, whatever their direction; by union they are several, their
    /// exteriors positive and their holes negative.
    mutating func repair(_ rings: inout GridRings, _ rule: InteriorSide.Rule) {
        GridSegment.collect(from: rings, into: &segments)
        for _ in 0..<Self.maximumRounds {
            sweep.findCuts(segments, into: &cuts)
            if cuts.isEmpty { break }
            applyCuts()
        }
        mergePairs(rule)
        interior.orient(&segments, rule)
        walk.rings(of: segments, into: &rings)
        HoleAssignment.arrange(&rings)
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

    /// Keeps one of each edge. By the even-odd rule one walked twice bounds nothing; by union one walked there and
    /// back.
    private mutating func mergePairs(_ rule: InteriorSide.Rule) {
        spare.removeAll(keepingCapacity: true)
        for var segment in segments {
            let isOrdered = (segment.a.x, segment.a.y) < (segment.b.x, segment.b.y)
            if !isOrdered { segment = GridSegment(a: segment.b, b: segment.a, weight: -1) }
            spare.append(segment)
        }
        spare.sort { ($0.a.x, $0.a.y, $0.b.x, $0.b.y) < ($1.a.x, $1.a.y, $1.b.x, $1.b.y) }
        segments.removeAll(keepingCapacity: true)
        var next = 0
        while next < spare.count {
            var merged = spare[next]
            var count = 1
            next += 1
            while next < spare.count, spare[next].a == merged.a, spare[next].b == merged.b {
                merged.weight += spare[next].weight
                count += 1
                next += 1
            }
            if rule == .evenOdd {
                guard !count.isMultiple(of: 2) else { continue }
                merged.weight = 1
            }
            if merged.weight != 0 { segments.append(merged) }
        }
    }
}
