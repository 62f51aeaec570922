/// Keeps of a ring's positions those that make its shape: no repeats, no collinear positions, no spikes. In place and
/// through a pointer: this is the inner loop of every tile.
struct RingCleaner {
    /// What is left of a ring.
    struct Result {
        /// Numbers written: two for each position.
        var length: Int
        /// 0 when nothing is left.
        var doubledArea: Int
        /// Whether all of it is seen, in order, from the mean of the positions it was made of.
        ///
        /// ```
        ///      ┌────┐          The angle about ∙ only grows, and by one full turn: edges that do not follow each other
        ///      │  ∙ └──┐       lie in different sectors and cannot meet. All convex rings are stars, and so are most
        ///      └───────┘       parcels that are not.
        /// ```
        var isStar: Bool
    }

    /// Sums over rings of so many positions fit 64 bits; longer ones are hardly ever stars.
    private static let mostStarPositions = 512

    private let ring: UnsafeMutablePointer<Int32>
    private var length = 0
    // The position written last, and the edge that ends there; zero while there is none.
    private var lastX = 0
    private var lastY = 0
    private var dx = 0
    private var dy = 0

    /// - Parameters:
    ///   - ring: flat `x y`; what is left begins there too.
    ///   - sum: of all x and of all y.
    @inline(__always)
    static func clean(_ ring: UnsafeMutablePointer<Int32>, positions: Int, sum: (x: Int, y: Int)) -> Result {
        var cleaner = RingCleaner(ring: ring)
        for offset in stride(from: 0, to: 2 &* positions, by: 2) {
            cleaner.push(Int(ring[offset]), Int(ring[offset &+ 1]))
        }
        let length = cleaner.close()
        if length == 0 { return Result(length: 0, doubledArea: 0, isStar: false) }
        return positions <= mostStarPositions
            ? measured(ring, length, from: sum, positions) : measuredLong(ring, length)
    }

    @inline(__always)
    private init(ring: UnsafeMutablePointer<Int32>) {
        self.ring = ring
    }

    @inline(__always)
    private mutating func push(_ x: Int, _ y: Int) {
        let nextDX = x &- lastX
        let nextDY = y &- lastY
        // No turn: the first two positions, a repeat, the middle of a straight run or the tip of a spike.
        if dx &* nextDY == dy &* nextDX { return pushStraight(x, y) }
        ring[length] = Int32(truncatingIfNeeded: x)
        ring[length &+ 1] = Int32(truncatingIfNeeded: y)
        length &+= 2
        (lastX, lastY, dx, dy) = (x, y, nextDX, nextDY)
    }

    @inline(__always)
    private mutating func pushStraight(_ x: Int, _ y: Int) {
        length = Self.replaced(ring, length, Int32(truncatingIfNeeded: x), Int32(truncatingIfNeeded: y))
        lastX = Int(ring[length &- 2])
        lastY = Int(ring[length &- 1])
        dx = length >= 4 ? lastX &- Int(ring[length &- 4]) : 0
        dy = length >= 4 ? lastY &- Int(ring[length &- 3]) : 0
    }

    /// Writes a position in place of those before it that it makes superfluous.
    /// - Returns: the length of the ring then.
    @inline(never)
    private static func replaced(_ ring: UnsafeMutablePointer<Int32>, _ length: Int, _ x: Int32, _ y: Int32) -> Int {
        var length = length
        while length >= 2 {
            let top = ring + (length &- 2)
            if top[0] == x && top[1] == y { return length }
            guard length >= 4, GridRings.turn(top[-2], top[-1], top[0], top[1], x, y) == 0 else { break }
            length &-= 2
        }
        ring[length] = x
        ring[length &+ 1] = y
        return length &+ 2
    }

    /// Cleans the seam between last and first position.
    /// - Returns: the length of the ring then, 0 when nothing is left.
    @inline(__always)
    private func close() -> Int {
        var first = 0
        var last = length &- 2
        while last &- first >= 4 {
            let x = ring[first]
            let y = ring[first &+ 1]
            if (ring[last] == x && ring[last &+ 1] == y)
                || GridRings.turn(ring[last &- 2], ring[last &- 1], ring[last], ring[last &+ 1], x, y) == 0
            {
                last &-= 2
            } else if GridRings.turn(ring[last], ring[last &+ 1], x, y, ring[first &+ 2], ring[first &+ 3]) == 0 {
                first &+= 2
            } else {
                break
            }
        }
        guard last &- first >= 4 else { return 0 }
        let length = last &+ 2 &- first
        if first > 0 { ring.update(from: ring + first, count: length) }
        return length
    }

    /// Twice the area by the triangles between the edges and the mean, which are all of one sign if this is a star.
    @inline(__always)
    private static func measured(
        _ ring: UnsafeMutablePointer<Int32>, _ length: Int, from sum: (x: Int, y: Int), _ count: Int
    ) -> Result {
        // All in units of 1 / count: the mean is a whole number then.
        var x = Int(ring[length &- 2]) &* count &- sum.x
        var y = Int(ring[length &- 1]) &* count &- sum.y
        var isBelow = y > 0 || (y == 0 && x > 0)
        var halfTurns = 0
        var total = 0
        var least = Int.max
        var most = Int.min
        var offset = 0
        while offset < length {
            let nextX = Int(ring[offset]) &* count &- sum.x
            let nextY = Int(ring[offset &+ 1]) &* count &- sum.y
            let triangle = x &* nextY &- nextX &* y
            total &+= triangle
            least = min(least, triangle)
            most = max(most, triangle)
            let nextIsBelow = nextY > 0 || (nextY == 0 && nextX > 0)
            halfTurns &+= nextIsBelow == isBelow ? 0 : 1
            (x, y, isBelow) = (nextX, nextY, nextIsBelow)
            offset &+= 2
        }
        return Result(
            length: length, doubledArea: total / (count &* count),
            isStar: (least > 0 || most < 0) && halfTurns == 2)
    }

    @inline(never)
    private static func measuredLong(_ ring: UnsafeMutablePointer<Int32>, _ length: Int) -> Result {
        let originX = Int(ring[length &- 2])
        let originY = Int(ring[length &- 1])
        var (x, y) = (0, 0)
        var doubledArea = 0
        for offset in stride(from: 0, to: length, by: 2) {
            let nextX = Int(ring[offset]) &- originX
            let nextY = Int(ring[offset &+ 1]) &- originY
            doubledArea &+= x &* nextY &- nextX &* y
            (x, y) = (nextX, nextY)
        }
        return Result(length: length, doubledArea: doubledArea, isStar: false)
    }
}
