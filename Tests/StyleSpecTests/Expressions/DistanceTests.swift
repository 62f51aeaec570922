import SimpleFeatures
import Testing

@testable import StyleSpec

@Suite struct DistanceTests {
    /// Gia Lai, at zoom 12: a unit of the tile is 1.2 m.
    private let tile = TileAddress(zoom: 12, column: 3276, row: 1888)

    private func distance(from geometry: String, to target: String) throws -> Double {
        let fixture = FixtureGeometry(try Evaluation.json(geometry), in: tile)
        let feature = FixtureFeature(type: fixture.type, geometry: fixture.parts)
        let context = EvaluationContext(
            zoom: 12, feature: feature, surroundings: EvaluationSurroundings(tile: tile))
        let expression = try Evaluation.compile(Evaluation.json(#"["distance",\#(target)]"#))
        return try expression.evaluate(context).number ?? .nan
    }

    private static func point(_ x: Double, _ y: Double) -> String { #"{"type":"Point","coordinates":[\#(x),\#(y)]}"# }

    private static let square =
        #"{"type":"Polygon","coordinates":[[[108.0,13.9],[108.1,13.9],[108.1,14.0],[108.0,14.0],[108.0,13.9]]]}"#

    @Test("a hundredth of a degree is 1,106 m to the north and 1,081 m to the east at 13.95° N")
    func points() throws {
        let north = try distance(from: Self.point(108, 13.95), to: Self.point(108, 13.96))
        let east = try distance(from: Self.point(108, 13.95), to: Self.point(108.01, 13.95))
        #expect(abs(north - 1106.4) < 3)
        #expect(abs(east - 1080.9) < 3)
    }

    @Test("what lies in a polygon or crosses it is at no distance")
    func contained() throws {
        #expect(try distance(from: Self.point(108.05, 13.95), to: Self.square) == 0)
        let line = #"{"type":"LineString","coordinates":[[107.9,13.95],[108.2,13.95]]}"#
        #expect(try distance(from: line, to: Self.square) == 0)
        #expect(try distance(from: Self.square, to: line) == 0)
        #expect(try distance(from: Self.square, to: Self.square) == 0)
    }

    @Test("the way to a line is the shortest one, wherever along many vertices it ends")
    func longLine() throws {
        let vertices = (0...300).map { "[\(107.5 + Double($0) / 300),\(13.9 + ($0 == 217 ? 0.04 : 0))]" }
        let line = #"{"type":"LineString","coordinates":[\#(vertices.joined(separator: ","))]}"#
        let nearest = 107.5 + 217.0 / 300
        let found = try distance(from: Self.point(nearest, 13.95), to: line)
        #expect(abs(found - 1106.4) < 3)
    }

    @Test("without a geometry, or a tile that it lies in, there is no distance")
    func unknown() throws {
        let expression = try Evaluation.compile(Evaluation.json(#"["distance",\#(Self.square)]"#))
        let context = EvaluationContext(zoom: 1, feature: FixtureFeature(type: .point))
        #expect(try expression.evaluate(context).number?.isNaN == true)
        #expect(expression.dependencies.sources == [.feature, .geometry])
    }

    @Test("lines that go across a hole of a polygon are not within it")
    func hole() throws {
        let ring =
            #"{"type":"Polygon","coordinates":[[[108,13.9],[108.1,13.9],[108.1,14],[108,14],[108,13.9]],"#
            + #"[[108.04,13.94],[108.06,13.94],[108.06,13.96],[108.04,13.96],[108.04,13.94]]]}"#
        let expression = try Evaluation.compile(Evaluation.json(#"["within",\#(ring)]"#))
        func isWithin(_ line: String) throws -> StyleValue {
            let fixture = FixtureGeometry(
                try Evaluation.json(#"{"type":"LineString","coordinates":\#(line)}"#), in: tile)
            return try expression.evaluate(
                EvaluationContext(
                    zoom: 12, feature: FixtureFeature(type: fixture.type, geometry: fixture.parts),
                    surroundings: EvaluationSurroundings(tile: tile)))
        }
        #expect(try isWithin("[[108.01,13.91],[108.09,13.91]]") == .boolean(true))
        #expect(try isWithin("[[108.01,13.95],[108.09,13.95]]") == .boolean(false))
    }
}
