import SimpleFeatures
import Testing
import VectorTile

@Suite struct TinyPolygonTests {
    @Test func parcelsBelowAUnitStillLookLikeTheirArea() throws {
        // 100 × 100 parcels of half a unit each way: 2,500 square units in all.
        let sandbox = try TileSandbox(matrix: 6)
        var layer = sandbox.encoder()
        for index in 0..<10_000 {
            let square = TileSandbox.square(1000 + Double(index % 100) / 2, 1000 + Double(index / 100) / 2, 0.5)
            layer.add(id: FeatureID(Int64(index + 1)), geometry: sandbox.polygon(square), values: [])
        }
        let features = try TileSandbox.decode(layer).layers[0].features
        #expect(abs(features.reduce(0) { $0 + $1.geometry.area } - 2500) <= 16)
        #expect(layer.counts.kept == 156 && layer.counts.merged == 9844)
        #expect(layer.counts.matched == 10_000)
        // The polygon that tips the sum carries the square: the 64th, 128th, …
        #expect(features.prefix(2).map(\.id) == [64, 128])
        #expect(features.allSatisfy { $0.geometry.area == 16 })
    }

    @Test func aSmallPartOfALargeFeatureIsPooledToo() throws {
        let sandbox = try TileSandbox(options: TileOptions(pooledSquareSide: 1))
        let parts = [
            TileSandbox.square(0, 0, 100), TileSandbox.square(200, 200, 0.8), TileSandbox.square(300, 300, 0.8),
        ]
        let shape = try sandbox.shape(
            of: .multiPolygon(parts.map { Geometry.Polygon(rings: [sandbox.sequence($0)]) }))
        #expect(shape?.polygons.count == 2)
        #expect(shape?.area == 10_001)
    }

    @Test func aPolygonThatRoundingFlattensIsPooled() throws {
        let sandbox = try TileSandbox()
        var layer = sandbox.encoder()
        let sliver = sandbox.polygon([(10, 10.1), (20, 10.1), (20, 10.3), (10, 10.3)])
        #expect(layer.add(id: nil, geometry: sliver, values: []) == .merged)
    }

    @Test func aPolygonWithoutAreaIsDropped() throws {
        let sandbox = try TileSandbox()
        var layer = sandbox.encoder()
        #expect(layer.add(id: nil, geometry: sandbox.polygon([(10, 10), (20, 20), (30, 30)]), values: []) == .dropped)
    }

    @Test func squaresStayInTheClipBox() throws {
        let sandbox = try TileSandbox(options: TileOptions(buffer: 0, minimumPolygonArea: 100, pooledSquareSide: 8))
        let small = sandbox.polygon(TileSandbox.square(0.2, 4089.8, 6))
        let shape = try sandbox.features(of: [small, small]).last?.geometry
        #expect(shape == .polygons(rings: [positions((0, 4088), (8, 4088), (8, 4096), (0, 4096))]))
    }
}
