public import SimpleFeatures

/// A geometry on the grid of overviews: flat positions, cut into parts. Made to be used again for the next geometry.
///
/// Heights are dropped. Positions that repeat the one before are dropped, as are the last of a ring, rings without area
/// and lines of one position: none of them is seen at any zoom. What lies east or west of the square (a longitude of
/// 190°) is cut at its edge and comes in on the other side; what lies beyond its north or south edge is brought to it.
public struct WorldGeometry: Sendable {
    /// One point, line or ring.
    @frozen public struct Part: Hashable, Sendable {
        public let kind: GeometryKind
        /// A hole follows the exterior it belongs to.
        public let isHole: Bool
        /// Where its positions start in `points`.
        public let start: Int
        public let count: Int
    }

    public private(set) var points: [WorldPoint] = []
    /// Polygons first, then lines, then points.
    public private(set) var parts: [Part] = []
    /// Around all positions of the source, of dropped parts too.
    public private(set) var box = WorldBox(minX: 0, minY: 0, maxX: 0, maxY: 0)
    private var polygonCount = 0
    private var lineCount = 0
    private var coordinates = OverviewCoordinates.metres
    private var west = Int32.max
    private var north = Int32.max
    private var east = Int32.min
    private var south = Int32.min

    public init() {}

    /// Takes a geometry in.
    /// - Returns: false for one without positions, and for one with a number that is not finite.
    public mutating func set(_ geometry: Geometry, in coordinates: OverviewCoordinates) -> Bool {
        removeAll()
        (west, north, east, south) = (.max, .max, .min, .min)
        self.coordinates = coordinates
        var span = PositionSpan()
        _ = geometry.anySequence { sequence in
            span.add(sequence)
            return false
        }
        guard span.isUsable else { return false }
        let half = coordinates == .metres ? Self.halfWorldInMetres : Self.halfWorldInDegrees
        if span.west >= -half, span.east <= half {
            add(geometry)
        } else {
            addCut(geometry)
        }
        guard west <= east else { return false }
        box = WorldBox(minX: west, minY: north, maxX: east, maxY: south)
        return true
    }

    // A metre of grace: what rounding put outside is brought to the edge instead of to the other side.
    private static let halfWorldInMetres = 0x1p30 / World.unitsPerMetre + 1
    private static let halfWorldInDegrees = 180.000_01

    /// Where the parts of a kind are: polygons come first, then lines, then points.
    func range(of kind: GeometryKind) -> Range<Int> {
        switch kind {
        case .polygons: 0..<polygonCount
        case .lines: polygonCount..<polygonCount + lineCount
        case .points: polygonCount + lineCount..<parts.count
        }
    }

    // MARK: Taking in

    /// Starts again, with the box of what will be appended.
    mutating func begin(box: WorldBox) {
        removeAll()
        self.box = box
    }

    private mutating func removeAll() {
        points.removeAll(keepingCapacity: true)
        parts.removeAll(keepingCapacity: true)
        polygonCount = 0
        lineCount = 0
    }

    @inline(__always)
    private mutating func appendPart(_ kind: GeometryKind, isHole: Bool = false, start: Int) {
        if kind == .polygons { polygonCount += 1 }
        if kind == .lines { lineCount += 1 }
        parts.append(Part(kind: kind, isHole: isHole, start: start, count: points.count - start))
    }

    /// Appends a part as it is.
    @inline(__always)
    mutating func append(kind: GeometryKind, isHole: Bool, count: Int, _ next: () -> WorldPoint) {
        let start = points.count
        for _ in 0..<count { points.append(next()) }
        appendPart(kind, isHole: isHole, start: start)
    }

    private mutating func add(_ geometry: Geometry) {
        switch geometry {
        case .point, .multiPoint: addPoints(geometry)
        case .lineString, .multiLineString: addLines(geometry)
        case .polygon, .multiPolygon: addPolygons(geometry)
        case .geometryCollection:
            addPolygons(geometry)
            addLines(geometry)
            addPoints(geometry)
        }
    }

    private mutating func addPolygons(_ geometry: Geometry) {
        switch geometry {
        case .polygon(let polygon): addPolygon(polygon)
        case .multiPolygon(let polygons): for polygon in polygons { addPolygon(polygon) }
        case .geometryCollection(let members): for member in members { addPolygons(member) }
        case .point, .multiPoint, .lineString, .multiLineString: break
        }
    }

    private mutating func addLines(_ geometry: Geometry) {
        switch geometry {
        case .lineString(let line): addLine(line)
        case .multiLineString(let lines): for line in lines { addLine(line) }
        case .geometryCollection(let members): for member in members { addLines(member) }
        case .point, .multiPoint, .polygon, .multiPolygon: break
        }
    }

    private mutating func addPoints(_ geometry: Geometry) {
        switch geometry {
        case .point(let point): addPoint(point)
        case .multiPoint(let points): for point in points { addPoint(point) }
        case .geometryCollection(let members): for member in members { addPoints(member) }
        case .lineString, .multiLineString, .polygon, .multiPolygon: break
        }
    }

    private mutating func addPolygon(_ polygon: Geometry.Polygon) {
        var isHole = false
        for ring in polygon.rings {
            let start = points.count
            addPositions(of: ring)
            let isKept = endRing(from: start, isHole: isHole)
            // A polygon whose exterior is gone has nothing to make holes in.
            guard isKept || isHole else { return }
            isHole = true
        }
    }

    private mutating func addLine(_ line: CoordinateSequence) {
        let start = points.count
        addPositions(of: line)
        endLine(from: start)
    }

    private mutating func addPoint(_ point: CoordinateSequence) {
        let start = points.count
        addPositions(of: point)
        endPoint(from: start)
    }

    /// Brings the positions of a sequence to the grid, without repeats.
    private mutating func addPositions(of sequence: CoordinateSequence) {
        let stride = sequence.stride
        let isMetres = coordinates == .metres
        sequence.values.withUnsafeBufferPointer { values in
            var index = 0
            var last: WorldPoint?
            while index + 1 < values.count {
                let x = values[index]
                let y = values[index + 1]
                let point =
                    isMetres
                    ? WorldPoint(x: World.unit(World.x(metres: x)), y: World.unit(World.y(metres: y)))
                    : WorldPoint(x: World.unit(World.x(longitude: x)), y: World.unit(World.y(latitude: y)))
                index += stride
                if point == last { continue }
                last = point
                append(point)
            }
        }
    }

    @inline(__always)
    private mutating func append(_ point: WorldPoint) {
        west = min(west, point.x)
        east = max(east, point.x)
        north = min(north, point.y)
        south = max(south, point.y)
        points.append(point)
    }

    // MARK: Ending a part

    private mutating func endPoint(from start: Int) {
        guard points.count > start else { return }
        appendPart(.points, start: start)
    }

    private mutating func endLine(from start: Int) {
        guard points.count > start + 1 else {
            points.removeSubrange(start...)
            return
        }
        appendPart(.lines, start: start)
    }

    /// Opens the ring and turns it; false when it has no area and is gone.
    private mutating func endRing(from start: Int, isHole: Bool) -> Bool {
        if points.count > start + 1, points[start] == points[points.count - 1] { points.removeLast() }
        let area = points[start...].withUnsafeBufferPointer(RingArea.doubled)
        guard area != 0 else {
            points.removeSubrange(start...)
            return false
        }
        if (area < 0) != isHole { points[start...].reverse() }
        appendPart(.polygons, isHole: isHole, start: start)
        return true
    }

    // MARK: Across the antimeridian

    private mutating func addCut(_ geometry: Geometry) {
        let cut = AntimeridianCut(coordinates)
        for copy in AntimeridianCut.copies {
            cut.forEachPolygonRing(of: geometry, copy: copy) { ring, isHole in
                addCutPart(ring) { geometry, start in geometry.endRing(from: start, isHole: isHole) }
            }
        }
        for copy in AntimeridianCut.copies {
            cut.forEachLine(of: geometry, copy: copy) { line in
                addCutPart(line) { geometry, start in
                    geometry.endLine(from: start)
                    return true
                }
            }
        }
        for copy in AntimeridianCut.copies {
            cut.forEachPoint(of: geometry, copy: copy) { point in
                addCutPart(point) { geometry, start in
                    geometry.endPoint(from: start)
                    return true
                }
            }
        }
    }

    private mutating func addCutPart(
        _ positions: [Coordinate], _ end: (inout WorldGeometry, Int) -> Bool
    ) -> Bool {
        let start = points.count
        for position in positions {
            let point = WorldPoint(x: World.unit(position.x), y: World.unit(position.y))
            if points.count > start, points[points.count - 1] == point { continue }
            append(point)
        }
        return end(&self, start)
    }
}

/// How far a geometry reaches from west to east, and whether all its numbers are finite.
private struct PositionSpan {
    var west = Double.infinity
    var east = -Double.infinity
    private var isFinite = true

    var isUsable: Bool { isFinite && west <= east }

    mutating func add(_ sequence: CoordinateSequence) {
        let stride = sequence.stride
        sequence.values.withUnsafeBufferPointer { values in
            var index = 0
            while index + 1 < values.count {
                let x = values[index]
                west = min(west, x)
                east = max(east, x)
                isFinite = isFinite && x.isFinite && values[index + 1].isFinite
                index += stride
            }
        }
    }
}
