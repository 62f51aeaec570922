import TestSupport
import Testing

@testable import VectorTile

@Suite struct PoolOutlineTests {
    /// Squares of one feature, row by row.
    private static func squares(_ rows: [String]) -> [PoolSquare] {
        var squares: [PoolSquare] = []
        for (y, row) in rows.enumerated() {
            for (x, mark) in row.enumerated() where mark == "■" {
                squares.append(PoolSquare(x: Int32(512 + x), y: Int32(1024 + y), feature: 0))
            }
        }
        return squares
    }

    private static func outline(_ squares: [PoolSquare]) -> FlatShape {
        var outline = PoolOutline(grid: PixelGrid(zoom: 11))
        let order = squares.map { square in
            let pixel = UInt32(square.y & 511) << 9 | UInt32(square.x & 511)
            return KeyedIndex(key: UInt64(square.feature) << 18 | UInt64(pixel), index: pixel)
        }
        outline.begin(west: 512, north: 1024)
        outline.claim(order)
        outline.draw(order[...])
        var shape = FlatShape()
        shape.points = outline.points
        shape.parts = outline.parts
        return shape
    }

    private static func check(_ squares: [PoolSquare]) {
        let shape = outline(squares)
        let side = PixelGrid(zoom: 11).pixelSide
        let wanted = Set(squares.map { WorldPoint(x: $0.x, y: $0.y) })
        var drawn = 0
        for y in 1023..<1045 as Range<Int32> {
            for x in 511..<533 as Range<Int32> {
                let isDrawn = isInside((Double(x) + 0.5, Double(y) + 0.5), scaled: shape, side)
                #expect(isDrawn == wanted.contains(WorldPoint(x: x, y: y)))
                drawn += isDrawn ? 1 : 0
            }
        }
        #expect(drawn == squares.count)
        var exterior: [WorldPoint] = []
        for part in shape.parts {
            let ring = Array(shape.points[part.start..<(part.start + part.count)])
            #expect(Set(ring).count == ring.count, "a ring touches itself")
            #expect((doubledArea(ring) < 0) == part.isHole)
            if !part.isHole { exterior = ring }
            #expect(FlatShape(exterior).box.contains(FlatShape(ring).box))
        }
    }

    private static func isInside(_ point: (x: Double, y: Double), scaled shape: FlatShape, _ side: Int32) -> Bool {
        VectorTileTests.isInside((point.x * Double(side), point.y * Double(side)), shape)
    }

    @Test func aSquareIsARingOfFour() {
        let shape = Self.outline(Self.squares(["■"]))
        #expect(shape.parts.count == 1 && shape.points.count == 4)
        #expect(doubledArea(shape.points) == Int64(PixelGrid(zoom: 11).doubledPixelArea))
    }

    @Test(arguments: [
        ["■■", "■ "], ["■■■", "■ ■", "■■■"], ["■ ", " ■"], ["■■■", "■ ■", "■■ "], [" ■■", "■ ■", "■■■"],
        ["■■■■", "■ ■■", "■■ ■", "■■■■"], ["■■■■■", "■   ■", "■ ■ ■", "■   ■", "■■■■■"], ["■■■", "■ ■", "■■ ", "  ■"],
    ])
    func ringsAreSimpleAndHoldTheSquares(rows: [String]) { Self.check(Self.squares(rows)) }

    @Test(arguments: 1...20) func anyHandfulOfSquaresIsDrawn(seed: Int) {
        var numbers = SplitMix(seed: UInt64(seed))
        let rows = (0..<20).map { _ in
            String((0..<20).map { _ in Int.random(in: 0..<6, using: &numbers) < 1 + seed % 5 ? "■" : " " })
        }
        Self.check(Self.squares(rows))
    }
}

@Suite struct CellOrderTests {
    @Test(arguments: [0, 3, 8, 11]) func theOrderInsideACellIsThatOfTheCurve(zoom: Int) {
        var numbers = SplitMix(seed: UInt64(zoom))
        let grid = PixelGrid(zoom: zoom)
        let order = CellOrder()
        let levels = zoom + PixelGrid.tileExponent - CellOrder.exponent
        for _ in 0..<20 {
            let cellX = Int32.random(in: 0..<(1 << Int32(levels)), using: &numbers)
            let cellY = Int32.random(in: 0..<(1 << Int32(levels)), using: &numbers)
            let start = order.start(x: cellX, y: cellY, levels: levels)
            let positions = (0..<256).map { position in
                let pixel = order.pixel(start, position)
                return grid.pixelPosition(
                    HilbertCurve.position(
                        x: UInt32(cellX * 16 + Int32(pixel & 15)) << UInt32(grid.pixelExponent),
                        y: UInt32(cellY * 16 + Int32(pixel >> 4)) << UInt32(grid.pixelExponent)))
            }
            #expect(zip(positions, positions.dropFirst()).allSatisfy { $0 + 1 == $1 })
            #expect(positions[0] % 256 == 0)
        }
    }
}
