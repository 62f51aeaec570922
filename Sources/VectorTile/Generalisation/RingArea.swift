/// The shoelace formula on the world grid.
public enum RingArea {
    /// Twice the area of a ring that is not closed, positive for an exterior (MVT 2.1, 4.3.4.4). Partial sums may wrap
    /// round; the sum itself, at most 2^63 in size, does not.
    @inlinable
    public static func doubled(_ ring: UnsafeBufferPointer<WorldPoint>) -> Int64 {
        guard ring.count > 2 else { return 0 }
        let origin = ring[0]
        var sum: Int64 = 0
        var (x, y): (Int64, Int64) = (0, 0)
        for point in ring.dropFirst() {
            let nextX = Int64(point.x) - Int64(origin.x)
            let nextY = Int64(point.y) - Int64(origin.y)
            sum &+= (x &* nextY) &- (nextX &* y)
            (x, y) = (nextX, nextY)
        }
        return sum
    }
}
