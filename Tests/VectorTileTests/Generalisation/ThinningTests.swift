import TestSupport
import Testing
import VectorTile

@Suite struct PointThinningTests {
    private static let grid = PixelGrid(zoom: 8)

    private static func rank(_ x: Double, _ y: Double, importance: Double = 0, id: Int64) -> FeatureRank {
        let point = ring([(x * Double(grid.pixelSide), y * Double(grid.pixelSide))])[0]
        return FeatureRank(importance: importance, curvePosition: WorldBox(point).curvePosition, id: id)
    }

    private static func kept(_ ranks: [FeatureRank], cellSide: Int = 8) -> (kept: [Int32], dropped: Int) {
        var thinning = PointThinning(grid: grid, cellSide: cellSide)
        for rank in ranks { thinning.add(index: Int32(rank.id), rank: rank) }
        var kept: [Int32] = []
        let dropped = thinning.drain { kept.append($0) }
        return (kept, dropped)
    }

    @Test func theMostImportantPointOfACellStays() {
        let (kept, dropped) = Self.kept([
            Self.rank(1, 1, id: 1), Self.rank(2, 2, importance: 3, id: 2), Self.rank(7, 7, id: 3),
            Self.rank(9, 1, id: 4),
        ])
        #expect(Set(kept) == [2, 4] && dropped == 2)
    }

    @Test func pointsOnOneSpotAreToldApartByTheirIds() {
        #expect(Self.kept([Self.rank(1, 1, id: 8), Self.rank(1, 1, id: 5)]).kept == [5])
    }

    @Test func theOrderOfPointsDoesNotMatter() {
        var numbers = SplitMix(seed: 3)
        let ranks = (0..<20_000).map { id in
            Self.rank(
                Double.random(in: 0..<400, using: &numbers), Double.random(in: 0..<400, using: &numbers),
                importance: Double(id % 5), id: Int64(id))
        }
        let expected = Self.kept(ranks.sorted { $0.curvePosition < $1.curvePosition })
        #expect(expected.kept.count == 2500 && expected.dropped == 17_500)
        #expect(Self.kept(ranks.shuffled(using: &numbers)).kept == expected.kept)
        #expect(Self.kept(ranks, cellSide: 1).kept.count > 10_000)
    }

    @Test func anEmptyLayerStaysEmpty() {
        #expect(Self.kept([]).kept.isEmpty)
    }
}

@Suite struct LineThinningTests {
    private static let grid = PixelGrid(zoom: 8)
    private static let pixel = Double(grid.pixelSide)

    struct Road {
        var points: [WorldPoint]
        var importance = 0.0
        var classID: UInt32 = 0
        var id: Int64
    }

    private static func road(
        _ offsets: [(Double, Double)], importance: Double = 0, classID: UInt32 = 0, id: Int64
    ) -> Road {
        Road(
            points: ring(offsets.map { ($0.0 * pixel, $0.1 * pixel) }), importance: importance, classID: classID, id: id
        )
    }

    private static func thinned(
        _ roads: [Road], featureLimit: Int = 2500
    ) -> (lines: [(index: Int32, members: [Int32])], dropped: Int) {
        var thinning = LineThinning(grid: grid, featureLimit: featureLimit)
        for road in roads {
            let shape = FlatShape(line: road.points)
            let rank = FeatureRank(importance: road.importance, curvePosition: shape.box.curvePosition, id: road.id)
            shape.with {
                thinning.add(
                    index: Int32(road.id), classID: road.classID, rank: rank, box: shape.box, points: $0, parts: $1)
            }
        }
        var lines: [(index: Int32, members: [Int32])] = []
        let dropped = thinning.drain {
            #expect($0.weight == $0.members.count)
            lines.append(($0.index, Array($0.members)))
        }
        return (lines, dropped)
    }

    /// A town: a highway in pieces of half a pixel, and lanes everywhere.
    private static func town(lanes: Int, seed: UInt64 = 5) -> [Road] {
        var numbers = SplitMix(seed: seed)
        var roads = (0..<400).map { index in
            road([(Double(index) / 2, 40.3), (Double(index + 1) / 2, 40.3)], importance: 9, id: Int64(index))
        }
        for _ in 0..<lanes {
            let x = Double.random(in: 0..<200, using: &numbers)
            let y = Double.random(in: 0..<80, using: &numbers)
            roads.append(
                road(
                    [(x, y), (x + Double.random(in: 0..<1.5, using: &numbers), y + 0.4)], importance: 1,
                    classID: UInt32(roads.count % 2), id: Int64(roads.count)))
        }
        return roads
    }

    @Test func aMainRoadInShortPiecesIsNeverDotted() {
        let lines = Self.thinned(Self.town(lanes: 3000), featureLimit: .max).lines
        // Each piece is half a pixel long.
        #expect(lines.flatMap(\.members).filter { $0 < 400 }.count >= 398)
    }

    @Test func aLineThatBendsOutOfItsCellStays() {
        // The middle of its box lies in the next cell.
        let bend = Self.road([(62, 0.5), (62, 8.5), (63.5, 8.5)], id: 1)
        let other = Self.road([(66, 0.5), (62.2, 0.5), (62.2, 9.5), (66, 9.5)], id: 2)
        #expect(Set(Self.thinned([bend, other]).lines.map(\.index)) == [1, 2])
    }

    @Test func whatIsUnderAMoreImportantLineIsLeftOut() {
        let lines = Self.thinned([
            Self.road([(0.1, 0.5), (9.9, 0.5)], importance: 5, id: 1), Self.road([(4.1, 0.6), (5.9, 0.6)], id: 2),
            Self.road([(4.1, 2.4), (5.9, 2.4)], id: 3),
        ])
        #expect(Set(lines.lines.map(\.index)) == [1, 3] && lines.dropped == 1)
    }

    @Test func longLinesAlwaysStay() {
        let long = (0..<50).map { Self.road([(0, 0.5), (40, 0.5)], id: Int64($0)) }
        #expect(Self.thinned(long, featureLimit: 4).lines.count == 50)
    }

    @Test func theOrderOfLinesDoesNotMatter() {
        var numbers = SplitMix(seed: 1)
        let roads = Self.town(lanes: 4000)
        for featureLimit in [Int.max, 640] {
            let expected = Self.thinned(roads, featureLimit: featureLimit).lines
            let other = Self.thinned(roads.shuffled(using: &numbers), featureLimit: featureLimit).lines
            #expect(expected.map(\.index) == other.map(\.index))
            #expect(expected.map(\.members) == other.map(\.members))
        }
    }

    @Test func aCrowdedTileIsJoinedNotCut() {
        let roads = Self.town(lanes: 20_000)
        let free = Self.thinned(roads, featureLimit: .max)
        let joined = Self.thinned(roads, featureLimit: 640)
        #expect(free.lines.count > 640 && joined.lines.count <= 640)
        #expect(Set(joined.lines.flatMap(\.members)) == Set(free.lines.flatMap(\.members)))
        #expect(joined.lines.flatMap(\.members).count == free.lines.count && joined.dropped == free.dropped)
        for line in joined.lines {
            let classes = Set(line.members.map { roads[Int($0)].classID })
            let importances = Set(line.members.map { roads[Int($0)].importance })
            #expect(classes.count == 1 && importances.count == 1 && line.members[0] == line.index)
        }
    }

    @Test func anEditDecidesAboutItsCellAlone() {
        var roads = Self.town(lanes: 4000)
        let before = Set(Self.thinned(roads, featureLimit: .max).lines.map(\.index))
        let edited = roads.firstIndex { $0.id > 400 && FlatShape(line: $0.points).box.minX > fixtureOrigin.x }!
        let cell = { (road: Road) -> UInt64 in
            Self.grid.tilePosition(FlatShape(line: road.points).box.curvePosition << 6)
        }
        let place = cell(roads[edited])
        roads[edited].importance = 50
        let after = Set(Self.thinned(roads, featureLimit: .max).lines.map(\.index))
        #expect(before.symmetricDifference(after).allSatisfy { cell(roads[Int($0)]) == place })
    }
}

@Suite struct AreaThresholdTests {
    private static let grid = PixelGrid(zoom: 10)

    @Test func halfAPixelIsEnoughWhereThereIsRoom() {
        var threshold = AreaThreshold(grid: Self.grid, limit: 3)
        #expect(threshold.doubledArea == Self.grid.doubledHalfPixelArea)
        for _ in 0..<3 { threshold.add(doubledArea: Self.grid.doubledPixelArea) }
        for _ in 0..<9 { threshold.add(doubledArea: Self.grid.doubledHalfPixelArea - 1) }
        #expect(threshold.doubledArea == Self.grid.doubledHalfPixelArea)
    }

    @Test func theSmallestGoWhereThereAreTooMany() {
        var threshold = AreaThreshold(grid: Self.grid, limit: 100)
        var numbers = SplitMix(seed: 2)
        let areas = (0..<5000).map { _ in
            UInt64.random(in: 0..<(100 * Self.grid.doubledPixelArea), using: &numbers)
        }
        for area in areas { threshold.add(doubledArea: area) }
        #expect(areas.filter { $0 >= threshold.doubledArea }.count <= 100)
        threshold.removeAll()
        #expect(threshold.doubledArea == Self.grid.doubledHalfPixelArea)
    }

    @Test func theLargestAreaOfAllIsNoOverflow() {
        var threshold = AreaThreshold(grid: Self.grid, limit: 0)
        threshold.add(doubledArea: .max)
        #expect(threshold.doubledArea == .max)
        threshold.add(doubledArea: 0)
    }
}
