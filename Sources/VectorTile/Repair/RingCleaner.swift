/// Takes a ring's positions one by one and keeps those that make its shape: no repeats, no collinear positions, no
/// spikes. Written through a pointer: this is the inner loop of every tile.
struct RingCleaner {
    /// What is left of a ring.
    struct Result {
        /// Numbers written: two for each position.
        var length: Int
        /// 0 when nothing is left.
        var doubledArea: Int
        /// Turning one way only, and round once: such a ring cannot touch itself.
        var isConvex: Bool
    }

    private let ring: UnsafeMutablePointer<Int32>
    private var length = 0

    /// - Parameter ring: room for two numbers for each position to come.
    @inline(__always)
    init(_ ring: UnsafeMutablePointer<Int32>) {
        self.ring = ring
    }

    @inline(__always)
    mutating func push(_ x: Int32, _ y: Int32) {
        if length >= 2 {
            let top = ring + (length &- 2)
            if top[0] == x && top[1] == y { return }
            if length >= 4, GridRings.turn(top[-2], top[-1], top[0], top[1], x, y) == 0 {
                return replace(x, y)
            }
        }
        ring[length] = x
        ring[length &+ 1] = y
        length &+= 2
    }

    /// The last position is the middle of a straight run or the tip of a spike, and maybe the one before it too.
    @inline(never)
    private mutating func replace(_ x: Int32, _ y: Int32) {
        length &-= 2
        while length >= 2 {
            let top = ring + (length &- 2)
            if top[0] == x && top[1] == y { return }
            guard length >= 4, GridRings.turn(top[-2], top[-1], top[0], top[1], x, y) == 0 else { break }
            length &-= 2
        }
        ring[length] = x
        ring[length &+ 1] = y
        length &+= 2
    }

    /// Cleans the seam between last and first position, then measures.
    @inline(__always)
    mutating func close() -> Result {
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
        guard last &- first >= 4 else { return Result(length: 0, doubledArea: 0, isConvex: false) }
        length = last &+ 2 &- first
        if first > 0 { ring.update(from: ring + first, count: length) }
        return measured()
    }

    @inline(__always)
    private func measured() -> Result {
        var doubledArea = 0
        var anyLeft = false
        var anyRight = false
        var reversals = 0
        var dx = Int(ring[length &- 2]) &- Int(ring[length &- 4])
        var dy = Int(ring[length &- 1]) &- Int(ring[length &- 3])
        var x = Int(ring[length &- 2])
        var y = Int(ring[length &- 1])
        let originX = x
        let originY = y
        var isEastward = dx > 0 || (dx == 0 && dy > 0)
        var offset = 0
        while offset < length {
            let nextX = Int(ring[offset])
            let nextY = Int(ring[offset &+ 1])
            let nextDX = nextX &- x
            let nextDY = nextY &- y
            let turn = dx &* nextDY &- dy &* nextDX
            anyLeft = anyLeft || turn > 0
            anyRight = anyRight || turn < 0
            // Upright counts as eastward one way and westward the other: a turn by half a circle.
            let nextIsEastward = nextDX > 0 || (nextDX == 0 && nextDY > 0)
            reversals &+= nextIsEastward == isEastward ? 0 : 1
            isEastward = nextIsEastward
            doubledArea &+= (x &- originX) &* (nextY &- originY) &- (nextX &- originX) &* (y &- originY)
            (x, y, dx, dy) = (nextX, nextY, nextDX, nextDY)
            offset &+= 2
        }
        return Result(length: length, doubledArea: doubledArea, isConvex: anyLeft != anyRight && reversals <= 2)
    }
}
