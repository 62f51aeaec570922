/// Takes a line's positions one by one and leaves out repeats and the middles of straight runs. Turning back on itself
/// is left: a line may.
struct LineCleaner {
    private let line: UnsafeMutablePointer<Int32>
    /// Numbers written: two for each position.
    private(set) var length = 0
    // The position written last, and the edge that ends there; zero while there is none.
    private var lastX = 0
    private var lastY = 0
    private var dx = 0
    private var dy = 0

    /// - Parameter line: room for two numbers for each position to come; those may lie there already.
    @inline(__always)
    init(_ line: UnsafeMutablePointer<Int32>) {
        self.line = line
    }

    @inline(__always)
    mutating func push(_ x: Int, _ y: Int) {
        let nextDX = x &- lastX
        let nextDY = y &- lastY
        if dx &* nextDY == dy &* nextDX, length > 0 {
            if nextDX | nextDY == 0 { return }
            if dx &* nextDX &+ dy &* nextDY > 0 { length &-= 2 }
        }
        line[length] = Int32(truncatingIfNeeded: x)
        line[length &+ 1] = Int32(truncatingIfNeeded: y)
        // The first position ends no edge.
        (dx, dy) = length == 0 ? (0, 0) : (nextDX, nextDY)
        length &+= 2
        (lastX, lastY) = (x, y)
    }
}
