internal import SimpleFeatures

/// Cuts what reaches beyond 180° at the edge of the square and moves each piece into it. Rare, so it may be slow.
///
/// ```
///   copy −1       copy 0        copy 1
///  ┌────────┬──────────────┬────────┐
///  │        │            ┌─┼──┐     │      the part in copy 1 is found again at the west edge
///  │        │            └─┼──┘     │
///  └────────┴──────────────┴────────┘
/// ```
/// Positions are grid units, not rounded yet. A side from 179° to −179° is taken as drawn, right across the map: only
/// longitudes beyond 180° say that a geometry crosses.
struct AntimeridianCut {
    /// How many times the world is drawn: 540° west to 540° east.
    static let copies = -1...1
    private static let side = Double(World.size)

    private let coordinates: OverviewCoordinates

    init(_ coordinates: OverviewCoordinates) { self.coordinates = coordinates }

    /// - Parameter body: takes a ring and whether it is a hole; false means that an exterior came to nothing.
    func forEachPolygonRing(of geometry: Geometry, copy: Int, _ body: ([Coordinate], _ isHole: Bool) -> Bool) {
        switch geometry {
        case .polygon(let polygon):
            for (index, ring) in polygon.rings.enumerated() {
                let isKept = body(clippedRing(positions(of: ring, copy)), index > 0)
                if index == 0 && !isKept { return }
            }
        case .multiPolygon(let polygons):
            for polygon in polygons { forEachPolygonRing(of: .polygon(polygon), copy: copy, body) }
        case .geometryCollection(let members):
            for member in members { forEachPolygonRing(of: member, copy: copy, body) }
        case .point, .multiPoint, .lineString, .multiLineString: break
        }
    }

    func forEachLine(of geometry: Geometry, copy: Int, _ body: ([Coordinate]) -> Bool) {
        switch geometry {
        case .lineString(let line):
            for piece in clippedLine(positions(of: line, copy)) { _ = body(piece) }
        case .multiLineString(let lines):
            for line in lines { forEachLine(of: .lineString(line), copy: copy, body) }
        case .geometryCollection(let members):
            for member in members { forEachLine(of: member, copy: copy, body) }
        case .point, .multiPoint, .polygon, .multiPolygon: break
        }
    }

    func forEachPoint(of geometry: Geometry, copy: Int, _ body: ([Coordinate]) -> Bool) {
        switch geometry {
        case .point(let point):
            for position in positions(of: point, copy) where position.x >= 0 && position.x < Self.side {
                _ = body([position])
            }
        case .multiPoint(let points):
            for point in points { forEachPoint(of: .point(point), copy: copy, body) }
        case .geometryCollection(let members):
            for member in members { forEachPoint(of: member, copy: copy, body) }
        case .lineString, .multiLineString, .polygon, .multiPolygon: break
        }
    }

    /// Grid positions as seen from a copy of the world.
    private func positions(of sequence: CoordinateSequence, _ copy: Int) -> [Coordinate] {
        (0..<sequence.count).map { index in
            let position = sequence[index]
            let shift = Double(copy) * Self.side
            switch coordinates {
            case .metres:
                return Coordinate(x: World.x(metres: position.x) - shift, y: World.y(metres: position.y))
            case .degrees:
                return Coordinate(x: World.x(longitude: position.x) - shift, y: World.y(latitude: position.y))
            }
        }
    }

    /// Sutherland and Hodgman's clipping, once for each edge.
    private func clippedRing(_ ring: [Coordinate]) -> [Coordinate] {
        let west = clipped(ring, at: 0) { $0.x >= 0 }
        return clipped(west, at: Self.side) { $0.x <= Self.side }
    }

    private func clipped(_ ring: [Coordinate], at edge: Double, isInside: (Coordinate) -> Bool) -> [Coordinate] {
        var kept: [Coordinate] = []
        for (index, position) in ring.enumerated() {
            let previous = ring[index == 0 ? ring.count - 1 : index - 1]
            if isInside(position) != isInside(previous) { kept.append(Self.crossing(previous, position, edge)) }
            if isInside(position) { kept.append(position) }
        }
        return kept
    }

    /// The pieces of a line between the edges.
    private func clippedLine(_ line: [Coordinate]) -> [[Coordinate]] {
        var pieces: [[Coordinate]] = []
        var piece: [Coordinate] = []
        for (start, end) in zip(line, line.dropFirst()) {
            // From west to east, cut, and turned back.
            let (first, second) = start.x <= end.x ? (start, end) : (end, start)
            guard first.x <= Self.side, second.x >= 0 else { continue }
            let from = first.x < 0 ? Self.crossing(first, second, 0) : first
            let to = second.x > Self.side ? Self.crossing(first, second, Self.side) : second
            let side = start.x <= end.x ? [from, to] : [to, from]
            if piece.last != side[0] {
                if !piece.isEmpty { pieces.append(piece) }
                piece = [side[0]]
            }
            piece.append(side[1])
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces
    }

    private static func crossing(_ start: Coordinate, _ end: Coordinate, _ edge: Double) -> Coordinate {
        // Always from west to east, so that both directions of a shared side are cut at the same place.
        let (first, second) = start.x <= end.x ? (start, end) : (end, start)
        let share = (edge - first.x) / (second.x - first.x)
        return Coordinate(x: edge, y: first.y + (second.y - first.y) * share)
    }
}
