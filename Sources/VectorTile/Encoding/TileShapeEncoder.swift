import Tiling

/// Takes a feature's record to the commands of one tile feature.
///
/// read → shift on to the grid → clip, if its box crosses the rim → clean → make valid → write, each step in scratch
/// memory that the next feature uses again.
struct TileShapeEncoder: Sendable {
    private(set) var commands = GeometryCommandWriter()

    private let grid: TileGrid
    private var path = ClipPath()
    private var ringClipper = RingClipper()
    private var lineClipper = LineClipper()
    private var repair = PolygonRepair()
    /// The polygon at hand.
    private var rings = GridRings()
    /// The valid polygons of a feature that has several.
    private var parts = GridRings()
    private var partCount = 0
    /// The line or the points at hand, flat `x y`: the first `length` numbers.
    private var positions: [Int32] = []
    private var length = 0

    /// How a feature lies to the clip box.
    private enum Placement { case inside, crossing, outside }

    init(grid: TileGrid) {
        self.grid = grid
    }

    /// Writes a feature to `commands`, which hold something when the outcome is `.kept`.
    @inline(__always)
    mutating func encode(_ feature: OverviewFeature) -> TileFeatureOutcome {
        commands.start()
        guard !feature.geometry.isEmpty else { return .refused }
        switch feature.kind {
        case .polygons: return encodePolygons(feature)
        case .lines: return encodeLines(feature)
        case .points: return encodePoints(feature)
        }
    }

    /// Writes the place of a feature's name, which is in one tile only.
    mutating func encodeLabel(_ label: WorldPoint?) -> TileFeatureOutcome {
        commands.start()
        guard let label, grid.holdsWithoutBuffer(label) else { return .outside }
        startPositions(1)
        append(grid.x(label.x), grid.y(label.y))
        commands.write(points: positions, length: length)
        return .kept
    }

    /// Writes a square about a position, moved into the clip box.
    mutating func encodeSquare(aboutX x: Int, _ y: Int, side: Int) -> TileFeatureOutcome {
        commands.start()
        let west = min(max(x - side / 2, grid.low), grid.high - side)
        let north = min(max(y - side / 2, grid.low), grid.high - side)
        commands.write(squareAt: Int32(west), Int32(north), side: Int32(side))
        return .kept
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
        partCount = 0
        rings.removeAll()
        var hasExterior = false
        while rest > 0 {
            rest &-= 1
            let head = record.readNumber()
            let count = head &>> 1
            guard count <= record.mostPositions else { return .refused }
            let isHole = head & 1 != 0
            if !isHole, hasExterior { finishPolygon(isLast: false) }
            if !isHole { hasExterior = false }
            let isKept = appendRing(count, &record, placement)
            if isHole {
                if isKept, !hasExterior { rings.removeLast() }
            } else {
                hasExterior = isKept
            }
        }
        if hasExterior { finishPolygon(isLast: true) }
        if partCount > 0 { writeParts() }
        if commands.bytes.count > 0 { return .kept }
        return placement == .inside ? .dropped : .outside
    }

    /// Reads one ring; false when nothing of it is left.
    @inline(__always)
    private mutating func appendRing(
        _ count: Int, _ record: inout GeometryRecordReader, _ placement: Placement
    ) -> Bool {
        if placement == .inside { return rings.append(positions: count, of: &record, on: grid) }
        return appendClippedRing(count, &record)
    }

    @inline(never)
    private mutating func appendClippedRing(_ count: Int, _ record: inout GeometryRecordReader) -> Bool {
        path.load(positions: count, of: &record, on: grid)
        guard path.missed.isEmpty else { return false }
        if !path.crossed.isEmpty { ringClipper.clip(&path, to: grid) }
        return rings.append(path)
    }

    /// Makes the polygon at hand valid, and writes it or, if others come, keeps it for later.
    @inline(__always)
    private mutating func finishPolygon(isLast: Bool) {
        let isValid = repair.isValid(rings)
        if !isValid { repair.repair(&rings, .evenOdd) }
        if isLast, partCount == 0 {
            for ring in 0..<rings.count {
                commands.write(ring: ring, of: rings, asExterior: isValid ? ring == 0 : rings[ring].doubledArea > 0)
            }
        } else {
            keepPolygon(isValid: isValid)
        }
        rings.removeAll()
    }

    @inline(never)
    private mutating func keepPolygon(isValid: Bool) {
        if partCount == 0 { parts.removeAll() }
        partCount += 1
        for ring in 0..<rings.count {
            parts.append(ring: ring, of: rings, asExterior: isValid ? ring == 0 : rings[ring].doubledArea > 0)
        }
    }

    /// Writes the polygons of a feature that has several. Rounding may have made them touch: then they become one.
    @inline(never)
    private mutating func writeParts() {
        if parts.count > 1, !repair.areApart(parts) { repair.repair(&parts, .union) }
        for ring in 0..<parts.count {
            commands.write(ring: ring, of: parts, asExterior: parts[ring].doubledArea > 0)
        }
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
        while rest > 0 {
            rest &-= 1
            let count = record.readNumber()
            guard count <= record.mostPositions else { return .refused }
            if placement == .inside {
                startPositions(count)
                for _ in 0..<count {
                    let position = record.readPosition()
                    appendToLine(grid.x(position.x), grid.y(position.y))
                }
                writeLine()
            } else {
                writeClippedLine(count, &record)
            }
        }
        if commands.bytes.count > 0 { return .kept }
        return placement == .inside ? .dropped : .outside
    }

    private mutating func writeClippedLine(_ count: Int, _ record: inout GeometryRecordReader) {
        path.load(positions: count, of: &record, on: grid)
        guard path.missed.isEmpty else { return }
        lineClipper.clip(path, to: grid)
        var start = 0
        for end in lineClipper.partEnds {
            startPositions((end - start) / 2)
            for offset in stride(from: start, to: end, by: 2) {
                appendToLine(
                    Int(TileGrid.rounded(lineClipper.values[offset])),
                    Int(TileGrid.rounded(lineClipper.values[offset + 1])))
            }
            writeLine()
            start = end
        }
    }

    private mutating func writeLine() {
        if length >= 4 { commands.write(line: positions, length: length) }
    }

    /// Leaves out repeats and the middles of straight runs. Turning back on itself is left: a line may.
    @inline(__always)
    private mutating func appendToLine(_ x: Int, _ y: Int) {
        if length >= 2 {
            let lastX = Int(positions[length &- 2])
            let lastY = Int(positions[length &- 1])
            if lastX == x && lastY == y { return }
            if length >= 4 {
                let (dx, dy) = (lastX &- Int(positions[length &- 4]), lastY &- Int(positions[length &- 3]))
                let (nextDX, nextDY) = (x &- lastX, y &- lastY)
                if dx &* nextDY == dy &* nextDX, dx &* nextDX &+ dy &* nextDY > 0 { length &-= 2 }
            }
        }
        append(x, y)
    }

    // MARK: Points

    private mutating func encodePoints(_ feature: OverviewFeature) -> TileFeatureOutcome {
        var record = GeometryRecordReader(feature)
        let count = record.readNumber()
        guard count <= record.mostPositions else { return .refused }
        startPositions(count)
        for _ in 0..<count {
            let point = record.readPosition()
            guard grid.holds(point) else { continue }
            let (x, y) = (grid.x(point.x), grid.y(point.y))
            if length >= 2, Int(positions[length - 2]) == x, Int(positions[length - 1]) == y { continue }
            append(x, y)
        }
        guard length > 0 else { return .outside }
        commands.write(points: positions, length: length)
        return .kept
    }

    /// Forgets the positions and makes room for others.
    @inline(__always)
    private mutating func startPositions(_ count: Int) {
        length = 0
        if positions.count < count * 2 {
            positions.append(contentsOf: repeatElement(0, count: max(count * 2, positions.count, 64)))
        }
    }

    @inline(__always)
    private mutating func append(_ x: Int, _ y: Int) {
        positions[length] = Int32(truncatingIfNeeded: x)
        positions[length &+ 1] = Int32(truncatingIfNeeded: y)
        length &+= 2
    }
}

extension GeometryRecordReader {
    /// How many positions can follow at most: two bytes each.
    @inline(__always)
    var mostPositions: Int { (end - next) / 2 }
}
