/// Lines moved sideways, with mitred corners.
///
/// ```
///   ───────────╮ path             A corner moves along its bisector; where that would go farther than
///   ─────────╮ │                  `longestMiter` offsets, the corner is cut by two points.
///     offset │ │
/// ```
/// Where a bend is tighter than the offset, the inner side crosses itself, as MapLibre's does.
enum ParallelPath {
    /// Offsets; sharper corners are cut.
    static let longestMiter = 2.0

    static func path(of path: CanvasPath, offset: Double) -> CanvasPath {
        guard offset != 0 else { return path }
        var moved = CanvasPath()
        moved.reserve(points: path.pointCount)
        path.forEachPart { points, isClosed in
            let corners = distinct(points, isClosed: isClosed)
            guard corners.count > 1 else { return }
            let ring = isClosed && corners.count > 2
            for index in corners.indices {
                let before = index > 0 ? corners[index - 1] : ring ? corners[corners.count - 1] : nil
                let after = index + 1 < corners.count ? corners[index + 1] : ring ? corners[0] : nil
                add(corner: corners[index], before, after, offset, to: &moved)
            }
            if ring { moved.closeRing() } else { moved.endLine() }
        }
        return moved
    }

    private static func distinct(_ points: [CanvasPoint], isClosed: Bool) -> [CanvasPoint] {
        var corners: [CanvasPoint] = []
        for point in points where corners.last != point { corners.append(point) }
        if isClosed, corners.count > 1, corners.first == corners.last { corners.removeLast() }
        return corners
    }

    private static func add(
        corner: CanvasPoint, _ before: CanvasPoint?, _ after: CanvasPoint?, _ offset: Double, to path: inout CanvasPath
    ) {
        let arriving = before.map { normal(from: $0, to: corner) }
        let leaving = after.map { normal(from: corner, to: $0) }
        guard let one = arriving ?? leaving, let other = leaving ?? arriving else { return }
        let sum = one + other
        // |sum| is 2·cos(half the turn), and a miter 1/cos(half the turn) offsets long.
        let square = sum.x * sum.x + sum.y * sum.y
        let isShort = square * longestMiter * longestMiter >= 4
        if isShort || meetsInside(corner, before, after, one, other, offset) {
            let place = corner + sum * (2 * offset / square)
            path.add(x: place.x, y: place.y)
        } else {
            for side in [one, other] {
                let place = corner + side * offset
                path.add(x: place.x, y: place.y)
            }
        }
    }

    /// Whether the offset is on the inner side of a bend, and both its lines are long enough to meet there.
    private static func meetsInside(
        _ corner: CanvasPoint, _ before: CanvasPoint?, _ after: CanvasPoint?, _ one: CanvasPoint,
        _ other: CanvasPoint, _ offset: Double
    ) -> Bool {
        guard let before, let after, (one.x * other.y - one.y * other.x) * offset > 0 else { return false }
        // The tangent of half an angle is sine / (1 + cosine).
        let sine = abs(one.x * other.y - one.y * other.x)
        let cosine = one.x * other.x + one.y * other.y
        let setBack = abs(offset) * sine / (1 + cosine)
        return setBack <= min(corner.distance(to: before), corner.distance(to: after))
    }

    /// Of length 1, to the right of the way (y is down).
    private static func normal(from: CanvasPoint, to: CanvasPoint) -> CanvasPoint {
        let way = to - from
        let length = way.length
        return CanvasPoint(x: -way.y / length, y: way.x / length)
    }
}
