/// What waits to be drawn in one tile: its features as the next finer zoom left them.
struct LevelFeatures {
    /// A polygon or line feature.
    struct Candidate {
        /// Its entry in the full band.
        var index: Int32
        var shape: Shape
        /// Of polygons: twice the area, as the full band has it.
        var doubledArea: UInt64 = 0
    }

    /// Where its geometry is.
    enum Shape {
        /// In the full band, as it is.
        case record
        /// In `parts`.
        case parts(Range<Int32>)
        /// A finer zoom had no room for it: it is part of a pool here too.
        case none
    }

    /// Along the curve.
    var polygons: [Candidate] = []
    var lines: [Candidate] = []
    var pointIndices: [Int32] = []
    /// Polygons far below a pixel, along the curve.
    var buckets: [PoolBucket] = []
    /// Whether some features are shown from a zoom on only: what goes for their sake may come again without them.
    var hasRules = false

    private(set) var points: [WorldPoint] = []
    private(set) var parts: [WorldGeometry.Part] = []

    mutating func removeAll() {
        // A crowded tile of a coarse zoom is no measure for the others.
        func clear<Element>(_ array: inout [Element]) {
            array.removeAll(keepingCapacity: array.count < PolygonPool.keptCount)
        }
        clear(&polygons)
        clear(&lines)
        clear(&pointIndices)
        clear(&buckets)
        clear(&points)
        clear(&parts)
        hasRules = false
    }

    /// Keeps a geometry.
    mutating func keep(_ geometry: [WorldPoint], _ geometryParts: [WorldGeometry.Part]) -> Shape {
        let start = Int32(truncatingIfNeeded: parts.count)
        for part in geometryParts {
            parts.append(
                WorldGeometry.Part(
                    kind: part.kind, isHole: part.isHole, start: points.count + part.start, count: part.count))
        }
        points.append(contentsOf: geometry)
        return .parts(start..<Int32(truncatingIfNeeded: parts.count))
    }

    /// Keeps a geometry that was kept elsewhere.
    mutating func keep(_ other: LevelFeatures, _ range: Range<Int32>) -> Shape {
        let kept = other.parts[Int(range.lowerBound)..<Int(range.upperBound)]
        let start = Int32(truncatingIfNeeded: parts.count)
        for part in kept {
            parts.append(
                WorldGeometry.Part(kind: part.kind, isHole: part.isHole, start: points.count, count: part.count))
            points.append(contentsOf: other.points[part.start..<part.start + part.count])
        }
        return .parts(start..<Int32(truncatingIfNeeded: parts.count))
    }

    /// Positions and parts of a geometry that was kept.
    func withShape<Result>(
        _ range: Range<Int32>,
        _ body: (UnsafeBufferPointer<WorldPoint>, UnsafeBufferPointer<WorldGeometry.Part>) -> Result
    ) -> Result {
        points.withUnsafeBufferPointer { points in
            parts.withUnsafeBufferPointer { parts in
                body(points, UnsafeBufferPointer(rebasing: parts[Int(range.lowerBound)..<Int(range.upperBound)]))
            }
        }
    }
}
