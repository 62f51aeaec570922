import SimpleFeatures
import Tiling

/// Takes a geometry from Web Mercator metres to the commands of one tile feature.
///
/// place → simplify → clip → round and clean → make valid → write, each step in scratch memory that the next feature
/// uses again.
struct TileShapeEncoder: Sendable {
    /// A tile feature's type, by its number (MVT 2.1, 4.3.4).
    enum Kind: UInt64 {
        case points = 1
        case lines = 2
        case polygons = 3
    }

    private(set) var commands = GeometryCommandWriter()

    private let grid: TileGrid
    private let options: TileOptions
    /// 0 when the tile shows full detail.
    private let tolerance: Double
    private var pool: TinyPolygonPool
    private var path = TilePath()
    private var simplifier = PathSimplifier()
    private var ringClipper = RingClipper()
    private var lineClipper = LineClipper()
    private var repair = PolygonRepair()
    private var rings = GridRings()
    private var positions: [Int32] = []
    private var progress = Progress()

    /// What has happened to the parts of the feature at hand.
    private struct Progress {
        var wrote = false
        var merged = false
        var dropped = false
        var refused = false
    }

    init(tile: TileIndex, options: TileOptions) {
        grid = TileGrid(tile: tile, options: options)
        self.options = options
        tolerance = tile.matrix >= options.fullDetailMatrix ? 0 : options.tolerance
        pool = TinyPolygonPool(squareSide: options.pooledSquareSide)
    }

    /// Writes the members of one kind to `commands`, which hold something when the outcome is `.kept`.
    mutating func encode(_ kind: Kind, of geometry: Geometry) -> TileFeatureOutcome {
        commands.start()
        positions.removeAll(keepingCapacity: true)
        progress = Progress()
        visit(geometry, kind)
        if kind == .points, !positions.isEmpty {
            commands.write(points: positions)
            progress.wrote = true
        }
        if progress.refused { return .refused }
        if progress.wrote { return .kept }
        if progress.merged { return .merged }
        return progress.dropped ? .dropped : .outside
    }

    private mutating func visit(_ geometry: Geometry, _ kind: Kind) {
        switch geometry {
        case .point(let sequence):
            if kind == .points { addPoint(sequence) }
        case .multiPoint(let sequences):
            if kind == .points { for sequence in sequences { addPoint(sequence) } }
        case .lineString(let sequence):
            if kind == .lines { addLine(sequence) }
        case .multiLineString(let sequences):
            if kind == .lines { for sequence in sequences { addLine(sequence) } }
        case .polygon(let polygon):
            if kind == .polygons { addPolygon(polygon) }
        case .multiPolygon(let polygons):
            if kind == .polygons { for polygon in polygons { addPolygon(polygon) } }
        case .geometryCollection(let members):
            for member in members { visit(member, kind) }
        }
    }

    private mutating func addPoint(_ sequence: CoordinateSequence) {
        switch path.load(sequence, on: grid) {
        case .refused:
            progress.refused = true
        case .outside, .crossing:
            // One position never crosses.
            break
        case .inside:
            guard path.maxX < grid.high, path.maxY < grid.high else { return }
            let x = TileGrid.rounded(path.minX)
            let y = TileGrid.rounded(path.minY)
            let count = positions.count
            if count >= 2, positions[count - 2] == x, positions[count - 1] == y { return }
            positions.append(x)
            positions.append(y)
        }
    }

    private mutating func addLine(_ sequence: CoordinateSequence) {
        let placement = path.load(sequence, on: grid)
        switch placement {
        case .refused:
            progress.refused = true
        case .outside:
            break
        case .inside, .crossing:
            guard path.isAtLeast(options.minimumLineLength) else {
                progress.dropped = true
                return
            }
            if tolerance > 0 { simplifier.simplifyLine(&path, tolerance: tolerance) }
            if placement == .inside { lineClipper.take(&path) } else { lineClipper.clip(path, to: grid) }
            var start = 0
            for end in lineClipper.partEnds {
                roundLine(lineClipper.values, start, end)
                start = end
                if positions.count >= 4 {
                    commands.write(line: positions)
                    progress.wrote = true
                } else if placement == .inside {
                    progress.dropped = true
                }
            }
        }
    }

    /// Fills `positions` with one part of a line, without repeats and the middles of straight runs. Turning back on
    /// itself is left: a line may.
    private mutating func roundLine(_ values: [Double], _ start: Int, _ end: Int) {
        positions.removeAll(keepingCapacity: true)
        var offset = start
        while offset < end {
            let x = TileGrid.rounded(values[offset])
            let y = TileGrid.rounded(values[offset + 1])
            offset += 2
            let count = positions.count
            if count >= 2, positions[count - 2] == x, positions[count - 1] == y { continue }
            if count >= 4 {
                let dx = Int(positions[count - 2] - positions[count - 4])
                let dy = Int(positions[count - 1] - positions[count - 3])
                let nextDX = Int(x - positions[count - 2])
                let nextDY = Int(y - positions[count - 1])
                if dx * nextDY == dy * nextDX, dx * nextDX + dy * nextDY > 0 { positions.removeLast(2) }
            }
            positions.append(x)
            positions.append(y)
        }
    }

    private mutating func addPolygon(_ polygon: Geometry.Polygon) {
        guard let exterior = polygon.rings.first else { return }
        let placement = path.load(exterior, on: grid)
        switch placement {
        case .refused:
            progress.refused = true
        case .outside:
            break
        case .inside, .crossing:
            let (x, y) = ((path.minX + path.maxX) / 2, (path.minY + path.maxY) / 2)
            prepareRing(placement)
            let area = path.area
            rings.removeAll()
            guard area >= options.minimumPolygonArea, rings.appendRounded(path) else {
                // A sliver of a larger polygon along the rim is the neighbour's to show.
                if placement == .inside { mergePolygon(area, x, y) }
                return
            }
            for index in 1..<max(polygon.rings.count, 1) { addHole(polygon.rings[index]) }
            if progress.refused { return }
            writeRings(area, x, y, isWhole: placement == .inside)
        }
    }

    private mutating func addHole(_ sequence: CoordinateSequence) {
        let placement = path.load(sequence, on: grid)
        switch placement {
        case .refused:
            progress.refused = true
        case .outside:
            break
        case .inside, .crossing:
            prepareRing(placement)
            if path.area >= options.minimumPolygonArea { _ = rings.appendRounded(path) }
        }
    }

    private mutating func prepareRing(_ placement: TilePath.Placement) {
        if tolerance > 0 { simplifier.simplifyRing(&path, tolerance: tolerance) }
        if placement == .crossing { ringClipper.clip(&path, to: grid) }
    }

    private mutating func writeRings(_ area: Double, _ x: Double, _ y: Double, isWhole: Bool) {
        if repair.isValid(rings) {
            for ring in 0..<rings.count { commands.write(ring: ring, of: rings, asExterior: ring == 0) }
            progress.wrote = true
            return
        }
        repair.repair(&rings)
        for ring in 0..<rings.count {
            commands.write(ring: ring, of: rings, asExterior: rings.doubledAreas[ring] > 0)
        }
        if rings.count > 0 { progress.wrote = true } else if isWhole { mergePolygon(area, x, y) }
    }

    /// Pools a polygon that cannot be drawn; draws a square about its middle when the pool is full.
    private mutating func mergePolygon(_ area: Double, _ x: Double, _ y: Double) {
        guard area > 0 else {
            progress.dropped = true
            return
        }
        guard pool.add(area) else {
            progress.merged = true
            return
        }
        let side = Int32(options.pooledSquareSide)
        let lowest = TileGrid.rounded(grid.low)
        let highest = TileGrid.rounded(grid.high) - side
        let west = min(max(TileGrid.rounded(x) - side / 2, lowest), highest)
        let north = min(max(TileGrid.rounded(y) - side / 2, lowest), highest)
        commands.write(squareAt: west, north, side: side)
        progress.wrote = true
    }
}
