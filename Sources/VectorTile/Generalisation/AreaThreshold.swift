/// From which area on the polygons of one tile are drawn as themselves: half a pixel, or more where there are so many
/// that a tile would hold more than a limit.
///
/// Areas are counted in steps of √2, so that one edit hardly ever moves the threshold. Belongs to one tile: the
/// polygons whose box has its middle there.
public struct AreaThreshold: Sendable {
    /// Two for each power of two.
    private var counts = [Int](repeating: 0, count: 2 * UInt64.bitWidth)
    private let smallest: UInt64
    private let limit: Int

    /// - Parameter limit: how many polygons of a tile are drawn as themselves.
    public init(grid: PixelGrid, limit: Int = 2500) {
        smallest = grid.doubledHalfPixelArea
        self.limit = limit
    }

    /// Starts the next tile.
    public mutating func removeAll() {
        for index in counts.indices { counts[index] = 0 }
    }

    @inline(__always)
    public mutating func add(doubledArea: UInt64) {
        if doubledArea >= smallest { counts[Self.step(of: doubledArea)] += 1 }
    }

    /// Polygons below it go to the pool.
    public var doubledArea: UInt64 {
        var step = counts.count - 1
        let lowest = Self.step(of: smallest)
        var count = 0
        while step >= lowest {
            count += counts[step]
            if count > limit { return Self.start(of: step + 1) }
            step -= 1
        }
        return smallest
    }

    @inline(__always)
    private static func step(of area: UInt64) -> Int {
        let exponent = UInt64.bitWidth - 1 - area.leadingZeroBitCount
        guard exponent > 0 else { return 0 }
        return 2 * exponent + Int(area >> UInt64(exponent - 1) & 1)
    }

    private static func start(of step: Int) -> UInt64 {
        let exponent = UInt64(step / 2)
        guard exponent < 64 else { return .max }
        return step % 2 == 0 || exponent == 0 ? 1 << exponent : 3 << (exponent - 1)
    }
}
