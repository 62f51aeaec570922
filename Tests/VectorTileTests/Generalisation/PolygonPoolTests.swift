import TestSupport
import Testing

@testable import VectorTile

/// What a pool handed over, kept.
struct DrawnFeature: Hashable {
    var index: Int32
    var weight: UInt32
    var doubledArea: UInt64
    var points: [WorldPoint]
    var parts: [WorldGeometry.Part]

    var shape: FlatShape {
        var shape = FlatShape()
        shape.points = points
        shape.parts = parts
        return shape
    }
}

@Suite struct PolygonPoolTests {
    static let grid = PixelGrid(zoom: 8)

    static func drawn(
        _ candidates: [PolygonPool.Candidate], grid: PixelGrid = grid, featureLimit: Int = .max
    ) -> (features: [DrawnFeature], dropped: Int) {
        var pool = PolygonPool(grid: grid, featureLimit: featureLimit)
        for candidate in candidates { pool.add(candidate) }
        var features: [DrawnFeature] = []
        let dropped = pool.drain {
            features.append(
                DrawnFeature(
                    index: $0.index, weight: $0.weight, doubledArea: $0.doubledArea, points: Array($0.points),
                    parts: Array($0.parts)))
        }
        return (features, dropped)
    }

    /// Each pixel that is drawn, and by which feature; fails when two draw the same.
    static func pixels(_ features: [DrawnFeature], grid: PixelGrid = grid) -> [WorldPoint: Int32] {
        var owners: [WorldPoint: Int32] = [:]
        let side = grid.pixelSide
        for feature in features {
            let box = feature.shape.box
            for y in stride(from: box.minY, to: box.maxY, by: Int(side)) {
                for x in stride(from: box.minX, to: box.maxX, by: Int(side)) {
                    guard isInside((Double(x) + Double(side) / 2, Double(y) + Double(side) / 2), feature.shape) else {
                        continue
                    }
                    #expect(owners.updateValue(feature.index, forKey: WorldPoint(x: x, y: y)) == nil)
                }
            }
        }
        return owners
    }

    @Test(arguments: [0.1, 0.25, 0.6]) func areaIsKeptInAllAndByClass(pixels: Double) {
        let grid = Self.grid
        let parcels = Parcel.cadastre(columns: 150, rows: 150, side: Double(grid.pixelSide) * pixels)
        let features = Self.drawn(parcels.map { $0.candidate() }).features
        let pixel = Double(grid.doubledPixelArea)
        for classID in 1...4 as ClosedRange<UInt32> {
            let wanted = parcels.filter { $0.classID == classID }.reduce(0) { $0 + Double(doubledArea($1.corners)) }
            let drawn = features.filter { parcels[Int($0.index)].classID == classID }
                .reduce(0) { $0 + Double($1.doubledArea) }
            #expect(abs(drawn - wanted) / pixel <= 4 + 0.03 * wanted / pixel)
        }
        let wanted = parcels.reduce(0) { $0 + Double(doubledArea($1.corners)) }
        let drawn = features.reduce(0) { $0 + Double($1.doubledArea) }
        #expect(abs(drawn - wanted) <= 0.01 * wanted + 2 * pixel)
    }

    @Test func solidGroundHasNoHoles() {
        let side = Double(Self.grid.pixelSide)
        let parcels = Parcel.cadastre(columns: 200, rows: 200, side: side / 2)
        let pixels = Self.pixels(Self.drawn(parcels.map { $0.candidate() }).features)
        var holes = 0
        for row in 4..<96 {
            for column in 4..<96 {
                let x = fixtureOrigin.x + Int32(column) * Self.grid.pixelSide
                let y = fixtureOrigin.y + Int32(row) * Self.grid.pixelSide
                if pixels[WorldPoint(x: x, y: y)] == nil { holes += 1 }
            }
        }
        #expect(holes <= 92 * 92 / 200)
    }

    @Test func squaresAreWholePixelsAndEachFeatureIsThereOnce() {
        let parcels = Parcel.cadastre(columns: 120, rows: 120, side: Double(Self.grid.pixelSide) * 0.3)
        for featureLimit in [Int.max, 400, 20] {
            let features = Self.drawn(parcels.map { $0.candidate() }, featureLimit: featureLimit).features
            #expect(Set(features.map(\.index)).count == features.count)
            let mask = Self.grid.pixelSide - 1
            #expect(features.allSatisfy { $0.points.allSatisfy { ($0.x | $0.y) & mask == 0 } })
            let squares = features.reduce(0) { $0 + $1.doubledArea } / Self.grid.doubledPixelArea
            #expect(Self.pixels(features).count == Int(squares))
        }
    }

    @Test func everyPolygonIsCountedOnce() {
        let parcels = Parcel.cadastre(columns: 120, rows: 120, side: Double(Self.grid.pixelSide) * 0.05)
        let (features, dropped) = Self.drawn(parcels.map { $0.candidate() })
        #expect(features.reduce(0) { $0 + Int($1.weight) } + dropped == parcels.count)
        #expect(dropped < parcels.count / 20)
    }

    @Test(arguments: [Int.max, 300]) func theOrderOfPolygonsDoesNotMatter(featureLimit: Int) {
        var numbers = SplitMix(seed: 7)
        let parcels = Parcel.cadastre(columns: 90, rows: 90, side: Double(Self.grid.pixelSide) * 0.4)
            .map { $0.candidate(importance: Double($0.id % 3)) }
        let along = parcels.sorted { $0.rank.curvePosition < $1.rank.curvePosition }
        let expected = Self.drawn(along, featureLimit: featureLimit).features
        #expect(Self.drawn(parcels.shuffled(using: &numbers), featureLimit: featureLimit).features == expected)
    }

    @Test func coversThatAreAddedUpCoverAsMuchAsBefore() {
        var numbers = SplitMix(seed: 7)
        var covers = (0..<5000).map { _ in
            PoolCover(
                cell: .random(in: 0..<40, using: &numbers), pixel: .random(in: 0..<60, using: &numbers),
                share: .random(in: 1..<1 << 40, using: &numbers))
        }
        func sums(_ covers: [PoolCover]) -> [[UInt64]: UInt64] {
            covers.reduce(into: [:]) { $0[[$1.cell, UInt64($1.pixel)], default: 0] += $1.share }
        }
        let before = sums(covers)
        covers.compact()
        #expect(sums(covers) == before && covers.count == before.count)
        #expect(covers.map(\.cell) == covers.map(\.cell).sorted())
    }

    @Test func tilesHandedOverOneByOneAreThoseHandedOverTogether() {
        let parcels = Parcel.cadastre(columns: 60, rows: 60, side: Double(Self.grid.pixelSide) * 20)
            .map { $0.candidate() }.sorted { $0.rank.curvePosition < $1.rank.curvePosition }
        var pool = PolygonPool(grid: Self.grid)
        var features: [Int32] = []
        for (index, parcel) in parcels.enumerated() {
            if index > 0,
                Self.grid.tilePosition(parcel.rank.curvePosition)
                    != Self.grid.tilePosition(parcels[index - 1].rank.curvePosition)
            {
                pool.drain { features.append($0.index) }
            }
            pool.add(parcel)
        }
        pool.drain { features.append($0.index) }
        #expect(features == Self.drawn(parcels, featureLimit: 2500).features.map(\.index))
        #expect(pool.drain { _ in Issue.record("the pool is empty") } == 0)
    }

    /// The pixel of a settled polygon is all that coarser zooms know of it.
    @Test func settledPolygonsCoverAsMuchOneZoomCoarser() {
        let coarser = PixelGrid(zoom: Self.grid.zoom - 1)
        let parcels = Parcel.cadastre(columns: 120, rows: 120, side: Double(Self.grid.pixelSide) * 0.4)
            .map { $0.candidate() }.sorted { $0.rank.curvePosition < $1.rank.curvePosition }
        var settled: [PoolBucket] = []
        var pool = PolygonPool(grid: Self.grid)
        for parcel in parcels { pool.add(parcel, settled: 0) }
        pool.drain(settled: &settled) { _ in }
        #expect(settled.reduce(0) { $0 + Int($1.count) } == parcels.count)
        var coarserPool = PolygonPool(grid: coarser)
        coarserPool.take(&settled)
        var area: UInt64 = 0
        coarserPool.drain { area += $0.doubledArea }
        let expected = Self.drawn(parcels, grid: coarser).features.reduce(UInt64(0)) { $0 + $1.doubledArea }
        #expect(abs(Double(area) - Double(expected)) <= 0.02 * Double(expected))
    }

    @Test func whatIsShownFromAZoomOnIsNotHandedToTheNext() {
        let parcels = Parcel.cadastre(columns: 20, rows: 20, side: Double(Self.grid.pixelSide) * 0.4)
            .map { $0.candidate() }
        var pool = PolygonPool(grid: Self.grid)
        for (index, parcel) in parcels.enumerated() {
            let kinds = [UInt8(Self.grid.zoom), UInt8(Self.grid.zoom - 1), PoolBucket.unsettled]
            pool.add(parcel, settled: kinds[index % 3])
        }
        var settled: [PoolBucket] = []
        pool.drain(settled: &settled) { _ in }
        #expect(settled.reduce(0) { $0 + Int($1.count) } == parcels.indices.filter { $0 % 3 == 1 }.count)
    }

    @Test(arguments: 1...6) func anEditChangesOnlyTheSquaresOfTheCellsItsBoxTouches(seed: Int) {
        var numbers = SplitMix(seed: UInt64(seed))
        let side = Double(Self.grid.pixelSide)
        var parcels = Parcel.cadastre(columns: 100, rows: 100, side: side * 0.45, seed: UInt64(seed))
        func squares() -> [WorldPoint: Int32] { Self.pixels(Self.drawn(parcels.map { $0.candidate() }).features) }
        func cell(_ point: WorldPoint) -> WorldPoint {
            let cellSide = 16 * Self.grid.pixelSide
            return WorldPoint(x: point.x / cellSide, y: point.y / cellSide)
        }
        let before = squares()
        let edited = Int.random(in: 0..<parcels.count, using: &numbers)
        let candidate = parcels[edited].candidate()
        let middle = WorldPoint(
            x: Int32((Int64(candidate.box.minX) + Int64(candidate.box.maxX)) / 2),
            y: Int32((Int64(candidate.box.minY) + Int64(candidate.box.maxY)) / 2))
        let old = candidate.box
        let touched = Set(
            [(old.minX, old.minY), (old.maxX, old.minY), (old.minX, old.maxY), (old.maxX, old.maxY)]
                .map { cell(WorldPoint(x: $0.0, y: $0.1)) })
        // Smaller about the same middle, and of another class.
        parcels[edited].classID = 4
        parcels[edited].corners = ring([(-20, -20), (20, -20), (20, 20), (-20, 20)], at: middle)
        let after = squares()
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        #expect(changed.allSatisfy { touched.contains(cell($0)) })
    }

    @Test func aFullTileKeepsTheLimit() {
        let parcels = Parcel.cadastre(columns: 200, rows: 200, side: Double(Self.grid.pixelSide) * 2.5)
        let features = Self.drawn(parcels.map { $0.candidate() }, featureLimit: 2500).features
        // The fixture touches four tiles, three of them barely.
        #expect(features.count <= 4 * 2500)
        let drawn = features.reduce(0) { $0 + Double($1.doubledArea) }
        let wanted = parcels.reduce(0) { $0 + Double(doubledArea($1.corners)) }
        #expect(abs(drawn / wanted - 1) < 0.01)
    }

    @Test func oneSmallPolygonIsShownWhereItIs() {
        let parcel = Parcel(corners: ring([(0, 0), (50, 0), (50, 50), (0, 50)]), classID: 9, id: 3)
        let (features, dropped) = Self.drawn([parcel.candidate()])
        #expect(features.map(\.index) == [3] && features.map(\.weight) == [1] && dropped == 0)
        #expect(isInside((Double(fixtureOrigin.x) + 25, Double(fixtureOrigin.y) + 25), features[0].shape))
    }

    @Test func theMostImportantGivesItsIdentity() {
        let side = Double(Self.grid.pixelSide)
        let parcels = (0..<4).map { index in
            Parcel(
                corners: ring([(0, 0), (side / 2, 0), (side / 2, side / 2), (0, side / 2)]), classID: 1, id: index)
        }
        let candidates = parcels.map { $0.candidate(importance: $0.id == 2 ? 5 : 0) }
        #expect(Self.drawn(candidates).features.first?.index == 2)
    }

    @Test func polygonsOnTopOfEachOtherSpreadOverFreePixels() {
        let side = Double(Self.grid.pixelSide)
        let half = [(0.0, 0.0), (side / 2, 0), (side / 2, side), (0, side)]
        let parcels = (0..<40).map { Parcel(corners: ring(half), classID: 1, id: $0) }
        let features = Self.drawn(parcels.map { $0.candidate() }).features
        #expect((20...21).contains(Self.pixels(features).count))
    }

    @Test(arguments: [0, 5, 11]) func squaresReachTheEdgeOfTheWorld(zoom: Int) throws {
        let edge = Int32.max
        let corners = [
            WorldPoint(x: edge - 9, y: edge - 9), WorldPoint(x: edge, y: edge - 9), WorldPoint(x: edge, y: edge),
        ]
        let parcel = Parcel(corners: corners, classID: 1, id: 1)
        let features = Self.drawn([parcel.candidate()], grid: PixelGrid(zoom: zoom)).features
        let box = try #require(features.first).shape.box
        #expect(box.maxX == .max && box.maxY == .max)
    }
}
