import SimpleFeatures
import Testing

@testable import VectorTile

/// The examples of MVT 2.1, section 4.3.5, integer by integer.
@Suite struct GeometryCommandTests {
    private func rings(_ lists: [(Int32, Int32)]...) -> GridRings {
        var rings = GridRings()
        for list in lists { _ = rings.append(list.map { GridPosition(x: $0.0, y: $0.1) }[...]) }
        return rings
    }

    @Test func aPointIsOneMoveTo() {
        var writer = GeometryCommandWriter()
        writer.start()
        writer.write(points: [25, 17], length: 2)
        #expect(Array(writer.bytes.written) == [9, 50, 34])
    }

    @Test func aMultiPointIsOneMoveToWithACount() {
        var writer = GeometryCommandWriter()
        writer.start()
        writer.write(points: [5, 7, 3, 2], length: 4)
        #expect(Array(writer.bytes.written) == [17, 10, 14, 3, 9])
    }

    @Test func aLineIsAMoveToAndALineTo() {
        var writer = GeometryCommandWriter()
        writer.start()
        writer.write(line: [2, 2, 2, 10, 10, 10], length: 6)
        #expect(Array(writer.bytes.written) == [9, 4, 4, 18, 0, 16, 16, 0])
    }

    @Test func theCursorRunsOnFromLineToLine() {
        var writer = GeometryCommandWriter()
        writer.start()
        writer.write(line: [2, 2, 2, 10, 10, 10], length: 6)
        writer.write(line: [1, 1, 3, 5], length: 4)
        #expect(Array(writer.bytes.written) == [9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8])
    }

    @Test func aPolygonClosesWithAClosePath() {
        var writer = GeometryCommandWriter()
        writer.start()
        writer.write(ring: 0, of: rings([(3, 6), (8, 12), (20, 34)]), asExterior: true)
        #expect(Array(writer.bytes.written) == [9, 6, 12, 18, 10, 12, 24, 44, 15])
    }

    @Test func aMultiPolygonWithAHoleTellsItsRingsByDirection() {
        let rings = rings(
            [(0, 0), (10, 0), (10, 10), (0, 10)], [(11, 11), (20, 11), (20, 20), (11, 20)],
            [(13, 13), (13, 17), (17, 17), (17, 13)])
        var writer = GeometryCommandWriter()
        writer.start()
        writer.write(ring: 0, of: rings, asExterior: true)
        writer.write(ring: 1, of: rings, asExterior: true)
        writer.write(ring: 2, of: rings, asExterior: false)
        #expect(
            Array(writer.bytes.written) == [
                9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15,
                9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15,
                9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15,
            ])
    }

    @Test(arguments: [(0, 0), (-1, 1), (1, 2), (-2, 3), (Int64.max, UInt64.max - 1), (Int64.min, UInt64.max)])
    func zigzagKeepsSmallMagnitudesSmall(value: Int64, encoded: UInt64) {
        #expect(ProtobufWriter.zigzag(value) == encoded)
    }

    @Test(arguments: [(0, 1), (127, 1), (128, 2), (16383, 2), (16384, 3), (UInt64.max, 10)] as [(UInt64, Int)])
    func theLengthOfAVarintIsWhatIsWritten(value: UInt64, length: Int) {
        var bytes: [UInt8] = []
        ProtobufWriter.varint(value, to: &bytes)
        var raw = RawBytes(capacity: 0)
        raw.write(upTo: ProtobufWriter.longestVarint) { ProtobufWriter.varint(value, to: &$0) }
        #expect(bytes.count == length && Array(raw.written) == bytes)
        #expect(ProtobufWriter.varintLength(value) == length)
    }
}
