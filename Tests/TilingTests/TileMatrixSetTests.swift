import Foundation
import SimpleFeatures
import TestSupport
import Testing
import Tiling

@Suite struct TileMatrixSetTests {
    private let quad = TileMatrixSet.webMercatorQuad

    @Test(
        "WebMercatorQuad is the one of the OGC registry",
        .enabled(if: TestData.has("tms/WebMercatorQuad.json"), Comment(rawValue: TestData.absence)))
    func registry() throws {
        let bytes = [UInt8](try Data(contentsOf: TestData.url("tms/WebMercatorQuad.json")))
        let registered = try JSONReader.read(bytes)
        #expect(registered["id"]?.string == quad.id)
        #expect(registered["uri"]?.string == quad.uri)
        #expect(registered["crs"]?.string == quad.crs.uri)
        let matrices = try #require(registered["tileMatrices"]?.array)
        #expect(matrices.count >= 19)
        for (matrix, ours) in zip(matrices, quad.matrices) {
            let width = try #require(matrix["matrixWidth"]?.integer)
            #expect(Int64(ours.width) == width && Int64(ours.height) == matrix["matrixHeight"]?.integer)
            let cellSize = try #require(matrix["cellSize"]?.number)
            let tileWidth = try #require(matrix["tileWidth"]?.number)
            #expect(abs(ours.tileSpan / (cellSize * tileWidth) - 1) < 1e-12)
            let origin = (matrix["pointOfOrigin"]?.array ?? []).compactMap(\.number)
            try #require(origin.count == 2)
            #expect(abs(quad.topLeft.x - origin[0]) < 1e-6 && abs(quad.topLeft.y - origin[1]) < 1e-6)
        }
    }

    @Test("four tiles of a zoom fill their parent exactly")
    func childrenFillTheirParent() throws {
        let parent = quad.envelope(of: try TileIndex(matrix: 11, row: 943, column: 1638, in: quad))
        let northWest = quad.envelope(of: try TileIndex(matrix: 12, row: 1886, column: 3276, in: quad))
        let southEast = quad.envelope(of: try TileIndex(matrix: 12, row: 1887, column: 3277, in: quad))
        #expect(northWest.union(southEast) == parent)
        #expect(northWest.maxX == southEast.minX && northWest.minY == southEast.maxY)
    }

    @Test("row 0 lies in the north, column 0 in the west")
    func rowZeroIsNorth() throws {
        let envelope = quad.envelope(of: try TileIndex(matrix: 1, row: 0, column: 1, in: quad))
        let half = WebMercator.halfWorld
        #expect(envelope == Envelope(minX: 0, minY: 0, maxX: half, maxY: half, crs: .epsg(3857)))
    }

    @Test("the tiles that touch the inside of a tile are that tile", arguments: [0, 5, 12, 18, 24])
    func tilesTouchingATile(zoom: Int) throws {
        let index = try TileIndex(
            matrix: zoom, row: Int(Double(1 << zoom) * 0.46), column: Int(Double(1 << zoom) * 0.8), in: quad)
        let box = quad.envelope(of: index)
        let touching = quad.tiles(touching: box.expanded(by: -box.width / 100), matrix: zoom)
        #expect(touching.rows == index.row...index.row)
        #expect(touching.columns == index.column...index.column)
    }

    @Test("a box over a tile's side touches both; one beyond the world is clamped to it")
    func tilesAcrossASide() {
        let around = Envelope(minX: -1, minY: -1, maxX: 1, maxY: 1, crs: .epsg(3857))
        let four = quad.tiles(touching: around, matrix: 1)
        #expect(four.rows == 0...1 && four.columns == 0...1)
        let beyond = quad.tiles(
            touching: Envelope(minX: -1e9, minY: -1e9, maxX: 1e9, maxY: 1e9, crs: .epsg(3857)), matrix: 3)
        #expect(beyond.rows == 0...7 && beyond.columns == 0...7)
    }
}
