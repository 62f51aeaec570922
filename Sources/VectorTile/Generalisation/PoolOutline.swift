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
    private let raster = Raster()
    private var groupCount: Int32 = 0
    private var west: Int32 = 0
    private var north: Int32 = 0
    private var stack: [Int] = []
    private var members: [Int] = []
    private var ring: [Corner] = []

    private(set) var points: [WorldPoint] = []
    private(set) var parts: [WorldGeometry.Part] = []

    /// What is known of each pixel of the tile and its rim.
    private final class Raster {
        struct Pixel {
            /// The feature it belongs to, from 1.
            var owner: Int32 = 0
            /// The group it is in.
            var group: Int32 = 0
            /// Whether the ring that runs along its upper side is drawn.
            var isTraced = false
        }

        let pixels = UnsafeMutablePointer<Pixel>.allocate(capacity: stride * stride)

        init() { pixels.initialize(repeating: Pixel(), count: stride * stride) }

        deinit { pixels.deallocate() }
    }

    private struct Corner {
        /// The corner north-west of this pixel.
        var pixel: Int
        /// Whether the ring may come here again.
        var isCrossing: Bool
    }

    init(grid: PixelGrid) { pixelExponent = grid.pixelExponent }

    /// Starts a tile, by the pixel of its north-west corner.
    mutating func begin(west: Int32, north: Int32) {
        self.west = west
        self.north = north
        groupCount = 0
    }

    /// Tells whose the pixels are, before the first `draw`.
    /// - Parameter squares: by feature, then by pixel: `feature << 18 | y << 9 | x`.
    mutating func claim(_ squares: [KeyedIndex]) {
        let pixels = raster.pixels
        for square in squares { pixels[Self.pixel(square)].owner = Int32(truncatingIfNeeded: square.key >> 18) + 1 }
    }

    /// Forgets the squares of a tile.
    mutating func release(_ squares: [KeyedIndex]) {
        let pixels = raster.pixels
        for square in squares { pixels[Self.pixel(square)] = Raster.Pixel() }
    }

    /// Makes `points` and `parts` of the squares of one feature.
    mutating func draw(_ squares: ArraySlice<KeyedIndex>) {
        points.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        let pixels = raster.pixels
        for square in squares where pixels[Self.pixel(square)].group == 0 {
            let first = Self.pixel(square)
            collectGroup(from: first, mayHaveOthers: squares.count > 1)
            // Row by row: the first upper side without a ring is the exterior's, later ones are holes'.
            if members.count == 1 {
                appendSquare(first)
                continue
            }
            members.sort()
            for pixel in members
            where pixels[pixel - Self.stride].group != groupCount && !pixels[pixel].isTraced {
                trace(from: pixel)
                closeRings()
            }
        }
    }

    @inline(__always)
    private static func pixel(_ square: KeyedIndex) -> Int {
        (Int(square.index) >> PixelGrid.tileExponent) * stride + (Int(square.index) & (side - 1)) + stride + 1
    }

    private mutating func collectGroup(from first: Int, mayHaveOthers: Bool) {
        groupCount += 1
        members.removeAll(keepingCapacity: true)
        let pixels = raster.pixels
        let owner = pixels[first].owner
        pixels[first].group = groupCount
        guard mayHaveOthers else {
            members.append(first)
            return
        }
        stack.append(first)
        while let pixel = stack.popLast() {
            members.append(pixel)
            for step in [1, Self.stride, -1, -Self.stride]
            where pixels[pixel + step].owner == owner && pixels[pixel + step].group == 0 {
                pixels[pixel + step].group = groupCount
                stack.append(pixel + step)
            }
        }
    }

    /// The ring round one pixel, as `trace` draws it.
    private mutating func appendSquare(_ pixel: Int) {
        raster.pixels[pixel].isTraced = true
        let start = points.count
        for corner in [pixel + 1, pixel + 1 + Self.stride, pixel + Self.stride, pixel] { points.append(point(corner)) }
        parts.append(WorldGeometry.Part(kind: .polygons, isHole: false, start: start, count: 4))
    }

    /// Walks round with the group on the right, from the upper side of a pixel back to it.
    private mutating func trace(from first: Int) {
        ring.removeAll(keepingCapacity: true)
        let pixels = raster.pixels
        var pixel = first
        // 0 east along the upper side, 1 south along the right one, 2 west, 3 north.
        var direction = 0
        repeat {
            if direction == 0 { pixels[pixel].isTraced = true }
            let ahead = pixel + Self.steps[direction]
            let left = ahead + Self.steps[(direction + 3) & 3]
            let hasAhead = pixels[ahead].group == groupCount
            let hasLeft = pixels[left].group == groupCount
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
    private mutating func closeRings() {
        let first = parts.count
        var open = 0
        for index in ring.indices {
            let corner = ring[index]
            if corner.isCrossing, let start = ring[..<open].lastIndex(where: { $0.pixel == corner.pixel }) {
                append(start..<open)
                open = start
            }
            ring[open] = corner
            open += 1
        }
        append(0..<open)
        // Holes may have been closed before the exterior they lie in.
        if let exterior = parts[first...].firstIndex(where: { !$0.isHole }) { parts.swapAt(first, exterior) }
    }

    /// Where the north-west corner of a pixel is.
    private func point(_ pixel: Int) -> WorldPoint {
        let row = Int32(pixel / Self.stride - 1) + north
        let column = Int32(pixel % Self.stride - 1) + west
        return WorldPoint(
            x: Int32(clamping: Int64(column) << Int64(pixelExponent)),
            y: Int32(clamping: Int64(row) << Int64(pixelExponent)))
    }

    private mutating func append(_ corners: Range<Int>) {
        let start = points.count
        for corner in ring[corners] { points.append(point(corner.pixel)) }
        let area = points[start...].withUnsafeBufferPointer(RingArea.doubled)
        parts.append(
            WorldGeometry.Part(kind: .polygons, isHole: area < 0, start: start, count: points.count - start))
    }
}
