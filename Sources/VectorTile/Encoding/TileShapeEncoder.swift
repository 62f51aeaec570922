import Tiling

/// Takes a feature's record to the commands of one tile feature.
///
/// read → shift on to the grid → clip, if its box crosses the rim → clean → make valid → write, each step in scratch
/// memory that the next feature uses again.
struct TileShapeEncoder: ~Copyable, Sendable {
    /// What is left of the feature at hand, and where.
    private enum Shape {
        /// In `rings`: an exterior and its holes.
        case polygon
        /// In `rings` or in `parts`: exteriors have positive area, holes negative.
        case rings, parts
        case lines, points
    }

    private let grid: TileGrid
    private var path = ClipPath()
    private var ringClipper = RingClipper()
    private var lineClipper = LineClipper()
    private var repair = PolygonRepair()
    private var shape = Shape.points
    /// The polygon at hand.
    private var rings = GridRings()
    /// The valid polygons of a feature that has several.
    private var parts = GridRings()
    private var partCount = 0
    private var lines = GridLines()
    /// Whether the feature's record is damaged.
    private var isDamaged = false

    /// How a feature lies to the clip box.
    private enum Placement { case inside, crossing, outside }

    init(grid: TileGrid) {
        self.grid = grid
    }

    /// Makes the shape of a feature, which `writeCommands` writes when the outcome is `.kept`.
    @inline(__always)
    mutating func encode(_ feature: OverviewFeature) -> TileFeatureOutcome {
        guard !feature.geometry.isEmpty else { return .refused }
        switch feature.kind {
        case .polygons: return encodePolygons(feature)
        case .lines: return encodeLines(feature)
        case .points: return encodePoints(feature)
        }
    }

    /// Makes a point of the place of a feature's name, which is in one tile only.
    mutating func encodeLabel(_ label: WorldPoint?) -> TileFeatureOutcome {
        guard let label, grid.holdsWithoutBuffer(label) else { return .outside }
        shape = .points
        lines.removeAll()
        lines.append(pointAt: grid.x(label.x), grid.y(label.y))
        return .kept
    }

    /// Makes a square about a position, moved into the clip box.
    mutating func encodeSquare(aboutX x: Int, _ y: Int, side: Int) -> TileFeatureOutcome {
        let west = Int32(min(max(x - side / 2, grid.low), grid.high - side))
        let north = Int32(min(max(y - side / 2, grid.low), grid.high - side))
        let (east, south) = (west + Int32(side), north + Int32(side))
        shape = .rings
        rings.removeAll()
        _ = rings.append([
            GridPosition(x: west, y: north), GridPosition(x: east, y: north), GridPosition(x: east, y: south),
            GridPosition(x: west, y: south),
        ])
        return .kept
    }

    // MARK: Writing

    /// Numbers of the shape, two for each position. Its commands take at least so many bytes.
    var length: Int {
        @inline(__always) get {
            switch shape {
            case .polygon, .rings: rings.length
            case .parts: parts.length
            case .lines, .points: lines.length
            }
        }
    }

    /// The most bytes of the shape's commands.
    var room: Int {
        @inline(__always) get {
            switch shape {
            case .polygon, .rings: GeometryCommandWriter.room(parts: rings.count, numbers: rings.length)
            case .parts: GeometryCommandWriter.room(parts: parts.count, numbers: parts.length)
            case .lines, .points: GeometryCommandWriter.room(parts: lines.count, numbers: lines.length)
            }
        }
    }

    @inline(__always)
    func writeCommands(to next: inout UnsafeMutablePointer<UInt8>) {
        var writer = GeometryCommandWriter()
        switch shape {
        case .polygon:
            for ring in 0..<rings.count { writer.write(ring: ring, of: rings, asExterior: ring == 0, to: &next) }
        case .rings:
            for ring in 0..<rings.count {
                writer.write(ring: ring, of: rings, asExterior: rings[ring].doubledArea > 0, to: &next)
            }
        case .parts:
            for ring in 0..<parts.count {
                writer.write(ring: ring, of: parts, asExterior: parts[ring].doubledArea > 0, to: &next)
            }
        case .lines:
            for line in 0..<lines.count {
                writer.write(line: lines.values + lines[line].lowerBound, length: lines[line].count, to: &next)
            }
        case .points: writer.write(points: lines.values, length: lines.length, to: &next)
        }
    }

    @inline(__always)
    private func placement(_ west: Int, _ north: Int, _ east: Int, _ south: Int) -> Placement {
        if west >= grid.low && east <= grid.high && north >= grid.low && south <= grid.high { return .inside }
        if west > grid.high || east < grid.low || north > grid.high || south < grid.low { return .outside }
        return .crossing
    }

    // MARK: Polygons

    @inline(__always)
    private mutating func encodePolygons(_ feature: OverviewFeature) -> TileFeatureOutcome {
        let (west, east) = (grid.x(feature.box.minX), grid.x(feature.box.maxX))
        let (north, south) = (grid.y(feature.box.minY), grid.y(feature.box.maxY))
        let placement = placement(west, north, east, south)
        guard placement != .outside else { return .outside }
        // Flat on the grid: nothing is left.
        guard west < east, north < south else { return .dropped }
        var record = GeometryRecordReader(feature)
        var rest = record.readNumber()
        guard rest <= record.bytesLeft else { return .refused }
        shape = .polygon
        partCount = 0
        isDamaged = false
        rings.removeAll()
        var hasExterior = false
        while rest > 0 {
            rest &-= 1
            let head = record.readNumber()
            let count = head &>> 1
            guard count <= record.mostPositions else { return .refused }
            let isHole = head & 1 != 0
            if !isHole, hasExterior { keepPolygon() }
            if !isHole { hasExterior = false }
            let isKept: Bool
            if placement == .inside {
                isKept = rings.append(positions: count, of: &record, on: grid)
            } else {
                isKept = appendClippedRing(count, &record)
            }
            if isHole {
                if isKept, !hasExterior { rings.removeLast() }
            } else {
                hasExterior = isKept
            }
        }
        if partCount > 0 {
            if hasExterior { keepPolygon() }
            joinParts()
        } else if hasExterior {
            finishPolygon()
        }
        if isDamaged { return .refused }
        if shape == .parts ? parts.count > 0 : rings.count > 0 { return .kept }
        return placement == .inside ? .dropped : .outside
    }

    /// Reads one ring; false when nothing of it is left.
    @inline(never)
    private mutating func appendClippedRing(_ count: Int, _ record: inout GeometryRecordReader) -> Bool {
        path.load(positions: count, of: &record, on: grid)
        guard path.missed.isEmpty else { return false }
        if !path.crossed.isEmpty { ringClipper.clip(&path, to: grid) }
        return rings.append(path)
    }

    /// Makes the polygon at hand valid.
    @inline(__always)
    private mutating func finishPolygon() {
        shape = .polygon
        if !repair.isPlainlyValid(rings) { finishDoubtfulPolygon() }
    }

    @inline(never)
    private mutating func finishDoubtfulPolygon() {
        guard rings.lie(in: Int32(grid.low)...Int32(grid.high)) else {
            isDamaged = true
            return rings.removeAll()
        }
        guard !repair.isValid(rings) else { return }
        repair.repair(&rings, .evenOdd)
        shape = .rings
    }

    /// Makes the polygon at hand valid and keeps it until the others of its feature are.
    @inline(never)
    private mutating func keepPolygon() {
        finishPolygon()
        if partCount == 0 { parts.removeAll() }
        partCount += 1
        for ring in 0..<rings.count {
            parts.append(
                ring: ring, of: rings, asExterior: shape == .polygon ? ring == 0 : rings[ring].doubledArea > 0)
        }
        rings.removeAll()
    }

    /// Rounding may have made the polygons of a feature meet: then they become one, unless it is at corners only.
    @inline(never)
    private mutating func joinParts() {
        if parts.count > 1, !repair.arePartsApart(parts) { repair.repair(&parts, .union) }
        shape = .parts
    }

    // MARK: Lines

    private mutating func encodeLines(_ feature: OverviewFeature) -> TileFeatureOutcome {
        let (west, east) = (grid.x(feature.box.minX), grid.x(feature.box.maxX))
        let (north, south) = (grid.y(feature.box.minY), grid.y(feature.box.maxY))
        let placement = placement(west, north, east, south)
        guard placement != .outside else { return .outside }
        guard west < east || north < south else { return .dropped }
        var record = GeometryRecordReader(feature)
        var rest = record.readNumber()
        guard rest <= record.bytesLeft else { return .refused }
        shape = .lines
        lines.removeAll()
        while rest > 0 {
            rest &-= 1
            let count = record.readNumber()
            guard count <= record.mostPositions else { return .refused }
            if placement == .inside {
                lines.append(positions: count, of: &record, on: grid)
            } else {
                appendClippedLine(count, &record)
            }
        }
        if lines.count > 0 { return .kept }
        return placement == .inside ? .dropped : .outside
    }

    @inline(never)
    private mutating func appendClippedLine(_ count: Int, _ record: inout GeometryRecordReader) {
        path.load(positions: count, of: &record, on: grid)
        guard path.missed.isEmpty else { return }
        lineClipper.clip(path, to: grid)
        for part in 0..<lineClipper.partCount { lines.append(lineClipper.values, lineClipper[part]) }
    }

    // MARK: Points

    private mutating func encodePoints(_ feature: OverviewFeature) -> TileFeatureOutcome {
        var record = GeometryRecordReader(feature)
        let count = record.readNumber()
        guard count <= record.mostPositions else { return .refused }
        shape = .points
        lines.removeAll()
        for _ in 0..<count {
            let point = record.readPosition()
            if grid.holds(point) { lines.append(pointAt: grid.x(point.x), grid.y(point.y)) }
        }
        return lines.count > 0 ? .kept : .outside
    }
}

extension GeometryRecordReader {
    @inline(__always)
    var bytesLeft: Int { end - next }

    /// How many positions can follow at most: two bytes each.
    @inline(__always)
    var mostPositions: Int { bytesLeft / 2 }

    /// Reads positions on to a grid, flat `x y`. A loop of its own: with anything beside it the processor's registers do
    /// not hold what it works with.
    /// - Parameter values: room for two numbers for each position.
    /// - Returns: the sums of all x and of all y.
    @inline(never)
    mutating func read(_ positions: Int, on grid: TileGrid, to values: UnsafeMutablePointer<Int32>) -> (x: Int, y: Int)
    {
        var reader = self
        var sum = (x: 0, y: 0)
        for offset in stride(from: 0, to: 2 &* positions, by: 2) {
            let position = reader.readPosition()
            let (x, y) = (grid.x(position.x), grid.y(position.y))
            values[offset] = Int32(truncatingIfNeeded: x)
            values[offset &+ 1] = Int32(truncatingIfNeeded: y)
            sum.x &+= x
            sum.y &+= y
        }
        self = reader
        return sum
    }
}
