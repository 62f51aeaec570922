import Foundation
import TestSupport
import Testing
import VectorTile

@Suite struct RingSimplifierTests {
    /// A coast: a circle with waves of many sizes.
    static func coast(corners: Int, radius: Double) -> [WorldPoint] {
        ring(
            (0..<corners).map { index -> (Double, Double) in
                let angle = Double(index) / Double(corners) * 2 * .pi
                let waves = 1 + 0.2 * sin(5 * angle) + 0.03 * sin(61 * angle) + 0.004 * sin(997 * angle)
                return (radius * waves * cos(angle), radius * waves * sin(angle))
            })
    }

    static func simplified(_ ring: [WorldPoint], tolerance: Int32) -> [WorldPoint] {
        var simplifier = RingSimplifier()
        var result: [WorldPoint] = []
        ring.withUnsafeBufferPointer { _ = simplifier.simplify($0, tolerance: tolerance, into: &result) }
        return result
    }

    @Test func aLongCoastKeepsItsAreaAndLosesItsDetail() {
        let coast = Self.coast(corners: 400_000, radius: 5_000_000)
        let simple = Self.simplified(coast, tolerance: 8192)
        #expect(simple.count < 3000)
        #expect(abs(Double(doubledArea(simple)) / Double(doubledArea(coast)) - 1) < 0.002)
    }

    @Test func neitherTheStartNorTheDirectionMatters() {
        let coast = Self.coast(corners: 5000, radius: 500_000)
        let expected = Set(Self.simplified(coast, tolerance: 4096))
        for start in [1, 777, 4999] {
            let turned = Array(coast[start...] + coast[..<start])
            #expect(Set(Self.simplified(turned, tolerance: 4096)) == expected)
        }
        #expect(Set(Self.simplified(coast.reversed(), tolerance: 4096)) == expected)
        #expect(doubledArea(Self.simplified(coast.reversed(), tolerance: 4096)) < 0)
    }

    @Test func neighboursSimplifyTheirBorderAlike() {
        let tolerance = 4096.0
        let border = (0...2000).map { index -> (Double, Double) in
            let along = Double(index)
            let bay = 20_000 * sin(along / 200)
            return (bay + 4000 * sin(along / 9), along * 500)
        }
        let west = Self.simplified(ring(border + [(-400_000, 1_000_000), (-400_000, 0)]), tolerance: Int32(tolerance))
        let east = Self.simplified(
            ring(border.reversed() + [(500_000, 0), (500_000, 1_000_000)]), tolerance: Int32(tolerance))
        // Close to where they part they may differ.
        func inner(_ ring: [WorldPoint]) -> Set<WorldPoint> {
            let low = fixtureOrigin.y + 50_000
            return Set(ring.filter { $0.y > low && $0.y < low + 900_000 && abs($0.x - fixtureOrigin.x) < 100_000 })
        }
        #expect(inner(west).count > 20)
        #expect(inner(west) == inner(east))
    }

    @Test func aParcelKeepsItsCorners() {
        let parcel = ring([(0, 0), (900, 10), (910, 800), (5, 790)])
        #expect(Self.simplified(parcel, tolerance: 4096) == parcel)
    }

    @Test(arguments: 1...40) func whateverItIsThreeCornersAndTheDirectionStay(seed: Int) {
        var numbers = SplitMix(seed: UInt64(seed))
        let count = Int.random(in: 5...400, using: &numbers)
        let corners = ring(
            (0..<count).map { index -> (Double, Double) in
                let angle = Double(index) / Double(count) * 2 * .pi
                let radius = Double.random(in: 5_000...80_000, using: &numbers)
                return (radius * cos(angle), radius * sin(angle))
            })
        for tolerance in [1, 64, 4096, 65_536] as [Int32] {
            let simple = Self.simplified(corners, tolerance: tolerance)
            #expect(simple.isEmpty || simple.count >= 3 && doubledArea(simple) > 0)
            #expect(Set(simple).isSubset(of: Set(corners)))
        }
    }

    @Test func aRingWithinAFractionOfTheToleranceIsGone() {
        let origin = WorldPoint(x: fixtureOrigin.x + 10, y: fixtureOrigin.y + 10)
        let dot = ring([(0, 0), (3, 0), (4, 2), (3, 3), (0, 3)], at: origin)
        #expect(Self.simplified(dot, tolerance: 65_536).isEmpty)
    }

    @Test func aRingRoundTheWorldIsNoOverflow() {
        let world = [
            WorldPoint(x: 0, y: 0), WorldPoint(x: 1 << 30, y: 5), WorldPoint(x: .max, y: 0),
            WorldPoint(x: .max, y: .max),
            WorldPoint(x: 1 << 30, y: .max - 3), WorldPoint(x: 0, y: .max),
        ]
        #expect(Self.simplified(world, tolerance: 1 << 21).count == 4)
    }
}

@Suite struct LineSimplifierTests {
    static func simplified(_ line: [WorldPoint], tolerance: Int32) -> [WorldPoint] {
        var simplifier = LineSimplifier()
        var result: [WorldPoint] = []
        line.withUnsafeBufferPointer { _ = simplifier.simplify($0, tolerance: tolerance, into: &result) }
        return result
    }

    private static func distance(_ p: WorldPoint, _ a: WorldPoint, _ b: WorldPoint) -> Double {
        let (dx, dy) = (Double(b.x - a.x), Double(b.y - a.y))
        let (px, py) = (Double(p.x - a.x), Double(p.y - a.y))
        let length = dx * dx + dy * dy
        let along = length > 0 ? min(max((px * dx + py * dy) / length, 0), 1) : 0
        return ((px - along * dx) * (px - along * dx) + (py - along * dy) * (py - along * dy)).squareRoot()
    }

    @Test func noPositionIsFartherAwayThanTheTolerance() {
        let offsets = (0..<3000).map { index -> (Double, Double) in
            let along = Double(index)
            let bend = 9000 * sin(along / 40)
            return (along * 40, bend + 700 * sin(along / 3))
        }
        let line = ring(offsets)
        let simple = Self.simplified(line, tolerance: 1024)
        #expect(simple.first == line.first && simple.last == line.last && simple.count < 200)
        for point in line {
            let nearest = zip(simple, simple.dropFirst()).map { Self.distance(point, $0, $1) }.min()!
            // Thinning may add a third.
            #expect(nearest <= 1024 * 1.36)
        }
    }

    @Test func aHairpinBendStays() {
        let line = ring([(0, 0), (50_000, 0), (50_010, 40_000), (50_020, 0), (100_000, 0)])
        #expect(Self.simplified(line, tolerance: 1024).contains(line[2]))
    }

    @Test func aSpiralOfManyTurnsIsSimplified() {
        let spiral = ring(
            (0..<200_000).map { index -> (Double, Double) in
                let angle = Double(index) / 100
                return (angle * 300 * cos(angle), angle * 300 * sin(angle))
            })
        let simple = Self.simplified(spiral, tolerance: 512)
        #expect(simple.count > 1000 && simple.count < 60_000)
    }

    @Test func bothDirectionsGiveTheSameLine() {
        let offsets = (0..<900).map { index -> (Double, Double) in
            let along = Double(index)
            let bend = 20_000 * sin(along / 31)
            return (along * 300, bend + 900 * cos(along))
        }
        let line = ring(offsets)
        #expect(Self.simplified(line.reversed(), tolerance: 2048).reversed() == Self.simplified(line, tolerance: 2048))
    }

    @Test func shortLinesStayAsTheyAre() {
        for count in 0...2 {
            let line = Array(ring([(0, 0), (5, 5)])[..<count])
            #expect(Self.simplified(line, tolerance: 1000) == line)
        }
    }
}

@Suite struct ShapeSimplifierTests {
    private static let grid = PixelGrid(zoom: 8)
    private static let pixel = Double(grid.pixelSide)

    private static func square(_ x: Double, _ y: Double, _ side: Double, isHole: Bool = false) -> [WorldPoint] {
        let corners = ring([
            (x * pixel, y * pixel), ((x + side) * pixel, y * pixel), ((x + side) * pixel, (y + side) * pixel),
            (x * pixel, (y + side) * pixel),
        ])
        return isHole ? corners.reversed() : corners
    }

    @Test func holesBelowHalfAPixelAreFilled() {
        var simplifier = ShapeSimplifier(grid: Self.grid)
        let shape = FlatShape(
            Self.square(0, 0, 30),
            holes: [Self.square(3, 3, 0.6, isHole: true), Self.square(10, 10, 5, isHole: true)])
        #expect(shape.with { simplifier.setPolygons(points: $0, parts: $1) })
        #expect(simplifier.parts.map(\.isHole) == [false, true])
    }

    @Test func aHoleGoesWithItsExterior() {
        var simplifier = ShapeSimplifier(grid: Self.grid)
        var shape = FlatShape(Self.square(0, 0, 30))
        shape.add(Self.square(100, 100, 0.3), isHole: false)
        shape.add(Self.square(100, 100, 5, isHole: true), isHole: true)
        #expect(shape.with { simplifier.setPolygons(points: $0, parts: $1) })
        #expect(simplifier.parts.count == 1)
    }

    @Test func islandsKeepTheirAreaAsSquares() {
        var simplifier = ShapeSimplifier(grid: Self.grid)
        var shape = FlatShape(Self.square(0, 0, 10))
        for index in 0..<100 { shape.add(Self.square(20 + Double(index) * 1.5, 3, 0.5), isHole: false) }
        #expect(shape.with { simplifier.setPolygons(points: $0, parts: $1) })
        #expect(simplifier.parts.count == 1 + 25)
    }

    @Test func whatIsTooSmallAltogetherBelongsInThePool() {
        var simplifier = ShapeSimplifier(grid: Self.grid)
        #expect(!FlatShape(Self.square(0, 0, 0.5)).with { simplifier.setPolygons(points: $0, parts: $1) })
        #expect(!FlatShape().with { simplifier.setPolygons(points: $0, parts: $1) })
        #expect(FlatShape(Self.square(0, 0, 0.8)).with { simplifier.setPolygons(points: $0, parts: $1) })
    }

    @Test func theLongestOfTinyLinesStays() {
        var simplifier = ShapeSimplifier(grid: Self.grid)
        var shape = FlatShape(line: ring([(0, 0), (10, 0)]))
        shape.add(ring([(100, 0), (300, 0)]), kind: .lines, isHole: false)
        shape.with { simplifier.setLines(points: $0, parts: $1) }
        #expect(simplifier.points == ring([(100, 0), (300, 0)]))
        shape.add(ring([(0, 0), (Self.pixel * 4, 0)]), kind: .lines, isHole: false)
        shape.with { simplifier.setLines(points: $0, parts: $1) }
        #expect(simplifier.points == ring([(0, 0), (Self.pixel * 4, 0)]))
    }
}
