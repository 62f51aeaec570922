import SimpleFeatures
import Testing
import Tiling
import VectorTile

@testable import TileServer

/// Which geometries of a tile have a point in a box.
@Suite struct TileSightTests {
    /// From a quarter to three quarters of the tile, each way: 1024 to 3072 of 4096.
    private func sight() throws -> TileSight {
        let index = try TileIndex(matrix: 0, row: 0, column: 0, in: .webMercatorQuad)
        let side = TileMatrixSet.webMercatorQuad.envelope(of: index).width / 4
        return TileSight(
            Envelope(minX: -side, minY: -side, maxX: side, maxY: side, crs: .epsg(3857)), of: index, units: 4096)
    }

    private func positions(_ numbers: [Int]) -> [DecodedTile.Position] {
        stride(from: 0, to: numbers.count, by: 2).map { DecodedTile.Position(x: numbers[$0], y: numbers[$0 + 1]) }
    }

    @Test("points inside and on the edge are in it, others are not")
    func points() throws {
        let sight = try sight()
        #expect(sight.touches(.points(positions([2048, 2048]))) && sight.touches(.points(positions([1024, 3072]))))
        #expect(!sight.touches(.points(positions([1000, 2048]))))
    }

    @Test("a line that only crosses is in it, one whose box does is not")
    func lines() throws {
        let sight = try sight()
        #expect(sight.touches(.lines([positions([0, 2048, 4096, 2048])])))
        #expect(!sight.touches(.lines([positions([0, 1500, 1500, 0])])))
        #expect(sight.touches(.lines([positions([0, 2500, 2500, 0])])))
        #expect(!sight.touches(.lines([positions([0, 0, 4096, 0, 4096, 4096])])))
    }

    @Test("an area around it is in it, unless it lies in a hole")
    func areas() throws {
        let sight = try sight()
        let around = positions([0, 0, 4096, 0, 4096, 4096, 0, 4096])
        let hole = positions([500, 500, 500, 3500, 3500, 3500, 3500, 500])
        #expect(sight.touches(.polygons(rings: [around])))
        #expect(!sight.touches(.polygons(rings: [around, hole])))
        #expect(!sight.touches(.polygons(rings: [positions([0, 0, 900, 0, 900, 900])])))
    }
}
