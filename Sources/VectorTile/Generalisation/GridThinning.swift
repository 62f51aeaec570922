/// Leaves one position of each run of positions inside one square of a fine world grid.
///
/// Where a position lies decides, not where its ring starts or which way it runs: two parcels thin their common border
/// alike.
enum GridThinning {
    /// Appends what is left of a ring (not closed).
    static func thin(
        ring: UnsafeBufferPointer<WorldPoint>, exponent: Int32, into result: inout [WorldPoint]
    ) {
        guard exponent > 0, let start = runStart(ring, exponent) else {
            if exponent <= 0 { result.append(contentsOf: ring) }
            return
        }
        var best = ring[start]
        var index = start
        for _ in 1..<ring.count {
            index = index + 1 == ring.count ? 0 : index + 1
            merge(ring[index], into: &best, exponent, &result)
        }
        result.append(best)
    }

    /// Appends what is left of a line; both ends are.
    static func thin(
        line: UnsafeBufferPointer<WorldPoint>, exponent: Int32, into result: inout [WorldPoint]
    ) {
        guard exponent > 0, line.count > 2 else {
            result.append(contentsOf: line)
            return
        }
        result.append(line[0])
        var best = line[1]
        for index in 2..<(line.count - 1) { merge(line[index], into: &best, exponent, &result) }
        result.append(best)
        result.append(line[line.count - 1])
    }

    /// How fine the grid is for a tolerance: an eighth to a quarter of it.
    static func exponent(for tolerance: Int32) -> Int32 {
        tolerance < 8 ? 0 : Int32(Int32.bitWidth - 1 - tolerance.leadingZeroBitCount) - 2
    }

    @inline(__always)
    private static func merge(
        _ point: WorldPoint, into best: inout WorldPoint, _ exponent: Int32, _ result: inout [WorldPoint]
    ) {
        if areTogether(point, best, exponent) {
            if (point.x, point.y) < (best.x, best.y) { best = point }
        } else {
            result.append(best)
            best = point
        }
    }

    @inline(__always)
    private static func areTogether(_ a: WorldPoint, _ b: WorldPoint, _ exponent: Int32) -> Bool {
        ((a.x ^ b.x) | (a.y ^ b.y)) >> exponent == 0
    }

    /// Where one run of a ring ends and the next begins; nil when all is one run.
    private static func runStart(_ ring: UnsafeBufferPointer<WorldPoint>, _ exponent: Int32) -> Int? {
        guard var previous = ring.last else { return nil }
        for index in ring.indices {
            if !areTogether(ring[index], previous, exponent) { return index }
            previous = ring[index]
        }
        return nil
    }
}
