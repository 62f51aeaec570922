import Foundation
import TestSupport
import Testing
import VectorTile

@Suite struct LabelPointTests {
    private static func label(_ shape: FlatShape) -> WorldPoint? {
        var labels = LabelPoint()
        return shape.with { labels.inPolygons(points: $0, parts: $1) }
    }

    private static func expectInside(_ shape: FlatShape) throws {
        let point = try #require(label(shape))
        #expect(isInside((Double(point.x), Double(point.y)), shape))
    }

    private static func circle(_ radius: Double, corners: Int, isHole: Bool = false) -> [WorldPoint] {
        let points = ring(
            (0..<corners).map { index -> (Double, Double) in
                let angle = Double(index) / Double(corners) * 2 * .pi
                return (radius * cos(angle), radius * sin(angle))
            })
        return isHole ? points.reversed() : points
    }

    @Test func aParcelIsLabelledInItsMiddle() {
        #expect(Self.label(FlatShape(ring([(0, 0), (1000, 0), (1000, 600), (0, 600)]))) == ring([(500, 300)])[0])
    }

    @Test(
        arguments: [
            [(0, 0), (900, 0), (900, 100), (100, 100), (100, 800), (900, 800), (900, 900), (0, 900)],
            [(0, 0), (100, 0), (100, 800), (800, 800), (800, 0), (900, 0), (900, 900), (0, 900)],
            [(0, 0), (9000, 9000), (9010, 9000), (10, 0)],
            [(0, 0), (9000, 4), (9000, 8), (0, 4)],
            [(0, 0), (1000, 0), (500, 3)],
            [(0, 0), (500, 450), (1000, 0), (550, 500), (1000, 1000), (500, 550), (0, 1000), (450, 500)],
        ] as [[(Double, Double)]])
    func theNameLiesInside(offsets: [(Double, Double)]) throws {
        let turned = doubledArea(ring(offsets)) < 0 ? offsets.reversed() : offsets
        try Self.expectInside(FlatShape(ring(turned)))
    }

    @Test func theNameLiesInsideASpiral() throws {
        let outer = (0..<300).map { index -> (Double, Double) in
            let angle = Double(index) / 20
            return ((1000 + 400 * angle) * cos(angle), (1000 + 400 * angle) * sin(angle))
        }
        let inner = (0..<300).reversed().map { index -> (Double, Double) in
            let angle = Double(index) / 20
            return ((900 + 390 * angle) * cos(angle), (900 + 390 * angle) * sin(angle))
        }
        try Self.expectInside(FlatShape(ring(outer + inner)))
    }

    @Test func aRingIsLabelledBesideItsHole() throws {
        try Self.expectInside(
            FlatShape(Self.circle(5000, corners: 40), holes: [Self.circle(4500, corners: 40, isHole: true)]))
    }

    @Test func theCircleAboutTheNameIsTheLargest() throws {
        // A wide room at the end of a corridor.
        let shape = FlatShape(
            ring([
                (0, 0), (9000, 0), (9000, -2000), (13_000, -2000), (13_000, 2000), (9000, 2000), (9000, 100), (0, 100),
            ]))
        let point = try #require(Self.label(shape))
        #expect(abs(point.x - fixtureOrigin.x - 11_000) < 200 && abs(point.y - fixtureOrigin.y) < 200)
    }

    @Test func aVeryLongCoastIsLabelledInside() throws {
        try Self.expectInside(FlatShape(RingSimplifierTests.coast(corners: 400_000, radius: 5_000_000)))
    }

    @Test(arguments: 1...100) func aStarOfAnyShapeIsLabelledInside(seed: Int) throws {
        var numbers = SplitMix(seed: UInt64(seed))
        let count = Int.random(in: 3...300, using: &numbers)
        let corners = (0..<count).map { index -> (Double, Double) in
            let angle = Double(index) / Double(count) * 2 * .pi
            let radius = Double.random(in: 200...50_000, using: &numbers)
            return (radius * cos(angle), radius * sin(angle))
        }
        try Self.expectInside(FlatShape(ring(corners)))
    }

    @Test func theLargestPartIsLabelled() throws {
        var shape = FlatShape(ring([(0, 0), (100, 0), (100, 100), (0, 100)]))
        shape.add(ring([(5000, 0), (6000, 0), (6000, 900), (5000, 900)]), isHole: false)
        #expect(Self.label(shape) == ring([(5500, 450)])[0])
        #expect(Self.label(FlatShape()) == nil)
    }

    @Test func aLineIsLabelledHalfWayAlongItsLongestPart() {
        var shape = FlatShape(line: ring([(0, 0), (10, 0)]))
        shape.add(ring([(0, 0), (600, 0), (600, 400)]), kind: .lines, isHole: false)
        let labels = LabelPoint()
        #expect(shape.with { labels.onLines(points: $0, parts: $1) } == ring([(500, 0)])[0])
        #expect(FlatShape().with { labels.onLines(points: $0, parts: $1) } == nil)
    }
}
