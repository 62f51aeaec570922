import FeatureExchange
import Foundation
import SimpleFeatures
import TestSupport
import Testing

@testable import geoimport

@Suite("The second opinion on polygons") struct TopologyCheckTests {
    @Test("names the rule that is broken", arguments: InvalidShapes.all)
    func names(shape: InvalidShapes.Shape) throws {
        var check = TopologyCheck()
        let verdict = check.verdict(on: try WellKnownText.read(shape.wkt))
        switch (verdict, shape.rule) {
        case (.fault(let rule, _), let expected?): #expect(rule.rawValue == expected)
        case (.sound, nil), (.touching, nil): break
        // Only GEOS says whether the interior hangs together; lines without length are found elsewhere.
        case (.touching, "interior-disconnected"?), (.sound, "line-without-length"?): break
        default: Issue.record("\(verdict)")
        }
    }

    @Test("agrees with GEOS on every shape", arguments: InvalidShapes.all)
    func agreesWithGEOS(shape: InvalidShapes.Shape) throws {
        let geometry = try WellKnownText.read(shape.wkt)
        #expect(try GeometryCheck.validity(of: geometry).isValid == (shape.rule == nil))
    }

    /// A star-like ring with some of its vertices moved about, on a coarse grid so that vertices meet often.
    static func randomRing(_ random: inout SplitMix, vertices: Int, x: Double, y: Double, size: Double)
        -> CoordinateSequence
    {
        var points: [Coordinate] = []
        for index in 0..<vertices {
            let angle = Double(index) / Double(vertices) * 2 * .pi
            let radius = size * (0.4 + 0.6 * random.fraction())
            points.append(
                Coordinate(x: (x + radius * cos(angle)).rounded(), y: (y + radius * sin(angle)).rounded()))
        }
        if random.fraction() < 0.3 { points.swapAt(random.below(vertices), random.below(vertices)) }
        return CoordinateSequence(points + points.prefix(1))
    }

    @Test("agrees with GEOS on eight thousand random polygons with holes and parts")
    func agreesOnRandomPolygons() throws {
        var random = SplitMix(seed: 20_250_701)
        var check = TopologyCheck()
        var sound = 0
        var faults = 0
        for _ in 0..<8000 {
            var polygons: [Geometry.Polygon] = []
            for _ in 0...random.below(3) {
                let x = Double(random.below(30))
                let y = Double(random.below(30))
                var rings = [Self.randomRing(&random, vertices: 3 + random.below(12), x: x, y: y, size: 12)]
                for _ in 0..<random.below(3) {
                    rings.append(
                        Self.randomRing(
                            &random, vertices: 3 + random.below(4), x: x + Double(random.below(5)) - 2,
                            y: y + Double(random.below(5)) - 2, size: 3))
                }
                polygons.append(Geometry.Polygon(rings: rings))
            }
            let geometry: Geometry = polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(polygons)
            let isValid = try GeometryCheck.validity(of: geometry).isValid
            switch check.verdict(on: geometry) {
            case .sound:
                sound += 1
                #expect(isValid, "\(WellKnownText.write(geometry))")
            case .fault(let rule, _):
                faults += 1
                #expect(!isValid, "\(rule) in \(WellKnownText.write(geometry))")
            case .touching, .undecided: break
            }
        }
        #expect(sound > 1000 && faults > 1000)
    }

    @Test("agrees with GEOS on rings of thousands of vertices, one of which may be out of place")
    func agreesOnLargeRings() throws {
        var random = SplitMix(seed: 7)
        var check = TopologyCheck()
        for round in 0..<60 {
            var points: [Coordinate] = []
            let count = 500 + random.below(3000)
            for index in 0..<count {
                let angle = Double(index) / Double(count) * 2 * .pi
                let radius = 1000 * (0.7 + 0.3 * sin(angle * 9)) + random.fraction()
                points.append(Coordinate(x: 450_000 + radius * cos(angle), y: 1_540_000 + radius * sin(angle)))
            }
            if round.isMultiple(of: 2) {
                let place = random.below(count - 2)
                points.swapAt(place, place + 1 + random.below(2))
            }
            let geometry = Geometry.polygon(.init(rings: [CoordinateSequence(points + points.prefix(1))]))
            let isValid = try GeometryCheck.validity(of: geometry).isValid
            let verdict = check.verdict(on: geometry)
            #expect((verdict == .sound) == isValid)
        }
    }

    @Test("tells sides apart where rounding cannot")
    func exactOrientation() {
        let a = Coordinate(x: 0.5, y: 0.5)
        let b = Coordinate(x: 12, y: 12)
        let far = Coordinate(x: 24, y: 24)
        #expect(orientation(b, far, a) == 0)
        #expect(orientation(b, far, Coordinate(x: 0.5, y: 0.5.nextUp)) == 1)
        #expect(orientation(b, far, Coordinate(x: 0.5.nextUp, y: 0.5)) == -1)
    }
}
