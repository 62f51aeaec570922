import Foundation
import SimpleFeatures
import Testing
import VectorTile

@Suite struct PolygonTests {
    @Test func aSquareInsideTheTileKeepsItsCorners() throws {
        let sandbox = try TileSandbox()
        let shape = try sandbox.shape(of: sandbox.polygon(TileSandbox.square(100, 200, 50)))
        #expect(shape == .polygons(rings: [positions((100, 200), (150, 200), (150, 250), (100, 250))]))
    }

    @Test func exteriorsAreTurnedPositiveAndHolesNegativeWhateverComesIn() throws {
        let sandbox = try TileSandbox()
        let outer = TileSandbox.square(0, 0, 100)
        let inner = TileSandbox.square(25, 25, 50)
        for geometry in [
            sandbox.polygon(outer, inner), sandbox.polygon(outer.reversed(), inner),
            sandbox.polygon(outer.reversed(), inner.reversed()),
        ] {
            let shape = try #require(try sandbox.shape(of: geometry))
            #expect(shape.rings.map { DecodedTile.Geometry.doubledArea(of: $0) } == [20_000, -5_000])
            #expect(findings(shape).isEmpty)
        }
    }

    @Test func aMultiPolygonKeepsEachHoleBehindItsExterior() throws {
        let sandbox = try TileSandbox()
        let members = [0.0, 200.0].map { west in
            Geometry.Polygon(rings: [
                sandbox.sequence(TileSandbox.square(west, 0, 100)),
                sandbox.sequence(TileSandbox.square(west + 10, 10, 20)),
            ])
        }
        let shape = try #require(try sandbox.shape(of: .multiPolygon(members)))
        #expect(shape.polygons.map(\.count) == [2, 2])
        #expect(findings(shape).isEmpty)
    }

    @Test func repeatsCollinearPositionsAndSpikesGo() throws {
        let sandbox = try TileSandbox()
        let shape = try sandbox.shape(
            of: sandbox.polygon([
                (0, 0), (50, 0), (50.2, 0.1), (100, 0), (100, 100), (100, 180), (100, 100), (0, 100), (0, 40),
            ]))
        #expect(shape == .polygons(rings: [positions((0, 0), (100, 0), (100, 100), (0, 100))]))
    }

    @Test func aPolygonOverTheRimEndsAtTheBuffer() throws {
        let sandbox = try TileSandbox()
        let shape = try sandbox.shape(of: sandbox.polygon(TileSandbox.square(4000, 4000, 1000)))
        #expect(shape == .polygons(rings: [positions((4000, 4160), (4000, 4000), (4160, 4000), (4160, 4160))]))
    }

    @Test func aPolygonAroundTheTileFillsTheClipBox() throws {
        let sandbox = try TileSandbox()
        let shape = try #require(try sandbox.shape(of: sandbox.polygon(TileSandbox.square(-9000, -9000, 30_000))))
        #expect(shape.area == 4224 * 4224)
    }

    @Test func theWholeWorldFillsATileOfTheDeepestZoom() throws {
        let sandbox = try TileSandbox(matrix: 24)
        let half = 20_037_508.342789244
        let world = Geometry.polygon(
            Geometry.Polygon(rings: [CoordinateSequence(values: [-half, -half, half, -half, half, half, -half, half])]))
        let shape = try #require(try sandbox.shape(of: world))
        #expect(shape.area == 4224 * 4224)
    }

    @Test func twoTilesMeetInTheirBuffers() throws {
        // A diamond over the edge between two tiles: each keeps 64 units of the other's side.
        let west = try TileSandbox(column: 8191)
        let east = try TileSandbox(column: 8192)
        let diamond = west.polygon([(4096, 1000), (5096, 2000), (4096, 3000), (3096, 2000)])
        let left = try #require(try west.shape(of: diamond)).rings[0]
        let right = try #require(try east.shape(of: diamond)).rings[0]
        #expect(left.map(\.x).max() == 4160)
        #expect(right.map(\.x).min() == -64)
        // Along the shared edge both have the same corners.
        #expect(left.contains { $0.x == 4096 && $0.y == 1000 } && right.contains { $0.x == 0 && $0.y == 1000 })
        #expect(left.contains { $0.x == 4096 && $0.y == 3000 } && right.contains { $0.x == 0 && $0.y == 3000 })
    }

    @Test func aPolygonBeyondTheBufferIsOutside() throws {
        let sandbox = try TileSandbox()
        let layer = try sandbox.layer([sandbox.polygon(TileSandbox.square(4161, 0, 50))])
        #expect(layer.counts.matched == 0 && layer.counts.outside == 1)
        #expect(layer.finish() == nil)
    }

    @Test func aUClippedThroughItsArmsBecomesTwoPolygons() throws {
        let sandbox = try TileSandbox()
        let shape = try #require(
            try sandbox.shape(
                of: sandbox.polygon([
                    (1000, 4000), (1100, 4000), (1100, 4300), (1300, 4300), (1300, 4000), (1400, 4000), (1400, 4400),
                    (1000, 4400),
                ])))
        #expect(shape.polygons.count == 2)
        #expect(shape.area == 2 * 100 * 160)
        #expect(findings(shape).isEmpty)
    }

    @Test func aBowTieBecomesTwoTriangles() throws {
        let sandbox = try TileSandbox()
        let shape = try #require(try sandbox.shape(of: sandbox.polygon([(0, 0), (100, 100), (100, 0), (0, 50)])))
        #expect(shape.polygons.count == 2)
        // The crossing, (33⅓, 33⅓), is rounded to the grid.
        #expect(abs(shape.area - (50 * 33.333 / 2 + 100 * 66.667 / 2)) < 50)
        #expect(findings(shape).isEmpty)
    }

    @Test func aRingThatPinchesAHoleOffSplitsIntoExteriorAndHole() throws {
        let sandbox = try TileSandbox()
        let shape = try #require(
            try sandbox.shape(
                of: sandbox.polygon([(0, 0), (50, 0), (70, 40), (30, 40), (50, 0), (100, 0), (100, 100), (0, 100)])))
        #expect(shape.polygons.map(\.count) == [2])
        #expect(shape.area == 10_000 - 800)
        #expect(findings(shape).isEmpty)
    }

    @Test func aHoleThatCrossesItsExteriorIsCutAtIt() throws {
        let sandbox = try TileSandbox()
        let shape = try #require(
            try sandbox.shape(
                of: sandbox.polygon(TileSandbox.square(0, 0, 100), [(20, 90), (40, 90), (40, 120), (20, 120)])))
        #expect(findings(shape).isEmpty)
    }

    @Test func aHoleAlongTheRimIsTakenOff() throws {
        let sandbox = try TileSandbox()
        let shape = try #require(
            try sandbox.shape(
                of: sandbox.polygon(TileSandbox.square(-500, -500, 6000), TileSandbox.square(-400, 1000, 1000))))
        #expect(shape.area == 4224 * 4224 - 664 * 1000)
        #expect(findings(shape).isEmpty)
    }

    @Test func partsThatRoundingMakesShareAnEdgeBecomeOne() throws {
        let sandbox = try TileSandbox()
        let parts = [TileSandbox.square(0, 0, 10), TileSandbox.square(10.3, 4, 10), TileSandbox.square(50, 50, 10)]
        let shape = try #require(
            try sandbox.shape(of: .multiPolygon(parts.map { Geometry.Polygon(rings: [sandbox.sequence($0)]) })))
        #expect(shape.polygons.count == 2)
        #expect(shape.area == 300)
        #expect(findings(shape).isEmpty)
    }

    @Test func partsThatOverlapCoverTheirGroundOnce() throws {
        let sandbox = try TileSandbox()
        let parts = [TileSandbox.square(0, 0, 10), TileSandbox.square(5, 5, 10), TileSandbox.square(7, 7, 1)]
        let shape = try #require(
            try sandbox.shape(of: .multiPolygon(parts.map { Geometry.Polygon(rings: [sandbox.sequence($0)]) })))
        #expect(shape.polygons.count == 1)
        #expect(shape.area == 175)
        #expect(findings(shape).isEmpty)
    }

    @Test func aHoleOutsideItsExteriorTakesNothingAway() throws {
        let sandbox = try TileSandbox()
        let notched: [(Double, Double)] = [
            (0, 0), (100, 0), (100, 100), (60, 100), (60, 20), (40, 20), (40, 100), (0, 100),
        ]
        let shape = try #require(try sandbox.shape(of: sandbox.polygon(notched, TileSandbox.square(45, 60, 10))))
        #expect(findings(shape).isEmpty)
        #expect(shape.rings.allSatisfy { DecodedTile.Geometry.doubledArea(of: $0) > 0 })
    }

    @Test func aHoleInAHoleIsLand() throws {
        let sandbox = try TileSandbox()
        let shape = try #require(
            try sandbox.shape(
                of: sandbox.polygon(
                    TileSandbox.square(0, 0, 100), TileSandbox.square(10, 10, 60), TileSandbox.square(20, 20, 20))))
        #expect(shape.polygons.map(\.count).sorted() == [1, 2])
        #expect(shape.area == 10_000 - 3600 + 400)
        #expect(findings(shape).isEmpty)
    }

    @Test(arguments: [19, 20, 22, 24])
    func beyondTheWorldsGridUnitsAreMultiplesOfAPower(zoom: Int) throws {
        let sandbox = try TileSandbox(matrix: zoom)
        let step = Double(1 << max(0, zoom - 19))
        let shape = try sandbox.shape(of: sandbox.polygon(TileSandbox.square(32 * step, 64 * step, 8 * step)))
        let (x, y, side) = (Int(32 * step), Int(64 * step), Int(8 * step))
        #expect(shape == .polygons(rings: [positions((x, y), (x + side, y), (x + side, y + side), (x, y + side))]))
    }
}
