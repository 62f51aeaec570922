internal import Glibc

/// The areas that strokes cover: rings around lines, all the same way round, so that they are one where they overlap.
///
/// ```
///        left side, forth
///      ╭───────────────────╮
///      │ · · · · · · · · · │ the line, with a cap at each end
///      ╰───────────────────╯
///        right side, back
/// ```
/// A ring of the line has two of them, one along each side.
struct StrokeOutline {
    private(set) var path = CanvasPath()
    private let half: Double
    private let cap: StrokeStyle.Cap
    private let join: StrokeStyle.Join
    /// Between the points of a round corner.
    private let turn: Double

    /// - Parameters:
    ///   - width: of the stroke, in pixels of the surface.
    init(width: Double, cap: StrokeStyle.Cap, join: StrokeStyle.Join) {
        half = width / 2
        self.cap = cap
        self.join = join
        turn = 2 * acos(max(0, 1 - Self.flatness / max(half, Self.flatness)))
    }

    /// Pixels by which a round corner may be off: a dot of 4 pixels has 20 corners, and 98 of 100 parts of its area.
    private static let flatness = 0.03
    /// Pixels: points nearer than that are one, which has no direction.
    private static let nearest = 0.01
    /// The cosine of a turn so slight that every kind of corner looks the same.
    private static let slightTurn = 0.985

    /// - Parameter points: in pixels of the surface.
    mutating func add(_ points: [CanvasPoint], isClosed: Bool) {
        var corners: [CanvasPoint] = []
        corners.reserveCapacity(points.count)
        for point in points {
            if let last = corners.last, last.distance(to: point) < Self.nearest { continue }
            corners.append(point)
        }
        while isClosed, corners.count > 1, corners[corners.count - 1].distance(to: corners[0]) < Self.nearest {
            corners.removeLast()
        }
        guard corners.count > 1 else {
            if let only = corners.first { addDot(only) }
            return
        }
        let way = Way(corners, isClosed: isClosed && corners.count > 2)
        path.reserve(points: 2 * corners.count + 8)
        way.isClosed ? addRing(way) : addLine(way)
    }

    /// Corners with the directions between them: the piece behind corner `i` has normal `i`, to its left as seen.
    private struct Way {
        let corners: [CanvasPoint]
        let isClosed: Bool
        private(set) var normals: [CanvasPoint] = []
        private(set) var lengths: [Double] = []

        init(_ corners: [CanvasPoint], isClosed: Bool) {
            self.corners = corners
            self.isClosed = isClosed
            normals.reserveCapacity(corners.count)
            lengths.reserveCapacity(corners.count)
            for index in corners.indices {
                let piece = corners[index + 1 < corners.count ? index + 1 : 0] - corners[index]
                let length = piece.length
                lengths.append(length)
                normals.append(CanvasPoint(x: piece.y / length, y: -piece.x / length))
            }
        }

        func before(_ index: Int) -> Int { index > 0 ? index - 1 : corners.count - 1 }
    }

    private mutating func addRing(_ way: Way) {
        for index in way.corners.indices { addCorner(way, index, isForth: true) }
        path.closeRing()
        for index in way.corners.indices.reversed() { addCorner(way, index, isForth: false) }
        path.closeRing()
    }

    private mutating func addLine(_ way: Way) {
        let inner = way.corners.indices.dropFirst().dropLast()
        let last = way.corners.count - 1
        addCap(at: way.corners[0], way.normals[0] * -1)
        for index in inner { addCorner(way, index, isForth: true) }
        addCap(at: way.corners[last], way.normals[last - 1])
        for index in inner.reversed() { addCorner(way, index, isForth: false) }
        path.closeRing()
    }

    /// An end: from the side of `normal` around to the other one.
    private mutating func addCap(at end: CanvasPoint, _ normal: CanvasPoint) {
        let side = normal * half
        // The way on, beyond the end.
        let on = CanvasPoint(x: -side.y, y: side.x)
        switch cap {
        case .butt:
            add(end + side)
            add(end - side)
        case .square:
            add(end + side + on)
            add(end - side + on)
        case .round:
            addArc(around: end, from: normal, to: normal * -1)
        }
    }

    /// One side of a corner: of a way forth the left one, of the way back the right one.
    private mutating func addCorner(_ way: Way, _ index: Int, isForth: Bool) {
        let corner = way.corners[index]
        let before = way.before(index)
        let one = isForth ? way.normals[before] : way.normals[index] * -1
        let other = isForth ? way.normals[index] : way.normals[before] * -1
        let cosine = one.x * other.x + one.y * other.y
        let sine = one.x * other.y - one.y * other.x
        // Where the lines of both sides meet, if they do.
        var meeting: CanvasPoint { corner + (one + other) * (half / (1 + cosine)) }
        guard sine >= 0 else {
            // The inner side. Its lines meet when both are long enough; else through the corner, over what is covered.
            let setBack = half * -sine / (1 + cosine)
            if 2 * setBack < min(way.lengths[before], way.lengths[index]) { return add(meeting) }
            add(corner + one * half)
            add(corner)
            return add(corner + other * half)
        }
        guard cosine < Self.slightTurn else { return add(meeting) }
        switch join {
        case .round: addArc(around: corner, from: one, to: other)
        // A miter is 1/cos(half the turn) as long as the stroke is wide.
        case .miter(let limit) where limit * limit * (1 + cosine) >= 2: add(meeting)
        case .miter, .bevel:
            add(corner + one * half)
            add(corner + other * half)
        }
    }

    /// Clockwise as seen, which is how corners turn on their outer side.
    private mutating func addArc(around centre: CanvasPoint, from one: CanvasPoint, to other: CanvasPoint) {
        let start = atan2(one.y, one.x)
        var sweep = atan2(other.y, other.x) - start
        if sweep <= 0 { sweep += 2 * .pi }
        let steps = max(1, Int((sweep / turn).rounded(.up)))
        for step in 0...steps {
            let angle = start + sweep * Double(step) / Double(steps)
            add(CanvasPoint(x: centre.x + cos(angle) * half, y: centre.y + sin(angle) * half))
        }
    }

    /// A line of no length: a dot with round ends, nothing that has a direction.
    private mutating func addDot(_ centre: CanvasPoint) {
        guard cap == .round else { return }
        addArc(around: centre, from: CanvasPoint(x: 1, y: 0), to: CanvasPoint(x: -1, y: 0))
        addArc(around: centre, from: CanvasPoint(x: -1, y: 0), to: CanvasPoint(x: 1, y: 0))
        path.closeRing()
    }

    @inline(__always)
    private mutating func add(_ point: CanvasPoint) { path.add(x: point.x, y: point.y) }
}
