internal import SimpleFeatures

/// Makes what a zoom below the full band shows: polygons smaller than half a pixel become squares, larger ones and lines
/// are simplified, lines and points thinned. Everything is decided inside cells and tiles of a fixed grid.
struct BandGeneralisation {
    private let full: OverviewBand
    private let attributes: OverviewAttributes
    /// By row; empty when all features are alike.
    private let importances: [Double]
    private let classProperty: Int?
    /// Of each entry: its place on the curve, and twice its area.
    private let keys: [UInt64]
    private let doubledAreas: [UInt64]

    private var shape = WorldGeometry()
    private var labels = LabelPoint()
    private var joined: [WorldPoint] = []
    private var joinedParts: [WorldGeometry.Part] = []

    init(_ full: OverviewBand, _ attributes: OverviewAttributes, importances: [Double], classProperty: Int?) {
        self.full = full
        self.attributes = attributes
        self.importances = importances
        self.classProperty = classProperty
        var keys: [UInt64] = []
        var areas: [UInt64] = []
        keys.reserveCapacity(full.count)
        areas.reserveCapacity(full.count)
        var shape = WorldGeometry()
        for index in 0..<full.count {
            let feature = full[index]
            keys.append(feature.box.curvePosition)
            areas.append(feature.kind == .polygons ? Self.doubledArea(of: feature, &shape) : 0)
        }
        self.keys = keys
        doubledAreas = areas
    }

    /// Holes taken off.
    private static func doubledArea(of feature: OverviewFeature, _ shape: inout WorldGeometry) -> UInt64 {
        shape.set(feature)
        let sum = shape.points.withUnsafeBufferPointer { points in
            shape.parts.reduce(Int64(0)) { sum, part in
                sum &+ RingArea.doubled(UnsafeBufferPointer(rebasing: points[part.start..<part.start + part.count]))
            }
        }
        return UInt64(max(sum, 0))
    }

    /// Puts what a zoom shows into `entries`.
    /// - Returns: false when that is the full band as it is.
    mutating func make(zoom: Int, _ entries: inout BandEntries) -> Bool {
        let grid = PixelGrid(zoom: zoom)
        var tools = Tools(grid)
        entries.removeAll()
        var isChanged = false
        var start = 0
        while start < full.count {
            let tile = grid.tilePosition(keys[start])
            var end = start + 1
            while end < full.count, grid.tilePosition(keys[end]) == tile { end += 1 }
            if makeTile(start..<end, zoom, &tools, &entries) { isChanged = true }
            start = end
        }
        return isChanged
    }

    /// What is made once for each zoom.
    private struct Tools {
        var threshold: AreaThreshold
        var simplifier: ShapeSimplifier
        var pool: PolygonPool
        var lines: LineThinning
        var points: PointThinning

        init(_ grid: PixelGrid) {
            threshold = AreaThreshold(grid: grid)
            simplifier = ShapeSimplifier(grid: grid)
            pool = PolygonPool(grid: grid)
            lines = LineThinning(grid: grid)
            points = PointThinning(grid: grid)
        }
    }

    /// - Returns: whether anything differs from the full band.
    private mutating func makeTile(
        _ range: Range<Int>, _ zoom: Int, _ tools: inout Tools, _ entries: inout BandEntries
    ) -> Bool {
        var isChanged = false
        tools.threshold.removeAll()
        for index in range where full[index].minZoom <= zoom { tools.threshold.add(doubledArea: doubledAreas[index]) }
        let threshold = tools.threshold.doubledArea
        for index in range {
            let feature = full[index]
            guard Int(feature.minZoom) <= zoom else {
                isChanged = true
                continue
            }
            switch feature.kind {
            case .polygons:
                let area = doubledAreas[index]
                if area < threshold || !addPolygons(feature, index, &tools.simplifier, &entries, &isChanged) {
                    isChanged = true
                    tools.pool.add(
                        PolygonPool.Candidate(
                            index: Int32(truncatingIfNeeded: index), box: feature.box, doubledArea: area,
                            classID: classID(feature), rank: rank(feature, index)))
                }
            case .lines:
                shape.set(feature)
                shape.withParts(of: .lines) { points, parts in
                    tools.lines.add(
                        index: Int32(truncatingIfNeeded: index), classID: classID(feature),
                        rank: rank(feature, index), box: feature.box, points: points, parts: parts)
                }
            case .points:
                tools.points.add(index: Int32(truncatingIfNeeded: index), rank: rank(feature, index))
            }
        }
        drainPool(&tools.pool, &entries)
        if drainLines(&tools, &entries) { isChanged = true }
        let dropped = tools.points.drain { index in entries.add(full[Int(index)], isOfMany: isOfMany(Int(index))) }
        return isChanged || dropped > 0
    }

    private func rank(_ feature: OverviewFeature, _ index: Int) -> FeatureRank {
        FeatureRank(
            importance: importances.isEmpty ? 0 : importances[feature.row], curvePosition: keys[index],
            id: attributes.featureID(ofRow: feature.row)?.value ?? 0)
    }

    private func classID(_ feature: OverviewFeature) -> UInt32 {
        classProperty.map { attributes.valueIDs(ofRow: feature.row)[$0] } ?? 0
    }

    /// Whether an entry is one of several of its feature.
    private func isOfMany(_ index: Int) -> Bool {
        full[index].id == nil || (index + 1 < full.count && full[index + 1].id == nil)
    }

    // MARK: Polygons

    /// - Returns: false when nothing is left of it.
    private mutating func addPolygons(
        _ feature: OverviewFeature, _ index: Int, _ simplifier: inout ShapeSimplifier, _ entries: inout BandEntries,
        _ isChanged: inout Bool
    ) -> Bool {
        shape.set(feature)
        let isLeft = shape.withParts(of: .polygons) { simplifier.setPolygons(points: $0, parts: $1) }
        guard isLeft else { return false }
        if simplifier.points == shape.points && simplifier.parts == shape.parts {
            entries.add(feature, isOfMany: isOfMany(index))
            return true
        }
        isChanged = true
        simplifier.points.withUnsafeBufferPointer { points in
            simplifier.parts.withUnsafeBufferPointer { parts in
                let box = Self.box(points).union(feature.box)
                entries.add(
                    feature, points: points, parts: parts, box: box, weight: feature.weight, label: feature.label,
                    isOfMany: isOfMany(index))
            }
        }
        return true
    }

    private mutating func drainPool(_ pool: inout PolygonPool, _ entries: inout BandEntries) {
        pool.drain { squares in
            let index = Int(squares.index)
            entries.add(
                full[index], points: squares.points, parts: squares.parts, box: Self.box(squares.points),
                weight: squares.weight, label: labels.inPolygons(points: squares.points, parts: squares.parts),
                isOfMany: isOfMany(index))
        }
    }

    private static func box(_ points: UnsafeBufferPointer<WorldPoint>) -> WorldBox {
        points.dropFirst().reduce(WorldBox(points[0])) { $0.union(WorldBox($1)) }
    }

    // MARK: Lines

    /// - Returns: whether anything differs from the full band.
    private mutating func drainLines(_ tools: inout Tools, _ entries: inout BandEntries) -> Bool {
        var isChanged = false
        var simplifier = tools.simplifier
        let dropped = tools.lines.drain { line in
            let first = Int(line.index)
            joined.removeAll(keepingCapacity: true)
            joinedParts.removeAll(keepingCapacity: true)
            var box = full[first].box
            for member in line.members {
                shape.set(full[Int(member)])
                shape.withParts(of: .lines) { simplifier.setLines(points: $0, parts: $1) }
                if simplifier.points != shape.points { isChanged = true }
                box = box.union(full[Int(member)].box)
                for part in simplifier.parts {
                    joinedParts.append(
                        WorldGeometry.Part(
                            kind: .lines, isHole: false, start: joined.count + part.start, count: part.count))
                }
                joined.append(contentsOf: simplifier.points)
            }
            if line.members.count > 1 { isChanged = true }
            joined.withUnsafeBufferPointer { points in
                joinedParts.withUnsafeBufferPointer { parts in
                    entries.add(
                        full[first], points: points, parts: parts, box: box, weight: line.weight,
                        label: full[first].label, isOfMany: isOfMany(first))
                }
            }
        }
        return isChanged || dropped > 0
    }
}
