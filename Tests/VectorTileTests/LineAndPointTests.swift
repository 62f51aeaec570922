import SimpleFeatures
import Testing
import VectorTile

@Suite struct LineAndPointTests {
    @Test func aLineKeepsItsDirectionAndLosesTheMiddleOfStraightRuns() throws {
        let sandbox = try TileSandbox()
        let shape = try sandbox.shape(of: sandbox.line((0, 0), (10, 10), (20, 20), (20, 20.2), (40, 20)))
        #expect(shape == .lines([positions((0, 0), (20, 20), (40, 20))]))
    }

    @Test func aLineThatLeavesAndComesBackHasTwoParts() throws {
        let sandbox = try TileSandbox()
        let shape = try sandbox.shape(of: sandbox.line((4000, 100), (4300, 100), (4300, 300), (4000, 300)))
        #expect(shape == .lines([positions((4000, 100), (4160, 100)), positions((4160, 300), (4000, 300))]))
    }

    @Test func aLineThroughTheTileIsCutAtBothRims() throws {
        let sandbox = try TileSandbox()
        let shape = try sandbox.shape(of: sandbox.line((-1000, 2000), (6000, 2000)))
        #expect(shape == .lines([positions((-64, 2000), (4160, 2000))]))
    }

    @Test func aLinePastACornerIsOutside() throws {
        let sandbox = try TileSandbox()
        #expect(try sandbox.shape(of: sandbox.line((4000, -500), (4500, 200))) == nil)
    }

    @Test func aLineThatRoundingMakesAPointIsDroppedAndCounted() throws {
        let sandbox = try TileSandbox()
        let layer = try sandbox.layer([sandbox.line((10.1, 10), (10.4, 10))])
        #expect(layer.counts.dropped == 1 && layer.counts.matched == 1)
    }

    @Test func aLineMayTurnBackOnItself() throws {
        let sandbox = try TileSandbox()
        let shape = try sandbox.shape(of: sandbox.line((0, 0), (100, 0), (50, 0)))
        #expect(shape == .lines([positions((0, 0), (100, 0), (50, 0))]))
    }

    @Test func withoutABufferAPointBeyondAnEdgeIsNotInTheTile() throws {
        let sandbox = try TileSandbox(options: TileOptions(buffer: 0))
        #expect(try sandbox.shape(of: sandbox.point(0.001, 0.001)) == .points(positions((0, 0))))
        #expect(try sandbox.shape(of: sandbox.point(-0.25, 10)) == nil)
        #expect(try sandbox.shape(of: sandbox.point(4096.25, 10)) == nil)
    }

    @Test(arguments: [(14, 13_083), (14, 9001), (18, 201_113), (24, 13_000_001)])
    func withoutABufferAPointOnASharedEdgeIsInExactlyOneTile(matrix: Int, column: Int) throws {
        let options = TileOptions(buffer: 0)
        let west = try TileSandbox(matrix: matrix, column: column - 1, options: options)
        let east = try TileSandbox(matrix: matrix, column: column, options: options)
        let edge = east.point(0, 10)
        #expect([try west.shape(of: edge), try east.shape(of: edge)].compactMap { $0 }.count == 1)
    }

    @Test func pointsInTheBufferAreKept() throws {
        let sandbox = try TileSandbox()
        #expect(try sandbox.shape(of: sandbox.point(-63.999, 4159)) == .points(positions((-64, 4159))))
    }

    @Test func aMultiPointIsOneFeature() throws {
        let sandbox = try TileSandbox()
        let geometry = Geometry.multiPoint([(1.0, 2.0), (3, 4), (9000, 9000)].map { sandbox.sequence([$0]) })
        #expect(try sandbox.shape(of: geometry) == .points(positions((1, 2), (3, 4))))
    }

    @Test func heightsAreReadPast() throws {
        let sandbox = try TileSandbox()
        let flat = sandbox.sequence([(5, 5), (50, 80)])
        let raised = CoordinateSequence(
            hasZ: true, values: (0..<2).flatMap { [flat[$0].x, flat[$0].y, 12.5] })
        #expect(try sandbox.shape(of: .lineString(raised)) == sandbox.shape(of: .lineString(flat)))
    }
}

@Suite struct OddGeometryTests {
    @Test func aLineOfOnePositionIsDropped() throws {
        let sandbox = try TileSandbox()
        let layer = try sandbox.layer([sandbox.line((5, 5))])
        #expect(layer.counts.dropped == 1 && layer.finish() == nil)
    }

    @Test func aCollectionBecomesAFeatureOfEachKindAndOneOfThemHasTheID() throws {
        let sandbox = try TileSandbox()
        let collection = Geometry.geometryCollection([
            sandbox.point(1, 1), sandbox.line((0, 0), (50, 0)),
            .geometryCollection([sandbox.polygon(TileSandbox.square(0, 0, 20))]), sandbox.point(2, 2),
        ])
        let features = try sandbox.features(of: [collection])
        #expect(features.map(\.id) == [1, nil, nil])
        #expect(features[0].geometry.area == 400)
        #expect(features[1].geometry.lines.count == 1)
        #expect(features[2].geometry.points == positions((1, 1), (2, 2)))
    }

    @Test func aCollectionWhosePolygonIsElsewhereKeepsItsIDOnTheNextPart() throws {
        let sandbox = try TileSandbox()
        let collection = Geometry.geometryCollection([
            sandbox.polygon(TileSandbox.square(9000, 0, 20)), sandbox.line((0, 0), (50, 0)), sandbox.point(1, 1),
        ])
        let layer = try sandbox.layer([collection, sandbox.point(5, 5)])
        let features = try TileSandbox.decode(layer).layers[0].features
        #expect(features.map(\.id) == [1, nil, 2])
        #expect(layer.counts.kept == 2 && layer.counts.matched == 2 && layer.counts.outside == 0)
    }
}
