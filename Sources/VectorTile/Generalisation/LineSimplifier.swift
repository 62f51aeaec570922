/// Leaves out positions that would move a line by less than a tolerance (Douglas and Peucker, 1973).
///
/// Lines are stroked: a hairpin bend without area is still seen, so distance decides here, not area. Both ends stay.
/// The worst case is n log n: see `longestLopsided`.
public struct LineSimplifier: Sendable {
    /// A stretch longer than this that is cut very near one of its ends is cut in its middle too: two positions more
    /// than needed at most, in exchange for never walking a spiral once for each of its positions.
    private static let longestLopsided = 1024

    private var points: [WorldPoint] = []
    private var isKept: [Bool] = []
    private var pending: [(first: Int, last: Int)] = []

    public init() {}

    /// Appends what is left of a line.
    /// - Parameter tolerance: world units.
    /// - Returns: how many positions were appended.
    @discardableResult
    public mutating func simplify(
        _ line: UnsafeBufferPointer<WorldPoint>, tolerance: Int32, into result: inout [WorldPoint]
    ) -> Int {
        guard line.count > 2, tolerance > 0 else {
            result.append(contentsOf: line)
            return line.count
        }
        points.removeAll(keepingCapacity: true)
        GridThinning.thin(line: line, exponent: GridThinning.exponent(for: tolerance), into: &points)
        isKept.removeAll(keepingCapacity: true)
        isKept.append(contentsOf: repeatElement(false, count: points.count))
        isKept[0] = true
        isKept[points.count - 1] = true
        keepCorners(tolerance: Double(tolerance))
        let start = result.count
        for index in points.indices where isKept[index] { result.append(points[index]) }
        return result.count - start
    }

    private mutating func keepCorners(tolerance: Double) {
        pending.removeAll(keepingCapacity: true)
        pending.append((0, points.count - 1))
        while let (first, last) = pending.popLast() {
            guard last - first > 1, let corner = farthest(first, last, tolerance: tolerance) else { continue }
            isKept[corner] = true
            let margin = (last - first) / 16
            guard last - first > Self.longestLopsided, corner - first < margin || last - corner < margin else {
                pending.append((first, corner))
                pending.append((corner, last))
                continue
            }
            let middle = (first + last) / 2
            isKept[middle] = true
            pending.append((first, min(corner, middle)))
            pending.append((min(corner, middle), max(corner, middle)))
            pending.append((max(corner, middle), last))
        }
    }

    /// The position farthest from the straight line between two others; nil when all are within the tolerance.
    private func farthest(_ first: Int, _ last: Int, tolerance: Double) -> Int? {
        points.withUnsafeBufferPointer { points in
            // From the same end for both directions of a line, so that rounding is the same.
            let isForward = (points[first].x, points[first].y) <= (points[last].x, points[last].y)
            let a = isForward ? points[first] : points[last]
            let b = isForward ? points[last] : points[first]
            let (ax, ay) = (Double(a.x), Double(a.y))
            let (dx, dy) = (Double(b.x) - ax, Double(b.y) - ay)
            let squaredLength = dx * dx + dy * dy
            let scale = squaredLength > 0 ? 1 / squaredLength : 0
            var worst = tolerance * tolerance
            var corner: Int?
            for index in (first + 1)..<last {
                let (px, py) = (Double(points[index].x) - ax, Double(points[index].y) - ay)
                let along = min(max((px * dx + py * dy) * scale, 0), 1)
                let (x, y) = (px - along * dx, py - along * dy)
                let distance = x * x + y * y
                if distance > worst {
                    worst = distance
                    corner = index
                }
            }
            return corner
        }
    }
}
