import TestSupport

@testable import VectorTile

/// Where fixtures lie: Pleiku, on a corner of a tile of zoom 12.
let fixtureOrigin = WorldPoint(x: 1_717_567_488, y: 990_904_320)

/// A ring that is not closed, from offsets to a place.
func ring(_ offsets: [(Double, Double)], at origin: WorldPoint = fixtureOrigin) -> [WorldPoint] {
    offsets.map { WorldPoint(x: origin.x + Int32($0.0.rounded()), y: origin.y + Int32($0.1.rounded())) }
}

/// A polygon of some rings: the first is the exterior; or many lines.
struct FlatShape {
    var points: [WorldPoint] = []
    var parts: [WorldGeometry.Part] = []

    init() {}

    init(_ exterior: [WorldPoint], holes: [[WorldPoint]] = []) {
        add(exterior, isHole: false)
        for hole in holes { add(hole, isHole: true) }
    }

    init(line: [WorldPoint]) { add(line, kind: .lines, isHole: false) }

    mutating func add(_ sequence: [WorldPoint], kind: GeometryKind = .polygons, isHole: Bool) {
        parts.append(.init(kind: kind, isHole: isHole, start: points.count, count: sequence.count))
        points += sequence
    }

    var box: WorldBox { points.dropFirst().reduce(WorldBox(points[0])) { $0.union(WorldBox($1)) } }

    func with<R>(
        _ body: (UnsafeBufferPointer<WorldPoint>, UnsafeBufferPointer<WorldGeometry.Part>) -> R
    ) -> R {
        points.withUnsafeBufferPointer { points in parts.withUnsafeBufferPointer { body(points, $0) } }
    }
}

func doubledArea(_ ring: [WorldPoint]) -> Int64 { ring.withUnsafeBufferPointer(RingArea.doubled) }

/// Even-odd, over all rings.
func isInside(_ point: (x: Double, y: Double), _ shape: FlatShape) -> Bool {
    var inside = false
    for part in shape.parts {
        let ring = shape.points[part.start..<(part.start + part.count)]
        var a = ring.last!
        for b in ring {
            if (Double(a.y) > point.y) != (Double(b.y) > point.y) {
                let share = (point.y - Double(a.y)) / (Double(b.y) - Double(a.y))
                if Double(a.x) + share * (Double(b.x) - Double(a.x)) > point.x { inside.toggle() }
            }
            a = b
        }
    }
    return inside
}

/// A small polygon of a cadastre.
struct Parcel {
    var corners: [WorldPoint]
    var classID: UInt32
    var id: Int64

    func candidate(importance: Double = 0) -> PolygonPool.Candidate {
        let box = FlatShape(corners).box
        return PolygonPool.Candidate(
            index: Int32(id), box: box, doubledArea: doubledArea(corners).magnitude, classID: classID,
            rank: FeatureRank(importance: importance, curvePosition: box.curvePosition, id: id))
    }

    /// Parcels side by side in rows, with warped corners and four classes of unequal share.
    static func cadastre(columns: Int, rows: Int, side: Double, seed: UInt64 = 1) -> [Parcel] {
        var numbers = SplitMix(seed: seed)
        func shift() -> Double { Double.random(in: 0..<(side * 0.4), using: &numbers) }
        let corners = (0...rows).map { row in
            (0...columns).map { column in (Double(column) * side + shift(), Double(row) * side + shift()) }
        }
        var parcels: [Parcel] = []
        for row in 0..<rows {
            for column in 0..<columns {
                let offsets = [
                    corners[row][column], corners[row][column + 1], corners[row + 1][column + 1],
                    corners[row + 1][column],
                ]
                let classID: UInt32 = [1, 1, 1, 1, 1, 2, 2, 2, 3, 4].randomElement(using: &numbers)!
                parcels.append(Parcel(corners: ring(offsets), classID: classID, id: Int64(parcels.count)))
            }
        }
        return parcels
    }
}
