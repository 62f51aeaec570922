/// Puts each hole behind the smallest exterior ring around it (MVT 2.1, 4.3.4.4: order tells which is whose).
enum HoleAssignment {
    /// Whether the holes of one polygon are inside its exterior and not in one another.
    /// - Precondition: no two edges of the rings meet.
    static func holesLieInTheirPlace(_ rings: borrowing GridRings) -> Bool {
        for hole in 1..<max(rings.count, 1) {
            guard contains(0, hole, rings) else { return false }
            for other in 1..<rings.count where other != hole {
                if abs(rings[other].doubledArea) > abs(rings[hole].doubledArea), contains(other, hole, rings) {
                    return false
                }
            }
        }
        return true
    }

    static func arrange(_ rings: inout GridRings) {
        let exteriors = (0..<rings.count).filter { rings[$0].doubledArea > 0 }
        let holes = (0..<rings.count).filter { rings[$0].doubledArea < 0 }
        guard !holes.isEmpty else { return }
        var owners: [Int?] = []
        for hole in holes {
            let around = exteriors.filter {
                rings[$0].doubledArea > -rings[hole].doubledArea && contains($0, hole, rings)
            }
            owners.append(around.min { rings[$0].doubledArea < rings[$1].doubledArea })
        }
        var arranged = GridRings()
        for exterior in exteriors {
            arranged.append(ring: exterior, of: rings, asExterior: true)
            for (hole, owner) in zip(holes, owners) where owner == exterior {
                arranged.append(ring: hole, of: rings, asExterior: false)
            }
        }
        rings = arranged
    }

    /// Whether a ring lies in another; the two may touch but do not cross.
    private static func contains(_ exterior: Int, _ hole: Int, _ rings: borrowing GridRings) -> Bool {
        let start = rings[hole].start
        let end = rings[hole].end
        var offset = start
        var previousX = Int(rings.values[end - 2])
        var previousY = Int(rings.values[end - 1])
        while offset < end {
            let x = Int(rings.values[offset])
            let y = Int(rings.values[offset + 1])
            // A corner, then the middle of the edge before it: one of them is off the exterior ring.
            if let verdict = verdict(2 * x, 2 * y, exterior, rings) { return verdict }
            if let verdict = verdict(x + previousX, y + previousY, exterior, rings) { return verdict }
            (previousX, previousY) = (x, y)
            offset += 2
        }
        return true
    }

    /// Whether a position, in doubled coordinates, is inside the ring; nil on its edge.
    private static func verdict(_ x: Int, _ y: Int, _ ring: Int, _ rings: borrowing GridRings) -> Bool? {
        let start = rings[ring].start
        let end = rings[ring].end
        var isInside = false
        var ax = 2 * Int(rings.values[end - 2])
        var ay = 2 * Int(rings.values[end - 1])
        var offset = start
        while offset < end {
            let bx = 2 * Int(rings.values[offset])
            let by = 2 * Int(rings.values[offset + 1])
            let side = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
            if side == 0, x >= min(ax, bx), x <= max(ax, bx), y >= min(ay, by), y <= max(ay, by) { return nil }
            if (ay > y) != (by > y), (side > 0) == (by > ay) { isInside.toggle() }
            (ax, ay) = (bx, by)
            offset += 2
        }
        return isInside
    }
}
