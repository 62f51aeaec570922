/// The check of parcels: every edge against every other, which for a few corners is quicker than any order.
enum SmallRing {
    /// Beyond this sorting pays.
    static let mostPositions = 16

    /// Whether no two edges of a ring meet but where they follow each other.
    static func isSimple(_ rings: borrowing GridRings, _ ring: Int) -> Bool {
        let start = rings[ring].start
        return isSimple(rings.values + start, (rings[ring].end - start) / 2)
    }

    private static func isSimple(_ ring: UnsafePointer<Int32>, _ count: Int) -> Bool {
        var ax = ring[2 * count &- 2]
        var ay = ring[2 * count &- 1]
        // The edge that closes the ring first, then the others against those after them.
        for first in 0..<count &- 2 {
            let bx = ring[2 * first]
            let by = ring[2 * first &+ 1]
            let (west, east) = (min(ax, bx), max(ax, bx))
            let (north, south) = (min(ay, by), max(ay, by))
            var cx = ring[2 * first &+ 2]
            var cy = ring[2 * first &+ 3]
            let last = first == 0 ? count &- 1 : count
            var second = first &+ 2
            while second < last {
                let dx = ring[2 * second]
                let dy = ring[2 * second &+ 1]
                let isNear =
                    min(cx, dx) <= east && max(cx, dx) >= west && min(cy, dy) <= south && max(cy, dy) >= north
                if isNear, meet(ax, ay, bx, by, cx, cy, dx, dy) { return false }
                (cx, cy) = (dx, dy)
                second &+= 1
            }
            (ax, ay) = (bx, by)
        }
        return true
    }

    /// Whether two edges whose boxes meet have a position in common.
    @inline(__always)
    private static func meet(
        _ ax: Int32, _ ay: Int32, _ bx: Int32, _ by: Int32, _ cx: Int32, _ cy: Int32, _ dx: Int32, _ dy: Int32
    ) -> Bool {
        let sideC = GridRings.turn(ax, ay, bx, by, cx, cy)
        let sideD = GridRings.turn(ax, ay, bx, by, dx, dy)
        if (sideC > 0 && sideD > 0) || (sideC < 0 && sideD < 0) { return false }
        let sideA = GridRings.turn(cx, cy, dx, dy, ax, ay)
        let sideB = GridRings.turn(cx, cy, dx, dy, bx, by)
        // On one line the boxes decide, and they meet.
        return !((sideA > 0 && sideB > 0) || (sideA < 0 && sideB < 0))
    }
}
