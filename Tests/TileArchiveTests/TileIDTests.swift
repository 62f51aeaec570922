import Testing
import Tiling

@testable import TileArchive

@Suite struct TileIDTests {
    private static func id(_ zoom: Int, _ column: Int, _ row: Int) throws -> UInt64 {
        TileID(try TileIndex(matrix: zoom, row: row, column: column, in: .webMercatorQuad)).value
    }

    @Test("ids are those of the specification's examples")
    func examples() throws {
        #expect(try Self.id(0, 0, 0) == 0)
        #expect(try Self.id(1, 0, 0) == 1)
        #expect(try Self.id(1, 0, 1) == 2)
        #expect(try Self.id(1, 1, 1) == 3)
        #expect(try Self.id(1, 1, 0) == 4)
        #expect(try Self.id(2, 0, 0) == 5)
        #expect(try Self.id(12, 3423, 1763) == 19_078_479)
    }

    @Test("every tile of the first zooms comes back from its id, and ids have no gaps")
    func roundTrip() throws {
        for value in 0..<TileID.firstValue(ofZoom: 7) {
            let id = try #require(TileID(value: value))
            #expect(TileID(id.index) == id)
            #expect(id.index.matrix == id.zoom)
        }
    }

    @Test("the corners of the deepest zoom have ids; the zoom below has none")
    func deepest() throws {
        let last = (1 << 24) - 1
        for (column, row) in [(0, 0), (last, 0), (0, last), (last, last)] {
            let index = try TileIndex(matrix: 24, row: row, column: column, in: .webMercatorQuad)
            #expect(TileID(index).index == index)
        }
        let final = try Self.id(24, last, 0)
        #expect(final == TileID.end - 1)
        #expect(TileID(value: TileID.end) == nil)
    }

    @Test("the four tiles below a tile follow each other")
    func children() throws {
        for position in UInt64(0)..<64 {
            let parent = TileID(zoom: 3, position: position).index
            for child in 0..<UInt64(4) {
                let index = TileID(zoom: 4, position: position * 4 + child).index
                #expect(index.column / 2 == parent.column)
                #expect(index.row / 2 == parent.row)
            }
        }
    }
}
