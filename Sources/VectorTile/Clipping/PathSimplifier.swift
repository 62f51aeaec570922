/// Leaves out positions that would move a line by less than a tolerance (Douglas and Peucker, 1973).
///
/// Runs on whole geometries before they are clipped, so that neighbouring tiles agree. Two polygons that share a
/// border may still choose different positions on it; the gap stays below the tolerance.
struct PathSimplifier {
    /// Rings of up to four corners are buildings and parcels: their shape is their meaning.
    static let smallestSimplifiedRing = 6

    private var isKept: [Bool] = []
    private var pending: [Int] = []

    /// Simplifies an open line; its ends stay.
    mutating func simplifyLine(_ path: inout TilePath, tolerance: Double) {
        guard path.positionCount > 2 else { return }
        thin(&path.values, spacing: tolerance / 4)
        let last = path.positionCount - 1
        start(count: last + 1)
        keepBetween(0, last, in: path.values, tolerance: tolerance)
        compact(&path.values)
    }

    /// Simplifies a closed ring; one that would lose its area stays as it is.
    mutating func simplifyRing(_ path: inout TilePath, tolerance: Double) {
        guard path.positionCount >= Self.smallestSimplifiedRing else { return }
        let size = max(path.maxX - path.minX, path.maxY - path.minY)
        guard size > 4 * tolerance else { return }
        thin(&path.values, spacing: tolerance / 4)
        let last = path.positionCount - 1
        guard last >= 4 else { return }
        let farthest = Self.farthestFromStart(path.values)
        start(count: last + 1)
        isKept[farthest] = true
        keepBetween(0, farthest, in: path.values, tolerance: tolerance)
        keepBetween(farthest, last, in: path.values, tolerance: tolerance)
        let kept = isKept.reduce(0) { $0 + ($1 ? 1 : 0) }
        if kept >= 4 { compact(&path.values) }
    }

    /// Drops positions closer than `spacing` to the one before: cheap, and most of the work on dense coasts.
    private func thin(_ values: inout [Double], spacing: Double) {
        let limit = spacing * spacing
        var target = 2
        var offset = 2
        let last = values.count - 2
        while offset < values.count {
            let x = values[offset]
            let y = values[offset + 1]
            let dx = x - values[target - 2]
            let dy = y - values[target - 1]
            if dx * dx + dy * dy > limit || offset == last {
                values[target] = x
                values[target + 1] = y
                target += 2
            }
            offset += 2
        }
        values.removeLast(values.count - target)
    }

    private mutating func start(count: Int) {
        isKept.removeAll(keepingCapacity: true)
        isKept.append(contentsOf: repeatElement(false, count: count))
        isKept[0] = true
        isKept[count - 1] = true
    }

    /// Marks what must stay between two kept positions. Its own stack: a coast would overflow the real one.
    private mutating func keepBetween(_ first: Int, _ last: Int, in values: [Double], tolerance: Double) {
        let limit = tolerance * tolerance
        pending.removeAll(keepingCapacity: true)
        pending.append(first)
        pending.append(last)
        while let end = pending.popLast(), let begin = pending.popLast() {
            guard end - begin > 1 else { continue }
            let ax = values[begin * 2]
            let ay = values[begin * 2 + 1]
            let dx = values[end * 2] - ax
            let dy = values[end * 2 + 1] - ay
            let squaredLength = dx * dx + dy * dy
            var worst = limit
            var worstIndex = -1
            for index in (begin + 1)..<end {
                var px = values[index * 2] - ax
                var py = values[index * 2 + 1] - ay
                if squaredLength > 0 {
                    let along = min(max((px * dx + py * dy) / squaredLength, 0), 1)
                    px -= along * dx
                    py -= along * dy
                }
                let distance = px * px + py * py
                if distance > worst {
                    worst = distance
                    worstIndex = index
                }
            }
            guard worstIndex >= 0 else { continue }
            isKept[worstIndex] = true
            pending.append(begin)
            pending.append(worstIndex)
            pending.append(worstIndex)
            pending.append(end)
        }
    }

    private func compact(_ values: inout [Double]) {
        var target = 0
        for index in isKept.indices where isKept[index] {
            values[target] = values[index * 2]
            values[target + 1] = values[index * 2 + 1]
            target += 2
        }
        values.removeLast(values.count - target)
    }

    private static func farthestFromStart(_ values: [Double]) -> Int {
        var farthest = 0
        var worst = -1.0
        for index in 1..<(values.count / 2) {
            let dx = values[index * 2] - values[0]
            let dy = values[index * 2 + 1] - values[1]
            let distance = dx * dx + dy * dy
            if distance > worst {
                worst = distance
                farthest = index
            }
        }
        return farthest
    }
}
