/// Where the name of a feature is written.
///
/// Polygons: the middle of the largest circle that fits into the largest part (V. Agafonkin, "A new algorithm for
/// finding a visual center of a polygon", github.com/mapbox/polylabel), to 2 % of the part's size. A part whose centre
/// of mass is nearly as deep inside takes that: it costs a tenth. Lines: half-way along the longest part. Points: the
/// first one.
public struct LabelPoint: Sendable {
    /// Rings with more corners are simplified first; the point is then checked against the true ones.
    private static let largestDirectCount = 96

    private var pole = InteriorPole()
    private var simplifier = RingSimplifier()
    private var simplified: [WorldPoint] = []
    private var ends: [Int] = []

    public init() {}

    /// - Parameter parts: exteriors, each followed by its holes, not closed.
    /// - Returns: a position inside the largest part; nil without parts. In a part thinner than a few world units
    ///   (centimetres) it may lie on the border.
    public mutating func inPolygons(
        points: UnsafeBufferPointer<WorldPoint>, parts: UnsafeBufferPointer<WorldGeometry.Part>
    ) -> WorldPoint? {
        guard let largest = Self.largest(points, parts) else { return nil }
        let rings = UnsafeBufferPointer(rebasing: parts[largest.range])
        let exterior = UnsafeBufferPointer(rebasing: points[rings[0].start..<(rings[0].start + rings[0].count)])
        if rings.count == 1, let centre = CentreOfMass.deepCentre(of: exterior, doubledArea: largest.doubledArea) {
            return centre
        }
        let size = (Double(largest.doubledArea) / 2).squareRoot()
        collect(points, rings, size: size)
        let found = simplified.withUnsafeBufferPointer { pole.find($0, ends: ends, precision: size / 50) }
        // Deeper than rounding and simplifying can matter: inside without asking.
        let isDeep = found.depth > 2 && (simplifiedTolerance == 0 || found.depth > 4 * Double(simplifiedTolerance))
        let point = WorldPoint(x: Int32(found.x.rounded()), y: Int32(found.y.rounded()))
        if isDeep || InteriorTest.contains(point, points, rings) { return point }
        return InteriorTest.pointInside(points, rings, near: point)
    }

    /// - Returns: the position half-way along the longest line; nil without parts.
    public func onLines(
        points: UnsafeBufferPointer<WorldPoint>, parts: UnsafeBufferPointer<WorldGeometry.Part>
    ) -> WorldPoint? {
        var longest: (part: WorldGeometry.Part, length: Double)?
        for part in parts {
            let length = Self.length(of: points[part.start..<(part.start + part.count)])
            if let known = longest, known.length >= length { continue }
            longest = (part, length)
        }
        guard let (part, length) = longest, part.count > 0 else { return nil }
        var rest = length / 2
        var last = points[part.start]
        for point in points[part.start..<(part.start + part.count)].dropFirst() {
            let step = Self.distance(last, point)
            if step >= rest, step > 0 {
                let share = rest / step
                return WorldPoint(
                    x: Int32((Double(last.x) + (Double(point.x) - Double(last.x)) * share).rounded()),
                    y: Int32((Double(last.y) + (Double(point.y) - Double(last.y)) * share).rounded()))
            }
            rest -= step
            last = point
        }
        return last
    }

    // MARK: Polygons

    private struct Largest {
        /// The exterior and its holes, in the parts.
        var range: Range<Int>
        var doubledArea: UInt64
    }

    private static func largest(
        _ points: UnsafeBufferPointer<WorldPoint>, _ parts: UnsafeBufferPointer<WorldGeometry.Part>
    ) -> Largest? {
        var best: Largest?
        for (index, part) in parts.enumerated() where !part.isHole && part.count > 0 {
            let ring = UnsafeBufferPointer(rebasing: points[part.start..<(part.start + part.count)])
            let area = RingArea.doubled(ring).magnitude
            if let known = best, known.doubledArea >= area { continue }
            var end = index + 1
            while end < parts.count, parts[end].isHole { end += 1 }
            best = Largest(range: index..<end, doubledArea: area)
        }
        return best
    }

    /// World units by which `simplified` may differ from the true rings; 0 when it does not.
    private var simplifiedTolerance: Int32 = 0

    /// Fills `simplified` and `ends` with rings of few enough corners.
    private mutating func collect(
        _ points: UnsafeBufferPointer<WorldPoint>, _ rings: UnsafeBufferPointer<WorldGeometry.Part>, size: Double
    ) {
        let count = rings.reduce(0) { $0 + $1.count }
        simplifiedTolerance = count <= Self.largestDirectCount ? 0 : Int32(min(size / 256, 0x1p24))
        repeat {
            simplified.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
            for part in rings {
                let ring = UnsafeBufferPointer(rebasing: points[part.start..<(part.start + part.count)])
                // A hole of a speck does not move a name.
                let smallest = UInt64(simplifiedTolerance) * UInt64(simplifiedTolerance)
                if part.isHole && RingArea.doubled(ring).magnitude < smallest { continue }
                _ = simplifier.simplify(ring, tolerance: simplifiedTolerance, into: &simplified)
                if simplified.count > ends.last ?? 0 { ends.append(simplified.count) }
            }
            if simplified.count <= 8 * Self.largestDirectCount || simplifiedTolerance == 0 { return }
            simplifiedTolerance *= 2
        } while Double(simplifiedTolerance) < size / 16
    }

    // MARK: Lines

    private static func length(of line: Slice<UnsafeBufferPointer<WorldPoint>>) -> Double {
        zip(line, line.dropFirst()).reduce(0) { $0 + distance($1.0, $1.1) }
    }

    private static func distance(_ a: WorldPoint, _ b: WorldPoint) -> Double {
        let dx = Double(b.x) - Double(a.x)
        let dy = Double(b.y) - Double(a.y)
        return (dx * dx + dy * dy).squareRoot()
    }
}
