import SimpleFeatures

/// Whether polygons keep the rules of simple features, by our own arithmetic: the second opinion beside GEOS, and a
/// quick first one. A struct with buffers that are used again: one for a whole import, for one thread.
///
/// A layer's usual polygon, whose rings neither cross nor touch, is decided here in some tens of nanoseconds a vertex.
struct TopologyCheck {
    enum Verdict: Hashable, Sendable {
        /// Every rule is kept, and no two rings touch.
        case sound
        /// Nothing forbidden was found, but rings touch in points, which needs a closer look: `soundOrTouching` does it,
        /// except for whether the interior hangs together, which GEOS alone says.
        case touching
        /// The geometry asks for more work than the limit allows.
        case undecided
        case fault(GeometryRule, at: Coordinate?)
    }

    /// A ring without its repeated vertices; the last vertex does not repeat the first.
    struct Ring {
        var start: Int
        var count: Int
        var part: Int
        var isShell: Bool
        var minX: Double
        var minY: Double
        var maxX: Double
        var maxY: Double
        var touches = false
    }

    /// Pairs of segments and of vertices looked at for one geometry before GEOS is left alone with it: about a second.
    private static let workLimit = 50_000_000
    /// Up to so many vertices every pair of segments is compared: cheaper than sorting.
    private static let smallCount = 48

    var points: [Coordinate] = []
    var rings: [Ring] = []
    private var order: [Int32] = []
    private var ringOfPoint: [Int32] = []
    var work = 0

    /// Points and lines keep the rules by nature; see `LineCheck` for lines without length.
    mutating func verdict(on geometry: Geometry) -> Verdict {
        switch geometry {
        case .point, .multiPoint, .lineString, .multiLineString:
            return .sound
        case .polygon(let polygon):
            begin()
            if let fault = add(polygon, part: 0) { return fault }
        case .multiPolygon(let polygons):
            begin()
            for part in polygons.indices {
                if let fault = add(polygons[part], part: part) { return fault }
            }
        case .geometryCollection(let members):
            var result = Verdict.sound
            for member in members {
                switch verdict(on: member) {
                case .sound: continue
                case .touching: if result == .sound { result = .touching }
                case .undecided: result = .undecided
                case .fault(let rule, let place): return .fault(rule, at: place)
                }
            }
            return result
        }
        return crossings() ?? nesting()
    }

    private mutating func begin() {
        points.removeAll(keepingCapacity: true)
        rings.removeAll(keepingCapacity: true)
        ringOfPoint.removeAll(keepingCapacity: true)
        work = 0
    }

    private mutating func add(_ polygon: Geometry.Polygon, part: Int) -> Verdict? {
        for index in polygon.rings.indices {
            let sequence = polygon.rings[index]
            let count = sequence.count
            let stride = sequence.stride
            let start = points.count
            guard count > 0 else { return .fault(.ringTooFewPoints, at: nil) }
            var ring = Ring(
                start: start, count: 0, part: part, isShell: index == 0, minX: .infinity, minY: .infinity,
                maxX: -.infinity, maxY: -.infinity)
            var last = Coordinate(x: .nan, y: .nan)
            sequence.values.withUnsafeBufferPointer { values in
                var offset = 0
                for _ in 0..<count {
                    let point = Coordinate(x: values[offset], y: values[offset + 1])
                    offset += stride
                    if point.x == last.x && point.y == last.y { continue }
                    last = point
                    points.append(point)
                    ring.minX = min(ring.minX, point.x)
                    ring.minY = min(ring.minY, point.y)
                    ring.maxX = max(ring.maxX, point.x)
                    ring.maxY = max(ring.maxY, point.y)
                }
            }
            let first = points[start]
            guard first.x == last.x && first.y == last.y else { return .fault(.ringOpen, at: last) }
            if points.count - start > 1 { points.removeLast() }
            ring.count = points.count - start
            guard ring.count >= 3 else { return .fault(.ringTooFewPoints, at: first) }
            rings.append(ring)
        }
        return nil
    }

    // MARK: Segments

    /// The first forbidden meeting of two segments; nil when there is none. Marks rings that touch others.
    private mutating func crossings() -> Verdict? {
        for index in rings.indices {
            if let fault = turningBack(rings[index]) { return fault }
        }
        return points.count <= Self.smallCount ? comparedAll() : swept()
    }

    /// A vertex at which a ring runs back along the segment it came by.
    private func turningBack(_ ring: Ring) -> Verdict? {
        var previous = points[ring.start + ring.count - 1]
        var current = points[ring.start]
        for index in 1...ring.count {
            let next = points[ring.start + (index == ring.count ? 0 : index)]
            let dot = (previous.x - current.x) * (next.x - current.x) + (previous.y - current.y) * (next.y - current.y)
            if dot > 0, orientation(previous, current, next) == 0 { return .fault(.ringTouchesItself, at: current) }
            previous = current
            current = next
        }
        return nil
    }

    private mutating func comparedAll() -> Verdict? {
        for first in rings.indices {
            let ring = rings[first]
            for i in 0..<ring.count {
                // The neighbour shares a vertex by nature.
                if i + 2 < ring.count {
                    for j in (i + 2)..<ring.count where i != 0 || j != ring.count - 1 {
                        if let fault = meeting(first, i, first, j) { return fault }
                    }
                }
                for second in rings.indices.dropFirst(first + 1) {
                    let other = rings[second]
                    guard ring.minX <= other.maxX, ring.maxX >= other.minX, ring.minY <= other.maxY,
                        ring.maxY >= other.minY
                    else { continue }
                    for j in 0..<other.count {
                        if let fault = meeting(first, i, second, j) { return fault }
                    }
                }
            }
        }
        return nil
    }

    /// Segments by where they begin on the longer axis; each is compared with those that begin before it ends.
    private mutating func swept() -> Verdict? {
        let width = (rings.map(\.maxX).max() ?? 0) - (rings.map(\.minX).min() ?? 0)
        let height = (rings.map(\.maxY).max() ?? 0) - (rings.map(\.minY).min() ?? 0)
        let alongX = width >= height
        ringOfPoint.reserveCapacity(points.count)
        for index in rings.indices {
            ringOfPoint.append(contentsOf: repeatElement(Int32(index), count: rings[index].count))
        }
        order.removeAll(keepingCapacity: true)
        order.append(contentsOf: 0..<Int32(points.count))
        var starts = [Double](repeating: 0, count: points.count)
        var ends = starts
        for index in points.indices {
            let a = points[index]
            let b = end(of: index)
            starts[index] = alongX ? min(a.x, b.x) : min(a.y, b.y)
            ends[index] = alongX ? max(a.x, b.x) : max(a.y, b.y)
        }
        order.sort { starts[Int($0)] < starts[Int($1)] }
        for place in order.indices {
            let i = Int(order[place])
            let limit = ends[i]
            let first = Int(ringOfPoint[i])
            var next = place + 1
            while next < order.count, starts[Int(order[next])] <= limit {
                let j = Int(order[next])
                next += 1
                let second = Int(ringOfPoint[j])
                if first == second, areNeighbours(i, j, in: rings[first]) { continue }
                if let fault = meeting(first, i - rings[first].start, second, j - rings[second].start) { return fault }
            }
            work += next - place
            if work > Self.workLimit { return .undecided }
        }
        return nil
    }

    private func areNeighbours(_ i: Int, _ j: Int, in ring: Ring) -> Bool {
        let distance = abs(i - j)
        return distance <= 1 || distance == ring.count - 1
    }

    /// The vertex after the one at `index`.
    private func end(of index: Int) -> Coordinate {
        let ring = rings[Int(ringOfPoint[index])]
        return points[index + 1 == ring.start + ring.count ? ring.start : index + 1]
    }

    /// What segment `i` of one ring and segment `j` of another (or the same, not neighbours) have in common.
    @inline(__always)
    private mutating func meeting(_ first: Int, _ i: Int, _ second: Int, _ j: Int) -> Verdict? {
        let a = points[rings[first].start + i]
        let b = points[rings[first].start + (i + 1 == rings[first].count ? 0 : i + 1)]
        let c = points[rings[second].start + j]
        let d = points[rings[second].start + (j + 1 == rings[second].count ? 0 : j + 1)]
        if max(a.x, b.x) < min(c.x, d.x) || max(c.x, d.x) < min(a.x, b.x) || max(a.y, b.y) < min(c.y, d.y)
            || max(c.y, d.y) < min(a.y, b.y)
        {
            return nil
        }
        let sideC = orientation(a, b, c)
        let sideD = orientation(a, b, d)
        guard sideC * sideD <= 0 else { return nil }
        let sideA = orientation(c, d, a)
        let sideB = orientation(c, d, b)
        guard sideA * sideB <= 0 else { return nil }
        if sideC * sideD < 0, sideA * sideB < 0 {
            return .fault(crossingRule(first, second), at: Self.intersection(a, b, c, d))
        }
        if sideC == 0, sideD == 0 {
            // On one line, boxes meet: a shared stretch, or just a shared end.
            let isStretch = Self.sharesStretch(a, b, c, d)
            if isStretch { return .fault(crossingRule(first, second), at: c) }
        }
        guard first == second else {
            rings[first].touches = true
            rings[second].touches = true
            return nil
        }
        return .fault(.ringTouchesItself, at: sideC == 0 ? c : sideD == 0 ? d : sideA == 0 ? a : b)
    }

    private func crossingRule(_ first: Int, _ second: Int) -> GeometryRule {
        if first == second { return .ringCrossesItself }
        if rings[first].part != rings[second].part { return isSame(first, second) ? .ringsDuplicate : .partsOverlap }
        return isSame(first, second) ? .ringsDuplicate : .holeCrossesShell
    }

    /// Whether two rings have the same vertices, wherever they begin and whichever way they turn.
    private func isSame(_ first: Int, _ second: Int) -> Bool {
        guard rings[first].count == rings[second].count else { return false }
        let vertices = points[rings[first].start..<rings[first].start + rings[first].count]
        return Set(vertices) == Set(points[rings[second].start..<rings[second].start + rings[second].count])
    }

    /// Whether two segments of one line have more than a point in common.
    private static func sharesStretch(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate) -> Bool {
        if a.x != b.x { return max(min(a.x, b.x), min(c.x, d.x)) < min(max(a.x, b.x), max(c.x, d.x)) }
        return max(min(a.y, b.y), min(c.y, d.y)) < min(max(a.y, b.y), max(c.y, d.y))
    }

    private static func intersection(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate) -> Coordinate {
        let denominator = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
        guard denominator != 0 else { return a }
        let t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / denominator
        return Coordinate(x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y))
    }

    mutating func isOverWorked(_ amount: Int) -> Bool {
        work += amount
        return work > Self.workLimit
    }
}
