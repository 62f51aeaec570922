/// Draws around the squares of each feature of a tile: one ring for each group that hangs together by its sides.
///
/// ```
///   ┌──┬──┐        ┌─────┐
///   │■ │■ │   →    │  ┌──┘      rings touch at corners at most, themselves never
///   ├──┼──┘        │  │
///   │■ │           └──┘
///   └──┘
/// ```
struct PoolOutline {
    private static let side = 1 << PixelGrid.tileExponent
    /// A rim of one pixel all round saves asking whether a neighbour lies in the tile.
    private static let stride = side + 2
    private static let steps = [1, stride, -1, -stride]

    private let pixelExponent: Int
    /// For each pixel of the tile: the feature it belongs to, from 1.
    private var owners = [Int32](repeating: 0, count: stride * stride)
    /// For each pixel: whether the ring that runs along its upper side is drawn, and the group it is in.
    private var isTraced = [Bool](repeating: false, count: stride * stride)
    private var groups = [Int32](repeating: 0, count: stride * stride)
    private var groupCount: Int32 = 0
    private var stack: [Int] = []
    private var members: [Int] = []
    private var ring: [Corner] = []

    private(set) var points: [WorldPoint] = []
    private(set) var parts: [WorldGeometry.Part] = []

    private struct Corner {
        /// The corner north-west of this pixel.
        var pixel: Int
        /// Whether the ring may come here again.
        var isCrossing: Bool
    }

    init(grid: PixelGrid) { pixelExponent = grid.pixelExponent }

    /// Tells whose the pixels are, before the first `draw`.
    mutating func claim(_ squares: [PoolSquare]) {
        for square in squares { owners[Self.pixel(square)] = square.feature + 1 }
    }

    /// Forgets the squares of a tile.
    mutating func release(_ squares: [PoolSquare]) {
        for square in squares {
            owners[Self.pixel(square)] = 0
            isTraced[Self.pixel(square)] = false
            groups[Self.pixel(square)] = 0
        }
        groupCount = 0
    }

    /// Makes `points` and `parts` of the squares of one feature.
    mutating func draw(_ squares: ArraySlice<PoolSquare>) {
        points.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        guard let first = squares.first else { return }
        let west = first.x & ~Int32(Self.side - 1)
        let north = first.y & ~Int32(Self.side - 1)
        for square in squares where groups[Self.pixel(square)] == 0 {
            collectGroup(from: Self.pixel(square))
            members.sort()
            // Row by row: the first upper side without a ring is the exterior's, later ones are holes'.
            for pixel in members where groups[pixel - Self.stride] != groupCount && !isTraced[pixel] {
                trace(from: pixel)
                closeRings(west, north)
            }
        }
    }

    private static func pixel(_ square: PoolSquare) -> Int {
        (Int(square.y) & (side - 1)) * stride + (Int(square.x) & (side - 1)) + stride + 1
    }

    private mutating func collectGroup(from first: Int) {
        groupCount += 1
        members.removeAll(keepingCapacity: true)
        stack.append(first)
        groups[first] = groupCount
        while let pixel = stack.popLast() {
            members.append(pixel)
            for step in Self.steps where owners[pixel + step] == owners[first] && groups[pixel + step] == 0 {
                groups[pixel + step] = groupCount
                stack.append(pixel + step)
            }
        }
    }

    /// Walks round with the group on the right, from the upper side of a pixel back to it.
    private mutating func trace(from first: Int) {
        ring.removeAll(keepingCapacity: true)
        var pixel = first
        // 0 east along the upper side, 1 south along the right one, 2 west, 3 north.
        var direction = 0
        repeat {
            if direction == 0 { isTraced[pixel] = true }
            let ahead = pixel + Self.steps[direction]
            let left = ahead + Self.steps[(direction + 3) & 3]
            let hasAhead = groups[ahead] == groupCount
            let hasLeft = groups[left] == groupCount
            if !hasAhead {
                // Round the corner of the pixel; another of the group may touch it there.
                ring.append(corner(after: pixel, direction, isCrossing: hasLeft))
                direction = (direction + 1) & 3
            } else if hasLeft {
                ring.append(corner(after: pixel, direction, isCrossing: false))
                pixel = left
                direction = (direction + 3) & 3
            } else {
                pixel = ahead
            }
        } while pixel != first || direction != 0
    }

    /// The corner at the end of a pixel's side.
    private func corner(after pixel: Int, _ direction: Int, isCrossing: Bool) -> Corner {
        let offset =
            switch direction {
            case 0: 1
            case 1: Self.stride + 1
            case 2: Self.stride
            default: 0
            }
        return Corner(pixel: pixel + offset, isCrossing: isCrossing)
    }

    /// Cuts the walk where it comes to a corner again: each loop is a ring of its own.
    private mutating func closeRings(_ west: Int32, _ north: Int32) {
        let first = parts.count
        var open = 0
        for index in ring.indices {
            let corner = ring[index]
            if corner.isCrossing, let start = ring[..<open].lastIndex(where: { $0.pixel == corner.pixel }) {
                append(start..<open, west, north)
                open = start
            }
            ring[open] = corner
            open += 1
        }
        append(0..<open, west, north)
        // Holes may have been closed before the exterior they lie in.
        if let exterior = parts[first...].firstIndex(where: { !$0.isHole }) { parts.swapAt(first, exterior) }
    }

    private mutating func append(_ corners: Range<Int>, _ west: Int32, _ north: Int32) {
        let start = points.count
        for corner in ring[corners] {
            let row = Int32(corner.pixel / Self.stride - 1) + north
            let column = Int32(corner.pixel % Self.stride - 1) + west
            points.append(
                WorldPoint(
                    x: Int32(clamping: Int64(column) << Int64(pixelExponent)),
                    y: Int32(clamping: Int64(row) << Int64(pixelExponent))))
        }
        let area = points[start...].withUnsafeBufferPointer(RingArea.doubled)
        parts.append(
            WorldGeometry.Part(kind: .polygons, isHole: area < 0, start: start, count: points.count - start))
    }
}
