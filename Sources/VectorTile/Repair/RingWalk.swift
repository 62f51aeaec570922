import Foundation

/// Walks directed edges, interior on the left, into rings that pass no position twice.
struct RingWalk: Sendable {
    private var sorted: [GridSegment] = []
    private var isUsed: [Bool] = []
    private var path: [GridPosition] = []
    private var placeInPath: [GridPosition: Int] = [:]

    /// Replaces `rings` by the rings of the edges: exteriors have positive area, holes negative, in no useful order.
    mutating func rings(of segments: [GridSegment], into rings: inout GridRings) {
        rings.removeAll()
        sorted = segments
        sorted.sort { ($0.a.x, $0.a.y, $0.b.x, $0.b.y) < ($1.a.x, $1.a.y, $1.b.x, $1.b.y) }
        isUsed = Array(repeating: false, count: sorted.count)
        for start in sorted.indices where !isUsed[start] { walk(from: start, into: &rings) }
    }

    /// Follows edges until there is none to follow, splitting a ring off whenever a position comes back.
    private mutating func walk(from start: Int, into rings: inout GridRings) {
        path.removeAll(keepingCapacity: true)
        placeInPath.removeAll(keepingCapacity: true)
        place(sorted[start].a)
        var current = start
        while true {
            isUsed[current] = true
            let position = sorted[current].b
            if let place = placeInPath[position] {
                _ = rings.append(path[place...])
                for visited in path[(place + 1)...] { placeInPath[visited] = nil }
                path.removeSubrange((place + 1)...)
            } else {
                place(position)
            }
            guard let next = sharpestLeft(after: sorted[current]) else { return }
            current = next
        }
    }

    private mutating func place(_ position: GridPosition) {
        placeInPath[position] = path.count
        path.append(position)
    }

    /// The unused edge that leaves where `segment` arrives and keeps closest to the interior on its left.
    private func sharpestLeft(after segment: GridSegment) -> Int? {
        var candidate = firstEdge(from: segment.b)
        var best: Int?
        var bestAngle = -Double.infinity
        while candidate < sorted.count, sorted[candidate].a == segment.b {
            if !isUsed[candidate] {
                let angle = Self.turningAngle(segment, sorted[candidate])
                if angle > bestAngle {
                    bestAngle = angle
                    best = candidate
                }
            }
            candidate += 1
        }
        return best
    }

    private func firstEdge(from position: GridPosition) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            let origin = sorted[middle].a
            if (origin.x, origin.y) < (position.x, position.y) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// −π…π, positive to the left.
    private static func turningAngle(_ first: GridSegment, _ second: GridSegment) -> Double {
        let ax = Double(first.b.x - first.a.x)
        let ay = Double(first.b.y - first.a.y)
        let bx = Double(second.b.x - second.a.x)
        let by = Double(second.b.y - second.a.y)
        return atan2(ax * by - ay * bx, ax * bx + ay * by)
    }
}
