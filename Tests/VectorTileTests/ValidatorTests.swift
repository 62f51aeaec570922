import Testing

@testable import VectorTile

@Suite struct ValidatorTests {
    private let square = positions((0, 0), (10, 0), (10, 10), (0, 10))

    @Test func aSquareWithAHoleIsValid() {
        #expect(findings(.polygons(rings: [square, positions((2, 2), (2, 4), (4, 4), (4, 2))])).isEmpty)
    }

    @Test(arguments: [
        ([positions((0, 0), (0, 10), (10, 10), (10, 0))], VectorTileRule.firstRingNotExterior),
        ([positions((0, 0), (10, 10), (20, 20))], .ringWithoutArea),
        ([positions((0, 0), (10, 10), (10, 0), (0, 12))], .ringCrossesItself),
        ([positions((0, 0), (10, 0), (5, 0), (5, 5))], .ringTouchesItself),
        ([positions((0, 0), (10, 0), (10, 10), (0, 10), (0, 0))], .ringRepeatsFirstPosition),
        (
            [positions((0, 0), (10, 0), (10, 10), (0, 10)), positions((20, 20), (20, 24), (24, 24), (24, 20))],
            .holeOutsideExterior
        ),
        (
            [positions((0, 0), (10, 0), (10, 10), (0, 10)), positions((8, 2), (8, 4), (14, 4), (14, 2))],
            .ringsCross
        ),
    ])
    func aBrokenShapeIsFound(rings: [[DecodedTile.Position]], rule: VectorTileRule) {
        #expect(findings(.polygons(rings: rings)).map(\.rule).contains(rule))
    }

    @Test func anIDUsedTwiceIsFound() {
        let feature = DecodedTile.Feature(id: 7, geometry: .points(positions((1, 1))), properties: [])
        let layer = DecodedTile.Layer(
            name: "l", version: 2, tileUnits: 4096, keys: [], values: [], features: [feature, feature])
        let findings = VectorTileValidator().findings(in: DecodedTile(layers: [layer]))
        #expect(findings == [.init(rule: .featureIDRepeated, layer: "l", feature: 1)])
    }
}
