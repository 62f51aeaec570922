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

    private func commands(
        _ body: (inout GeometryCommandWriter, inout UnsafeMutablePointer<UInt8>) -> Void
    ) -> [UInt8] {
        var raw = RawBytes(capacity: 0)
        raw.write(upTo: GeometryCommandWriter.room(parts: 3, numbers: 24)) { next in
            var writer = GeometryCommandWriter()
            body(&writer, &next)
        }
        return Array(raw.written)
    }

    @Test func aPointIsOneMoveTo() {
        #expect(commands { $0.write(points: [25, 17], length: 2, to: &$1) } == [9, 50, 34])
    }

    @Test func aMultiPointIsOneMoveToWithACount() {
        #expect(commands { $0.write(points: [5, 7, 3, 2], length: 4, to: &$1) } == [17, 10, 14, 3, 9])
    }

    @Test func aLineIsAMoveToAndALineTo() {
        let bytes = commands { $0.write(line: [2, 2, 2, 10, 10, 10], length: 6, to: &$1) }
        #expect(bytes == [9, 4, 4, 18, 0, 16, 16, 0])
    }

    @Test func theCursorRunsOnFromLineToLine() {
        let bytes = commands { writer, next in
            writer.write(line: [2, 2, 2, 10, 10, 10], length: 6, to: &next)
            writer.write(line: [1, 1, 3, 5], length: 4, to: &next)
        }
        #expect(bytes == [9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8])
    }

    @Test func aPolygonClosesWithAClosePath() {
        let rings = rings([(3, 6), (8, 12), (20, 34)])
        let bytes = commands { $0.write(ring: 0, of: rings, asExterior: true, to: &$1) }
        #expect(bytes == [9, 6, 12, 18, 10, 12, 24, 44, 15])
    }

    @Test func aMultiPolygonWithAHoleTellsItsRingsByDirection() {
        let rings = rings(
            [(0, 0), (10, 0), (10, 10), (0, 10)], [(11, 11), (20, 11), (20, 20), (11, 20)],
            [(13, 13), (13, 17), (17, 17), (17, 13)])
        let bytes = commands { writer, next in
            writer.write(ring: 0, of: rings, asExterior: true, to: &next)
            writer.write(ring: 1, of: rings, asExterior: true, to: &next)
            writer.write(ring: 2, of: rings, asExterior: false, to: &next)
        }
        #expect(
            bytes == [
                9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15,
                9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15,
                9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15,
            ])
    }

    @Test(arguments: [0, 127, 128, 16383, 16384, 3_000_000], [0, 127, 128, 20_000])
    func aMessagesLengthFitsWhateverWasLeftForIt(count: Int, least: Int) {
        guard least <= count else { return }
        var raw = RawBytes(capacity: 0)
        raw.write(upTo: count + 2 * ProtobufWriter.longestVarint) { next in
            ProtobufWriter.message(field: 4, least: least, to: &next) { next in
                for place in 0..<count {
                    next[0] = UInt8(truncatingIfNeeded: place)
                    next += 1
                }
            }
        }
        var expected: [UInt8] = []
        ProtobufWriter.message((0..<count).map { UInt8(truncatingIfNeeded: $0) }, field: 4, to: &expected)
        #expect(Array(raw.written) == expected)
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
