import SimpleFeatures
import Testing

@testable import VectorTile

@Suite struct OverviewDamageTests {
    private static func bytes() throws -> [UInt8] {
        let former = try OverviewFixture.reader(OverviewFixture.squares(600))
        var sources = OverviewFixture.squares(600)
        sources[300].values = [.text("khác")]
        sources.append(
            OverviewFixture.Source(id: 900, geometry: .lineString(CoordinateSequence(values: [108, 14, 109, 15]))))
        return try OverviewFixture.bytes(sources, version: 2, former: former)
    }

    /// Whether a file is taken for whole.
    private static func isAccepted(_ bytes: [UInt8]) throws -> Bool {
        do {
            try OverviewFixture.reader(bytes).verify()
            return true
        } catch is OverviewError {
            return false
        }
    }

    @Test("a file cut off anywhere is refused, as is one with something behind its end")
    func cutFilesAreRefused() throws {
        let bytes = try Self.bytes()
        #expect(try Self.isAccepted(bytes))
        for length in stride(from: 0, to: bytes.count, by: 1_000) {
            #expect(try !Self.isAccepted(Array(bytes[..<length])), "cut after \(length) bytes")
        }
        #expect(try !Self.isAccepted(Array(bytes.dropLast())))
        #expect(try !Self.isAccepted(bytes + [0]))
    }

    @Test("a flipped bit is found, in every section and in the head")
    func flippedBitsAreFound() throws {
        let bytes = try Self.bytes()
        let header = try OverviewFixture.reader(bytes).header
        var ranges = [0..<header.length]
        for place in header.places where place.length > 0 { ranges.append(place.offset..<place.offset + place.length) }
        #expect(ranges.count > 15)
        var random = SystemRandomNumberGenerator()
        for range in ranges {
            for _ in 0..<8 {
                let position = Int.random(in: range, using: &random)
                let bit = Int.random(in: 0..<8, using: &random)
                var damaged = bytes
                damaged[position] ^= 1 << bit
                #expect(try !Self.isAccepted(damaged), "bit \(bit) of byte \(position)")
            }
        }
    }

    @Test("every bit of the head counts")
    func everyBitOfTheHead() throws {
        let bytes = try OverviewFixture.bytes(OverviewFixture.squares(3))
        let length = try OverviewFixture.reader(bytes).header.length
        for position in 0..<length {
            var damaged = bytes
            damaged[position] ^= 1 << (position % 8)
            #expect(try !Self.isAccepted(damaged), "byte \(position)")
        }
    }

    @Test("something else than an overview, or one of another release, is told as such")
    func foreignFiles() throws {
        #expect(throws: OverviewError.notAnOverview) { try OverviewFixture.reader(Array("SQLite format 3\0".utf8)) }
        #expect(throws: OverviewError.notAnOverview) { try OverviewFixture.reader([1, 2, 3]) }
        var bytes = try Self.bytes()
        bytes[OverviewLayout.Field.generation] = 99
        #expect(throws: OverviewError.otherGeneration(found: 99, expected: Int(OverviewLayout.generation))) {
            try OverviewFixture.reader(bytes)
        }
    }

    @Test("a record that lies is not read beyond its end")
    func recordsAreBounded() {
        // A polygon of 2^32 rings, cut in the middle of a number.
        let record: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x80]
        record.withUnsafeBytes { bytes in
            var reader = GeometryRecordReader(bytes, box: WorldBox(minX: 1, minY: 2, maxX: 3, maxY: 4))
            #expect(reader.readNumber() == 0xFFFF_FFFF)
            #expect(reader.readNumber() == 0)
            #expect(reader.readPosition() == WorldPoint(x: 1, y: 2))
        }
    }
}
