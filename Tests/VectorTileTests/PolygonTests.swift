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
        #expect(shape == .polygons(rings: [positions((4000, 4000), (4160, 4000), (4160, 4160), (4000, 4160))]))
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
        var layer = sandbox.encoder()
        let outcome = layer.add(id: nil, geometry: sandbox.polygon(TileSandbox.square(4161, 0, 50)), values: [])
        #expect(outcome == .outside)
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

    @Test func belowFullDetailARingLosesPositionsButNotItsShape() throws {
        let sandbox = try TileSandbox(matrix: 8)
        let circle = (0..<720).map { step -> (Double, Double) in
            let angle = Double(step) * .pi / 360
            return (2000 + 500 * cos(angle), 2000 + 500 * cos(angle - .pi / 2))
        }
        let shape = try #require(try sandbox.shape(of: sandbox.polygon(circle)))
        #expect(shape.rings[0].count < 120)
        #expect(abs(shape.area / (Double.pi * 500 * 500) - 1) < 0.005)
        #expect(findings(shape).isEmpty)
    }
}
