import SimpleFeatures
import TestSupport
import Testing

@testable import VectorTile

@Suite struct RepairTests {
    /// Even-odd area of rings on unit cells would need exact cutting; sampling cell centres is enough to notice a loss.
    private func isInside(_ x: Double, _ y: Double, _ rings: [[DecodedTile.Position]]) -> Bool {
        var isInside = false
        for ring in rings {
            var previous = ring[ring.count - 1]
            for position in ring {
                if (Double(previous.y) > y) != (Double(position.y) > y) {
                    let share = (y - Double(previous.y)) / Double(position.y - previous.y)
                    if Double(previous.x) + share * Double(position.x - previous.x) > x { isInside.toggle() }
                }
                previous = position
            }
        }
        return isInside
    }

    @Test(arguments: 1...60)
    func tangledRingsComeOutValidWithTheSameInterior(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let size = seed % 2 == 0 ? 400 : 30
        let count = Int.random(in: 4...24, using: &random)
        let input = (0..<count).map { _ in
            DecodedTile.Position(
                x: Int.random(in: 0...size, using: &random), y: Int.random(in: 0...size, using: &random))
        }
        let sandbox = try TileSandbox()
        let shape = try sandbox.shape(of: sandbox.polygon(input.map { (Double($0.x), Double($0.y)) }))
        #expect(findings(shape).isEmpty, "seed \(seed)")
        // Crossings are rounded to the grid, so that samples near an edge may differ: few do.
        var differing = 0
        for x in stride(from: 0.5, to: Double(size), by: Double(size) / 40) {
            for y in stride(from: 0.5, to: Double(size), by: Double(size) / 40)
            where isInside(x, y, [input]) != isInside(x, y, shape?.rings ?? []) { differing += 1 }
        }
        #expect(differing <= (size == 400 ? 40 : 250), "seed \(seed)")
    }

    @Test(arguments: 1...20)
    func tangledRingsAcrossTheRimComeOutValid(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed) &+ 1000)
        let input = (0..<30).map { _ in
            (Double.random(in: -3000...7000, using: &random), Double.random(in: -3000...7000, using: &random))
        }
        let hole = (0..<8).map { _ in
            (Double.random(in: -100...4300, using: &random), Double.random(in: -100...4300, using: &random))
        }
        let sandbox = try TileSandbox()
        #expect(findings(try sandbox.shape(of: sandbox.polygon(input, hole))).isEmpty, "seed \(seed)")
    }

    @Test func partsThatTouchAtACornerStayAsTheyAre() throws {
        let sandbox = try TileSandbox()
        let squares = [
            TileSandbox.square(0, 0, 100), TileSandbox.square(100, 100, 100), TileSandbox.square(0, 200, 100),
        ]
        let polygons = squares.map { Geometry.Polygon(rings: [sandbox.sequence($0 + [$0[0]])]) }
        let shape = try #require(try sandbox.shape(of: .multiPolygon(polygons)))
        #expect(findings(shape).isEmpty)
        #expect(shape.rings.map { $0[0] } == positions((0, 0), (100, 100), (0, 200)))
        #expect(shape.area == 30_000)
    }

    @Test func aPartThatTouchesAnothersCornerFromInsideBecomesOneWithIt() throws {
        let sandbox = try TileSandbox()
        let rings = [TileSandbox.square(0, 0, 100), [(0, 0), (50, 20), (20, 50)]]
        for rings in [rings, rings.reversed()] {
            let polygons = rings.map { Geometry.Polygon(rings: [sandbox.sequence($0 + [$0[0]])]) }
            let shape = try #require(try sandbox.shape(of: .multiPolygon(polygons)))
            #expect(findings(shape).isEmpty)
            #expect(shape.rings.count == 1 && shape.area == 10_000)
        }
    }

    @Test func aRingThatIsSeenWholeFromItsMiddleNeedsNoRepair() {
        var rings = GridRings()
        let notched: [(Int32, Int32)] = [(0, 0), (100, 0), (100, 100), (50, 90), (0, 100)]
        _ = rings.append(notched.map { GridPosition(x: $0.0, y: $0.1) }[...])
        #expect(rings[0].isStar && rings[0].doubledArea == 19_000)
        let u: [(Int32, Int32)] = [(0, 0), (100, 0), (100, 100), (90, 100), (90, 10), (10, 10), (10, 100), (0, 100)]
        _ = rings.append(u.map { GridPosition(x: $0.0, y: $0.1) }[...])
        #expect(!rings[1].isStar && rings[1].doubledArea == 5600)
    }

    @Test func aConvexRingNeedsNoRepair() {
        var rings = GridRings()
        _ = rings.append([(0, 0), (10, 0), (12, 5), (5, 12)].map { GridPosition(x: $0.0, y: $0.1) }[...])
        var repair = PolygonRepair()
        #expect(rings[0].isStar)
        let isValid = repair.isValid(rings)
        #expect(isValid)
    }

    @Test func aPentagramTurnsOneWayAndIsStillNoStar() {
        var rings = GridRings()
        let star: [(Int32, Int32)] = [(50, 0), (80, 90), (0, 35), (100, 35), (20, 90)]
        _ = rings.append(star.map { GridPosition(x: $0.0, y: $0.1) }[...])
        var repair = PolygonRepair()
        #expect(!rings[0].isStar)
        let isValid = repair.isValid(rings)
        #expect(!isValid)
    }
}
