import Testing
import Tiling

@Suite struct TileIndexTests {
    private let quad = TileMatrixSet.webMercatorQuad

    @Test("the first and the last tile of every zoom are tiles", arguments: [0, 1, 12, 24])
    func corners(zoom: Int) throws {
        let last = (1 << zoom) - 1
        for (row, column) in [(0, 0), (0, last), (last, 0), (last, last)] {
            let index = try TileIndex(matrix: zoom, row: row, column: column, in: quad)
            #expect(index.row == row && index.column == column && index.matrix == zoom)
        }
    }

    @Test("one beyond is not, and the error says what is allowed")
    func beyond() {
        #expect(throws: TilingError.outsideMatrix("row 4 of tile matrix 2", allowed: 0...3)) {
            try TileIndex(matrix: 2, row: 4, column: 0, in: quad)
        }
        #expect(throws: TilingError.outsideMatrix("column 4 of tile matrix 2", allowed: 0...3)) {
            try TileIndex(matrix: 2, row: 0, column: 4, in: quad)
        }
        #expect(throws: TilingError.outsideMatrix("tile matrix 25", allowed: 0...24)) {
            try TileIndex(matrix: 25, row: 0, column: 0, in: quad)
        }
    }

    @Test("negative and huge numbers throw and never trap", arguments: [-1, Int.min, Int.max, 1 << 53])
    func extremes(number: Int) {
        #expect(throws: TilingError.self) { try TileIndex(matrix: number, row: 0, column: 0, in: quad) }
        #expect(throws: TilingError.self) { try TileIndex(matrix: 3, row: number, column: 0, in: quad) }
        #expect(throws: TilingError.self) { try TileIndex(matrix: 3, row: 0, column: number, in: quad) }
    }

    @Test("it is printed as XYZ")
    func description() throws {
        #expect(try TileIndex(matrix: 12, row: 1886, column: 3277, in: quad).description == "12/3277/1886")
    }
}
