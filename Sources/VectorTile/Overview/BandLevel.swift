internal import SimpleFeatures

/// Makes what one zoom below the full band shows, tile by tile: polygons smaller than half a pixel become squares,
/// larger ones and lines are simplified, lines and points thinned.
///
/// It starts from what the next finer zoom shows: a line that goes is gone at all coarser zooms, a ring is simplified
/// further, polygons far below a pixel are known by their pixel only.
struct BandLevel {
    private let zoom: Int
    private let source: BandSource
    /// Polygons below it need not be looked at again: twice the area of a quarter of a pixel.
    private let settledArea: UInt64

    private var threshold: AreaThreshold
    private var simplifier: ShapeSimplifier
    private var shape = WorldGeometry()
    private var labels = LabelPoint()
    private var joined: [WorldPoint] = []
    private var joinedParts: [WorldGeometry.Part] = []
    private var isKept: [Bool] = []
    private var chosenCount = 0

    /// What hands over to the level while it draws.
    struct Tools {
        var pool: PolygonPool
        var lines: LineThinning
        var points: PointThinning

        init(zoom: Int) {
            let grid = PixelGrid(zoom: zoom)
            pool = PolygonPool(grid: grid)
            lines = LineThinning(grid: grid)
            points = PointThinning(grid: grid)
        }
    }

    /// Whether anything differs from the full band so far.
    private(set) var isChanged = false

    init(zoom: Int, _ source: BandSource) {
        let grid = PixelGrid(zoom: zoom)
        self.zoom = zoom
        self.source = source
        settledArea = grid.doubledPixelArea / 4
        threshold = AreaThreshold(grid: grid)
        simplifier = ShapeSimplifier(grid: grid)
    }

    /// What a finer zoom leaves out is not in this one.
    mutating func setChanged() { isChanged = true }

    /// Draws one tile.
    /// - Parameters:
    ///   - features: its, not needed afterwards.
    ///   - coarser: takes what the next coarser zoom starts from.
    ///   - entries: takes what is shown, in any order.
    mutating func make(
        _ features: inout LevelFeatures, _ tools: inout Tools, _ coarser: inout LevelFeatures,
        _ entries: inout BandEntries
    ) {
        if features.hasRules { coarser.hasRules = true }
        makePolygons(&features, &tools.pool, &coarser, &entries)
        makeLines(features, &tools.lines, &coarser, &entries)
        makePoints(features, &tools.points, &coarser, &entries)
    }

    // MARK: Polygons

    private mutating func makePolygons(
        _ features: inout LevelFeatures, _ pool: inout PolygonPool, _ coarser: inout LevelFeatures,
        _ entries: inout BandEntries
    ) {
        guard !features.polygons.isEmpty || !features.buckets.isEmpty else { return }
        if features.polygons.isEmpty {
            pool.take(&features.buckets)
            return drainPool(&pool, &coarser.buckets, &entries)
        }
        threshold.removeAll()
        for candidate in features.polygons where isShown(candidate.index) {
            threshold.add(doubledArea: candidate.doubledArea)
        }
        let least = threshold.doubledArea
        let grid = pool.grid
        var nextBucket = 0
        for candidate in features.polygons {
            let feature = source.full[Int(candidate.index)]
            guard Int(feature.minZoom) <= zoom else {
                isChanged = true
                continue
            }
            if candidate.doubledArea >= least, addPolygons(candidate, feature, features, &coarser, &entries) {
                continue
            }
            isChanged = true
            let rank = source.rank(feature)
            let position = grid.pixelPosition(rank.curvePosition)
            while nextBucket < features.buckets.count, features.buckets[nextBucket].position <= position {
                pool.add(features.buckets[nextBucket])
                nextBucket += 1
            }
            let isSettled = candidate.doubledArea < settledArea
            pool.add(
                PolygonPool.Candidate(
                    index: candidate.index, box: feature.box, doubledArea: candidate.doubledArea,
                    classID: source.classID(feature), rank: rank),
                settled: isSettled ? feature.minZoom : PoolBucket.unsettled)
            if !isSettled {
                coarser.polygons.append(
                    LevelFeatures.Candidate(index: candidate.index, shape: .none, doubledArea: candidate.doubledArea))
            }
        }
        while nextBucket < features.buckets.count {
            pool.add(features.buckets[nextBucket])
            nextBucket += 1
        }
        drainPool(&pool, &coarser.buckets, &entries)
    }

    private func isShown(_ index: Int32) -> Bool { Int(source.full[Int(index)].minZoom) <= zoom }

    /// - Returns: false when nothing is left of it.
    private mutating func addPolygons(
        _ candidate: LevelFeatures.Candidate, _ feature: OverviewFeature, _ features: LevelFeatures,
        _ coarser: inout LevelFeatures, _ entries: inout BandEntries
    ) -> Bool {
        let isLeft: Bool
        switch candidate.shape {
        case .none: return false
        case .record:
            shape.set(feature)
            isLeft = shape.withParts(of: .polygons) { simplifier.setPolygons(points: $0, parts: $1) }
            if !isChanged, simplifier.points != shape.points || simplifier.parts != shape.parts { isChanged = true }
        case .parts(let range):
            isLeft = features.withShape(range) { points, parts in
                let isLeft = simplifier.setPolygons(points: points, parts: parts)
                if !isChanged, !simplifier.isSame(points, parts) { isChanged = true }
                return isLeft
            }
        }
        guard isLeft else { return false }
        simplifier.points.withUnsafeBufferPointer { points in
            simplifier.parts.withUnsafeBufferPointer { parts in
                let box = Self.box(points).union(feature.box)
                entries.add(
                    feature, points: points, parts: parts, box: box, weight: feature.weight, label: feature.label,
                    isOfMany: source.isOfMany(candidate.index))
            }
        }
        var candidate = candidate
        candidate.shape = coarser.keep(simplifier.points, simplifier.parts)
        coarser.polygons.append(candidate)
        return true
    }

    private mutating func drainPool(
        _ pool: inout PolygonPool, _ settled: inout [PoolBucket], _ entries: inout BandEntries
    ) {
        pool.drain(settled: &settled) { squares in
            entries.add(
                chosen(squares.index), points: squares.points, parts: squares.parts,
                box: Self.box(squares.points), weight: squares.weight,
                label: labels.inPolygons(points: squares.points, parts: squares.parts),
                isOfMany: source.isOfMany(squares.index))
        }
    }

    /// One of a tile's features, which may lie far from the last: a few of all there are, on a page each.
    private mutating func chosen(_ index: Int32) -> OverviewFeature {
        chosenCount += 1
        if chosenCount.isMultiple(of: OverviewLayout.scatteredReleaseInterval) { source.release() }
        return source.full[Int(index)]
    }

    private static func box(_ points: UnsafeBufferPointer<WorldPoint>) -> WorldBox {
        var box = WorldBox(points[0])
        for point in points {
            box.minX = min(box.minX, point.x)
            box.minY = min(box.minY, point.y)
            box.maxX = max(box.maxX, point.x)
            box.maxY = max(box.maxY, point.y)
        }
        return box
    }

    // MARK: Lines

    private mutating func makeLines(
        _ features: LevelFeatures, _ lines: inout LineThinning, _ coarser: inout LevelFeatures,
        _ entries: inout BandEntries
    ) {
        guard !features.lines.isEmpty else { return }
        for (number, candidate) in features.lines.enumerated() {
            let feature = source.full[Int(candidate.index)]
            guard Int(feature.minZoom) <= zoom else {
                isChanged = true
                continue
            }
            withLine(candidate, feature, features) { level, points, parts in
                lines.add(
                    index: Int32(truncatingIfNeeded: number), classID: level.source.lineClassID(feature),
                    rank: level.source.rank(feature), box: feature.box, points: points, parts: parts)
            }
        }
        isKept.removeAll(keepingCapacity: true)
        isKept.append(contentsOf: repeatElement(false, count: features.lines.count))
        let dropped = lines.drain { line in addLine(line, features, &coarser, &entries) }
        if dropped > 0 { isChanged = true }
        guard features.hasRules else { return }
        for (number, candidate) in features.lines.enumerated() where !isKept[number] {
            guard isShown(candidate.index) else { continue }
            var candidate = candidate
            if case .parts(let range) = candidate.shape {
                candidate.shape = coarser.keep(features, range)
            }
            coarser.lines.append(candidate)
        }
    }

    /// A line as the finer zoom left it.
    private mutating func withLine(
        _ candidate: LevelFeatures.Candidate, _ feature: OverviewFeature, _ features: LevelFeatures,
        _ body: (inout BandLevel, UnsafeBufferPointer<WorldPoint>, UnsafeBufferPointer<WorldGeometry.Part>) -> Void
    ) {
        if case .parts(let range) = candidate.shape {
            features.withShape(range) { body(&self, $0, $1) }
        } else {
            var shape = WorldGeometry()
            swap(&shape, &self.shape)
            shape.set(feature)
            shape.withParts(of: .lines) { body(&self, $0, $1) }
            swap(&shape, &self.shape)
        }
    }

    private mutating func addLine(
        _ line: ThinnedLine, _ features: LevelFeatures, _ coarser: inout LevelFeatures, _ entries: inout BandEntries
    ) {
        let first = features.lines[Int(line.index)]
        let firstFeature = source.full[Int(first.index)]
        var box = firstFeature.box
        joined.removeAll(keepingCapacity: true)
        joinedParts.removeAll(keepingCapacity: true)
        for number in line.members {
            var candidate = features.lines[Int(number)]
            let feature = source.full[Int(candidate.index)]
            withLine(candidate, feature, features) { level, points, parts in
                level.simplifier.setLines(points: points, parts: parts)
                if !level.isChanged, !level.simplifier.isSame(points, parts) { level.isChanged = true }
            }
            box = box.union(feature.box)
            for part in simplifier.parts {
                joinedParts.append(
                    WorldGeometry.Part(
                        kind: .lines, isHole: false, start: joined.count + part.start, count: part.count))
            }
            joined.append(contentsOf: simplifier.points)
            candidate.shape = coarser.keep(simplifier.points, simplifier.parts)
            coarser.lines.append(candidate)
            isKept[Int(number)] = true
        }
        if line.members.count > 1 { isChanged = true }
        joined.withUnsafeBufferPointer { points in
            joinedParts.withUnsafeBufferPointer { parts in
                entries.add(
                    firstFeature, points: points, parts: parts, box: box, weight: line.weight,
                    label: firstFeature.label, isOfMany: source.isOfMany(first.index))
            }
        }
    }

    // MARK: Points

    private mutating func makePoints(
        _ features: LevelFeatures, _ points: inout PointThinning, _ coarser: inout LevelFeatures,
        _ entries: inout BandEntries
    ) {
        guard !features.pointIndices.isEmpty else { return }
        for index in features.pointIndices {
            let feature = source.full[Int(index)]
            guard Int(feature.minZoom) <= zoom else {
                isChanged = true
                continue
            }
            points.add(index: index, rank: source.rank(feature))
            if features.hasRules { coarser.pointIndices.append(index) }
        }
        let dropped = points.drain { index in
            entries.add(chosen(index), isOfMany: source.isOfMany(index))
            if !features.hasRules { coarser.pointIndices.append(index) }
        }
        if dropped > 0 { isChanged = true }
    }
}
