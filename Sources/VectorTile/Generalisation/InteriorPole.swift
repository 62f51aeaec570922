/// The middle of the largest circle inside a polygon: the search of polylabel, best cells first.
///
/// Squares that cover the polygon are halved as long as one may hold a deeper position than the best one known.
struct InteriorPole: Sendable {
    struct Found {
        var x: Double
        var y: Double
        /// Distance to the nearest border; negative outside.
        var depth: Double
    }

    private struct Cell {
        var x: Double
        var y: Double
        var half: Double
        /// No position of the cell is deeper.
        var reach: Double
    }

    /// Cells looked at before the best is taken as it is; a parcel needs about 50.
    private static let largestCellCount = 1000

    /// From one corner to the next.
    private struct Side {
        var x: Double
        var y: Double
        var endY: Double
        var dx: Double
        var dy: Double
        /// One over the squared length, 0 for none.
        var scale: Double
    }

    private var sides: [Side] = []
    private var heap: [Cell] = []
    private var best = Found(x: 0, y: 0, depth: -.infinity)
    private var cellCount = 0

    /// - Parameters:
    ///   - ends: where each ring ends in `points`.
    ///   - precision: how much less deep than the deepest position the answer may be, in world units.
    mutating func find(_ points: UnsafeBufferPointer<WorldPoint>, ends: [Int], precision: Double) -> Found {
        heap.removeAll(keepingCapacity: true)
        cellCount = 0
        best = Found(x: 0, y: 0, depth: -.infinity)
        guard let exteriorEnd = ends.first else { return best }
        var (west, north, east, south) = (Int32.max, Int32.max, Int32.min, Int32.min)
        for point in points[..<exteriorEnd] {
            west = min(west, point.x)
            east = max(east, point.x)
            north = min(north, point.y)
            south = max(south, point.y)
        }
        setSides(points, ends)
        let width = Double(east) - Double(west)
        let height = Double(south) - Double(north)
        let side = max(min(width, height), max(width, height) / 16, 1)
        var y = Double(north)
        repeat {
            var x = Double(west)
            repeat {
                add(x + side / 2, y + side / 2, side / 2, precision)
                x += side
            } while x < Double(east)
            y += side
        } while y < Double(south)
        while let cell = popDeepest(), cell.reach - best.depth > precision, cellCount < Self.largestCellCount {
            let half = cell.half / 2
            add(cell.x - half, cell.y - half, half, precision)
            add(cell.x + half, cell.y - half, half, precision)
            add(cell.x - half, cell.y + half, half, precision)
            add(cell.x + half, cell.y + half, half, precision)
        }
        return best
    }

    private mutating func add(
        _ x: Double, _ y: Double, _ half: Double, _ precision: Double
    ) {
        cellCount += 1
        let depth = depth(x, y)
        if depth > best.depth { best = Found(x: x, y: y, depth: depth) }
        let reach = depth + half * 2.0.squareRoot()
        if reach - best.depth > precision { push(Cell(x: x, y: y, half: half, reach: reach)) }
    }

    // MARK: Depth

    /// How deep a position lies inside one ring.
    @inline(__always)
    static func depth(_ ring: UnsafeBufferPointer<WorldPoint>, _ x: Double, _ y: Double) -> Double {
        var isInside = false
        var least = Double.infinity
        addRing(ring, 0, ring.count, x, y, &isInside, &least)
        return isInside ? least.squareRoot() : -least.squareRoot()
    }

    private mutating func setSides(_ points: UnsafeBufferPointer<WorldPoint>, _ ends: [Int]) {
        sides.removeAll(keepingCapacity: true)
        var start = 0
        for end in ends where end > start {
            var (x, y) = (Double(points[end - 1].x), Double(points[end - 1].y))
            for point in points[start..<end] {
                let (endX, endY) = (Double(point.x), Double(point.y))
                let (dx, dy) = (endX - x, endY - y)
                let squaredLength = dx * dx + dy * dy
                sides.append(
                    Side(x: x, y: y, endY: endY, dx: dx, dy: dy, scale: squaredLength > 0 ? 1 / squaredLength : 0))
                (x, y) = (endX, endY)
            }
            start = end
        }
    }

    private func depth(_ x: Double, _ y: Double) -> Double {
        var isInside = false
        var least = Double.infinity
        for side in sides {
            let (ax, ay) = (side.x - x, side.y - y)
            if (ay > 0) != (side.endY - y > 0), (ax * side.dy - ay * side.dx < 0) == (side.dy < 0) { isInside.toggle() }
            let along = min(max(-(ax * side.dx + ay * side.dy) * side.scale, 0), 1)
            let (px, py) = (ax + along * side.dx, ay + along * side.dy)
            least = min(least, px * px + py * py)
        }
        return isInside ? least.squareRoot() : -least.squareRoot()
    }

    @inline(__always)
    private static func addRing(
        _ points: UnsafeBufferPointer<WorldPoint>, _ start: Int, _ end: Int, _ x: Double, _ y: Double,
        _ isInside: inout Bool, _ least: inout Double
    ) {
        guard end > start else { return }
        var (ax, ay) = (Double(points[end - 1].x) - x, Double(points[end - 1].y) - y)
        for index in start..<end {
            let (bx, by) = (Double(points[index].x) - x, Double(points[index].y) - y)
            let (dx, dy) = (bx - ax, by - ay)
            if (ay > 0) != (by > 0), (ax * dy - ay * dx < 0) == (dy < 0) { isInside.toggle() }
            let squaredLength = dx * dx + dy * dy
            let along = squaredLength > 0 ? min(max(-(ax * dx + ay * dy) / squaredLength, 0), 1) : 0
            let (px, py) = (ax + along * dx, ay + along * dy)
            least = min(least, px * px + py * py)
            (ax, ay) = (bx, by)
        }
    }

    // MARK: The heap

    private mutating func push(_ cell: Cell) {
        heap.append(cell)
        var position = heap.count - 1
        while position > 0 {
            let parent = (position - 1) / 2
            guard heap[parent].reach < cell.reach else { break }
            heap[position] = heap[parent]
            position = parent
        }
        heap[position] = cell
    }

    private mutating func popDeepest() -> Cell? {
        guard let top = heap.first else { return nil }
        let moving = heap.removeLast()
        guard !heap.isEmpty else { return top }
        var position = 0
        while true {
            var child = 2 * position + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, heap[child + 1].reach > heap[child].reach { child += 1 }
            guard heap[child].reach > moving.reach else { break }
            heap[position] = heap[child]
            position = child
        }
        heap[position] = moving
        return top
    }
}
