/// Where points and lines lie to polygons, in a plane; each ring is closed.
enum PlanePredicates {
    static func isInside(_ point: TilePoint, _ rings: [[TilePoint]], orOnBoundary countsBoundary: Bool = false) -> Bool
    {
        var isInside = false
        for ring in rings {
            for (start, end) in zip(ring, ring.dropFirst()) {
                if isOnSegment(point, start, end) { return countsBoundary }
                if isCrossed(point, start, end) { isInside.toggle() }
            }
        }
        return isInside
    }

    static func isInside(line: [TilePoint], _ rings: [[TilePoint]]) -> Bool {
        guard line.allSatisfy({ isInside($0, rings) }) else { return false }
        return !zip(line, line.dropFirst()).contains { start, end in
            rings.contains { ring in
                zip(ring, ring.dropFirst()).contains { doIntersect(start, end, $0, $1) }
            }
        }
    }

    /// Whether two segments cross, each having its ends on both sides of the other.
    static func doIntersect(_ a: TilePoint, _ b: TilePoint, _ c: TilePoint, _ d: TilePoint) -> Bool {
        let p = TilePoint(x: b.x - a.x, y: b.y - a.y)
        let q = TilePoint(x: d.x - c.x, y: d.y - c.y)
        guard q.x * p.y - q.y * p.x != 0 else { return false }
        return areOnBothSides(a, b, of: (c, d)) && areOnBothSides(c, d, of: (a, b))
    }

    private static func areOnBothSides(
        _ p1: TilePoint, _ p2: TilePoint, of line: (start: TilePoint, end: TilePoint)
    ) -> Bool {
        func side(_ point: TilePoint) -> Double {
            (point.x - line.start.x) * (line.end.y - line.start.y) - (line.end.x - line.start.x)
                * (point.y - line.start.y)
        }
        let (first, second) = (side(p1), side(p2))
        return first > 0 && second < 0 || first < 0 && second > 0
    }

    private static func isOnSegment(_ p: TilePoint, _ start: TilePoint, _ end: TilePoint) -> Bool {
        let (x1, y1) = (p.x - start.x, p.y - start.y)
        let (x2, y2) = (p.x - end.x, p.y - end.y)
        return x1 * y2 - x2 * y1 == 0 && x1 * x2 <= 0 && y1 * y2 <= 0
    }

    /// Whether a ray from the point to the right meets the segment.
    private static func isCrossed(_ p: TilePoint, _ start: TilePoint, _ end: TilePoint) -> Bool {
        (start.y > p.y) != (end.y > p.y) && p.x < (end.x - start.x) * (p.y - start.y) / (end.y - start.y) + start.x
    }
}
