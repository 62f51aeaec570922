import TestSupport
import Testing
import Tiling
import VectorTile

@testable import GeoStore

@Suite struct TileCounterTests {
    /// The sum over zooms.
    private struct Counter {
        let zooms: ClosedRange<Int>
        let buffer: Int

        func count(_ boxes: [WorldBox]) -> Int {
            zooms.reduce(0) { $0 + TileCounter(buffer: buffer).count(boxes, zoom: $1) }
        }
    }

    private static func box(_ zoom: Int, row: Int, column: Int, buffer: Int) throws -> WorldBox {
        WorldBox(tile: try TileIndex(matrix: zoom, row: row, column: column, in: .webMercatorQuad), buffer: buffer)
    }

    /// Every tile of the zooms, asked one by one.
    private static func counted(_ boxes: [WorldBox], _ zooms: ClosedRange<Int>, buffer: Int) throws -> Int {
        var count = 0
        for zoom in zooms {
            for row in 0..<(1 << zoom) {
                for column in 0..<(1 << zoom) {
                    let tile = try Self.box(zoom, row: row, column: column, buffer: buffer)
                    if boxes.contains(where: tile.intersects) { count += 1 }
                }
            }
        }
        return count
    }

    private static func boxes(_ count: Int, side: ClosedRange<Int32>, seed: UInt64) -> [WorldBox] {
        var random = SplitMix(seed: seed)
        return (0..<count).map { _ in
            let x = Int32.random(in: 0...(Int32.max - side.upperBound), using: &random)
            let y = Int32.random(in: 0...(Int32.max - side.upperBound), using: &random)
            return WorldBox(
                minX: x, minY: y, maxX: x + Int32.random(in: side, using: &random),
                maxY: y + Int32.random(in: side, using: &random))
        }
    }

    @Test("each tile that a box touches is counted once, its buffer included", arguments: [0, 64, 256])
    func random(buffer: Int) throws {
        let counter = Counter(zooms: 0...6, buffer: buffer)
        for seed in 1...4 as ClosedRange<UInt64> {
            let boxes =
                Self.boxes(20, side: 0...20_000_000, seed: seed) + Self.boxes(3, side: 0...900_000_000, seed: seed + 9)
            #expect(try counter.count(boxes) == Self.counted(boxes, 0...6, buffer: buffer))
        }
    }

    @Test("boxes on tile edges and on the rim of buffers", arguments: [-1, 0, 1] as [Int32])
    func edges(step: Int32) throws {
        let size = Int32(1) << 26
        let margin = try Self.box(5, row: 0, column: 0, buffer: 64).minX
        for edge in [size * 3, size * 3 + margin, size * 3 - margin] {
            let box = WorldBox(minX: edge + step, minY: 5, maxX: edge + step, maxY: 5)
            #expect(
                try Counter(zooms: 5...5, buffer: 64).count([box]) == Self.counted([box], 5...5, buffer: 64))
        }
    }

    @Test("the corners of the world, the whole of it, and nothing")
    func corners() {
        let counter = Counter(zooms: 0...16, buffer: 64)
        #expect(counter.count([]) == 0)
        #expect(counter.count([WorldBox(minX: 0, minY: 0, maxX: 0, maxY: 0)]) == 17)
        #expect(counter.count([WorldBox(minX: .max, minY: .max, maxX: .max, maxY: .max)]) == 17)
        let whole = (0...16).reduce(0) { $0 + 1 << (2 * $1) }
        #expect(counter.count([.world]) == whole)
    }

    @Test("a point touches at most four tiles of each zoom")
    func point() {
        let counter = Counter(zooms: 0...16, buffer: 64)
        for box in Self.boxes(50, side: 0...0, seed: 5) {
            #expect((17...68).contains(counter.count([box])))
        }
    }

    @Test("far apart, where tiles are not marked one by one, the count is the same")
    func sparse() throws {
        // Two far corners: 2^32 tiles of zoom 16 lie between them.
        let near = Self.boxes(40, side: 0...2_000_000, seed: 3)
        let far = WorldBox(minX: .max - 10, minY: .max - 10, maxX: .max, maxY: .max)
        let origin = WorldBox(minX: 0, minY: 0, maxX: 10, maxY: 10)
        let counter = Counter(zooms: 16...16, buffer: 64)
        var tiles: Set<Int> = []
        for box in near + [far, origin] {
            // One box at a time is marked; what they share is found by their tiles.
            for column in (Int(box.minX) >> 15) - 1...(Int(box.maxX) >> 15) + 1 {
                for row in (Int(box.minY) >> 15) - 1...(Int(box.maxY) >> 15) + 1 {
                    guard (0..<65536).contains(column), (0..<65536).contains(row) else { continue }
                    let tile = try Self.box(16, row: row, column: column, buffer: 64)
                    if tile.intersects(box) { tiles.insert(column << 16 | row) }
                }
            }
        }
        #expect(counter.count(near + [far, origin]) == tiles.count)
    }
}
