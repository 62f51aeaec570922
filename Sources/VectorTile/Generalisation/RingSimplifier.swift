/// Leaves out the corners of a ring that hardly change its area (Visvalingam and Whyatt, 1993).
///
/// Rings are filled, so area is what the eye sees, and corners are judged by their two neighbours alone: no start, no
/// direction, so both sides of a common border come to the same line except close to where they part (Douglas and
/// Peucker start from two anchors that differ from ring to ring). A spike thinner than a pixel goes, however long.
/// Crossings that this makes are left to the tile's repair. n log n, whatever the shape.
public struct RingSimplifier: Sendable {
    /// Rings of up to four corners are buildings and parcels: their shape is their meaning.
    static let largestKeptRing = 4
    /// A small ring keeps corners that hold more than this share of it.
    private static let areaShare: UInt64 = 16

    private var points: [WorldPoint] = []
    private var previous: [Int32] = []
    private var next: [Int32] = []
    private var area: [UInt64] = []
    /// Corners that may go, smallest first: a binary heap of indices, and where each index is in it.
    private var heap: [Int32] = []
    private var slot: [Int32] = []

    public init() {}

    /// Appends what is left of a ring: at least three corners, turning the same way.
    /// - Parameters:
    ///   - ring: not closed.
    ///   - tolerance: world units; triangles below its square go.
    /// - Returns: how many positions were appended; 0 for a ring that lies within a fraction of the tolerance.
    @discardableResult
    public mutating func simplify(
        _ ring: UnsafeBufferPointer<WorldPoint>, tolerance: Int32, into result: inout [WorldPoint]
    ) -> Int {
        guard ring.count > Self.largestKeptRing, tolerance > 0 else {
            result.append(contentsOf: ring)
            return ring.count
        }
        points.removeAll(keepingCapacity: true)
        GridThinning.thin(ring: ring, exponent: GridThinning.exponent(for: tolerance), into: &points)
        guard points.count > 2 else { return 0 }
        let before = points.withUnsafeBufferPointer(RingArea.doubled)
        let limit = min(2 * UInt64(tolerance) * UInt64(tolerance), before.magnitude / Self.areaShare)
        let start = result.count
        let kept = removeCorners(below: limit)
        append(from: kept, to: &result)
        let after = result[start...].withUnsafeBufferPointer(RingArea.doubled)
        // So much was removed that it is another shape: a knot, which must keep its loops.
        if (after < 0) != (before < 0) || after.magnitude < before.magnitude / 2 {
            result.removeLast(result.count - start)
            result.append(contentsOf: points)
        }
        return result.count - start
    }

    /// - Returns: a corner that is left.
    private mutating func removeCorners(below limit: UInt64) -> Int {
        let count = points.count
        link(count)
        for index in 0..<count {
            area[index] = triangle(index)
            if area[index] < limit { push(Int32(truncatingIfNeeded: index)) }
        }
        var left = count
        var last = 0
        while left > 3, let corner = heap.first {
            removeFromHeap(at: 0)
            let before = previous[Int(corner)]
            let after = next[Int(corner)]
            next[Int(before)] = after
            previous[Int(after)] = before
            left -= 1
            last = Int(before)
            update(before, limit)
            update(after, limit)
        }
        return left == count ? 0 : last
    }

    private mutating func link(_ count: Int) {
        heap.removeAll(keepingCapacity: true)
        previous.removeAll(keepingCapacity: true)
        next.removeAll(keepingCapacity: true)
        slot.removeAll(keepingCapacity: true)
        area.removeAll(keepingCapacity: true)
        let last = Int32(truncatingIfNeeded: count - 1)
        previous.append(last)
        for index in 0..<last {
            previous.append(index)
            next.append(index + 1)
        }
        next.append(0)
        slot.append(contentsOf: repeatElement(-1, count: count))
        area.append(contentsOf: repeatElement(0, count: count))
    }

    private func append(from first: Int, to result: inout [WorldPoint]) {
        var index = first
        repeat {
            result.append(points[index])
            index = Int(next[index])
        } while index != first
    }

    /// Twice the area between a corner and its neighbours; the same from both directions.
    @inline(__always)
    private func triangle(_ index: Int) -> UInt64 {
        let a = points[Int(previous[index])]
        let b = points[index]
        let c = points[Int(next[index])]
        let right = (Int64(b.x) - Int64(a.x)) &* (Int64(c.y) - Int64(a.y))
        let down = (Int64(c.x) - Int64(a.x)) &* (Int64(b.y) - Int64(a.y))
        return (right &- down).magnitude
    }

    // MARK: The heap

    private mutating func update(_ index: Int32, _ limit: UInt64) {
        area[Int(index)] = triangle(Int(index))
        let position = Int(slot[Int(index)])
        if area[Int(index)] >= limit {
            if position >= 0 { removeFromHeap(at: position) }
        } else if position < 0 {
            push(index)
        } else {
            siftUp(position)
            siftDown(Int(slot[Int(index)]))
        }
    }

    private mutating func push(_ index: Int32) {
        heap.append(index)
        slot[Int(index)] = Int32(truncatingIfNeeded: heap.count - 1)
        siftUp(heap.count - 1)
    }

    private mutating func removeFromHeap(at position: Int) {
        slot[Int(heap[position])] = -1
        let moved = heap.removeLast()
        guard position < heap.count else { return }
        heap[position] = moved
        slot[Int(moved)] = Int32(truncatingIfNeeded: position)
        siftUp(position)
        siftDown(Int(slot[Int(moved)]))
    }

    private mutating func siftUp(_ from: Int) {
        var position = from
        let moving = heap[position]
        while position > 0 {
            let parent = (position - 1) / 2
            guard goesFirst(moving, heap[parent]) else { break }
            place(heap[parent], position)
            position = parent
        }
        place(moving, position)
    }

    private mutating func siftDown(_ from: Int) {
        var position = from
        let moving = heap[position]
        while true {
            var child = 2 * position + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, goesFirst(heap[child + 1], heap[child]) { child += 1 }
            guard goesFirst(heap[child], moving) else { break }
            place(heap[child], position)
            position = child
        }
        place(moving, position)
    }

    @inline(__always)
    private mutating func place(_ index: Int32, _ position: Int) {
        heap[position] = index
        slot[Int(index)] = Int32(truncatingIfNeeded: position)
    }

    /// By area; equal ones by place, so that neighbours agree.
    @inline(__always)
    private func goesFirst(_ a: Int32, _ b: Int32) -> Bool {
        let (first, second) = (area[Int(a)], area[Int(b)])
        if first != second { return first < second }
        let (p, q) = (points[Int(a)], points[Int(b)])
        return p.x != q.x ? p.x < q.x : p.y < q.y
    }
}
