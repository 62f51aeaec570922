/// Simplifies whole features for one zoom; what is too small of a feature with many parts is kept as pixel squares.
public struct ShapeSimplifier: Sendable {
    private let grid: PixelGrid
    private var rings = RingSimplifier()
    private var lines = LineSimplifier()
    /// Pixels that hold a square already.
    private var squares: Set<UInt64> = []

    /// What is left, flat, cut into parts.
    public private(set) var points: [WorldPoint] = []
    public private(set) var parts: [WorldGeometry.Part] = []

    public init(grid: PixelGrid) { self.grid = grid }

    /// Takes the polygons of one feature. Rings that are smaller than half a pixel go, holes as well as exteriors; the
    /// area of such exteriors is added up and drawn as pixel squares where they lie.
    /// - Parameter parts: exteriors (positive area), each followed by its holes (negative), not closed.
    /// - Returns: false when nothing is left: such a feature belongs in a `PolygonPool`.
    public mutating func setPolygons(
        points source: UnsafeBufferPointer<WorldPoint>, parts sourceParts: UnsafeBufferPointer<WorldGeometry.Part>
    ) -> Bool {
        clear()
        squares.removeAll(keepingCapacity: true)
        var pooled: UInt64 = 0
        var isDrawn = false
        for part in sourceParts {
            let ring = UnsafeBufferPointer(rebasing: source[part.start..<(part.start + part.count)])
            let area = RingArea.doubled(ring).magnitude
            if part.isHole && !isDrawn { continue }
            if area >= grid.doubledHalfPixelArea {
                let isAppended = append(ring, isHole: part.isHole)
                if !part.isHole { isDrawn = isAppended }
            } else if !part.isHole {
                isDrawn = false
                pooled += area
                if pooled >= grid.doubledPixelArea, appendSquare(at: ring) { pooled -= grid.doubledPixelArea }
            }
        }
        if parts.isEmpty, pooled >= grid.doubledHalfPixelArea, let first = sourceParts.first {
            _ = appendSquare(at: UnsafeBufferPointer(rebasing: source[first.start..<(first.start + first.count)]))
        }
        return !parts.isEmpty
    }

    /// Takes the lines of one feature. Lines within half a pixel go as long as a longer one is left.
    public mutating func setLines(
        points source: UnsafeBufferPointer<WorldPoint>, parts sourceParts: UnsafeBufferPointer<WorldGeometry.Part>
    ) {
        clear()
        var longest: (index: Int, size: Int64)?
        for (index, part) in sourceParts.enumerated() {
            let line = UnsafeBufferPointer(rebasing: source[part.start..<(part.start + part.count)])
            let size = Self.size(of: line)
            if longest == nil || size > longest!.size { longest = (index, size) }
            if size >= Int64(grid.tolerance) { append(line) }
        }
        guard parts.isEmpty, let longest else { return }
        let part = sourceParts[longest.index]
        append(UnsafeBufferPointer(rebasing: source[part.start..<(part.start + part.count)]))
    }

    /// Whether what is left is all there was.
    func isSame(
        _ source: UnsafeBufferPointer<WorldPoint>, _ sourceParts: UnsafeBufferPointer<WorldGeometry.Part>
    ) -> Bool {
        guard parts.count == sourceParts.count, let first = sourceParts.first, let last = sourceParts.last else {
            return parts.isEmpty && sourceParts.isEmpty
        }
        return points.elementsEqual(source[first.start..<last.start + last.count])
    }

    private mutating func clear() {
        points.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
    }

    private mutating func append(_ ring: UnsafeBufferPointer<WorldPoint>, isHole: Bool) -> Bool {
        let start = points.count
        let count = rings.simplify(ring, tolerance: grid.tolerance, into: &points)
        guard count > 0 else { return false }
        parts.append(WorldGeometry.Part(kind: .polygons, isHole: isHole, start: start, count: count))
        return true
    }

    private mutating func append(_ line: UnsafeBufferPointer<WorldPoint>) {
        let start = points.count
        let count = lines.simplify(line, tolerance: grid.tolerance, into: &points)
        parts.append(WorldGeometry.Part(kind: .lines, isHole: false, start: start, count: count))
    }

    /// The pixel that holds the first position of a ring; false when there is a square already.
    private mutating func appendSquare(at ring: UnsafeBufferPointer<WorldPoint>) -> Bool {
        guard let point = ring.first else { return false }
        let side = Int64(grid.pixelSide)
        let west = Int64(point.x) & ~(side - 1)
        let north = Int64(point.y) & ~(side - 1)
        guard squares.insert(UInt64(west) << 32 | UInt64(north)).inserted else { return false }
        let start = points.count
        for (x, y) in [(west, north), (west + side, north), (west + side, north + side), (west, north + side)] {
            points.append(WorldPoint(x: Int32(clamping: x), y: Int32(clamping: y)))
        }
        parts.append(WorldGeometry.Part(kind: .polygons, isHole: false, start: start, count: 4))
        return true
    }

    /// The longer side of the box.
    private static func size(of line: UnsafeBufferPointer<WorldPoint>) -> Int64 {
        guard var west = line.first?.x, var north = line.first?.y else { return 0 }
        var (east, south) = (west, north)
        for point in line {
            west = min(west, point.x)
            east = max(east, point.x)
            north = min(north, point.y)
            south = max(south, point.y)
        }
        return max(Int64(east) - Int64(west), Int64(south) - Int64(north))
    }
}
