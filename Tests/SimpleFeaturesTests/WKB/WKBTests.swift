import TestSupport
import Testing

@testable import SimpleFeatures

@Suite struct WKBTests {
    @Test("WKB reads back as the geometry it was written from", arguments: SampleGeometries.all.map(\.geometry))
    func readsBack(geometry: Geometry) throws {
        #expect(try WKBReader.read(WKBWriter.write(geometry)) == geometry)
    }

    @Test("an empty geometry reads back as itself", arguments: SampleGeometries.empty)
    func emptyReadsBack(geometry: Geometry) throws {
        #expect(try WKBReader.read(WKBWriter.write(geometry)) == geometry)
    }

    @Test("a collection inside a collection keeps its nesting")
    func nestingIsKept() throws {
        let geometry = Geometry.geometryCollection([.geometryCollection([.multiPoint([SampleGeometries.line(1, 2)])])])
        #expect(try WKBReader.read(WKBWriter.write(geometry)) == geometry)
    }

    @Test("each member may have its own byte order")
    func mixedByteOrder() throws {
        let bytes: [UInt8] =
            [0, 0, 0, 0, 4, 0, 0, 0, 2]
            + [0, 0, 0, 0, 1] + number(1, big: true) + number(2, big: true)
            + [1, 1, 0, 0, 0] + number(3, big: false) + number(4, big: false)
        #expect(
            try WKBReader.read(bytes) == .multiPoint([SampleGeometries.line(1, 2), SampleGeometries.line(3, 4)]))
    }

    @Test(
        "the flags of EWKB and the thousands of ISO say the same",
        arguments: [
            (UInt32(0x8000_0001), 3, true), (1001, 3, true), (0x4000_0001, 3, false), (2001, 3, false),
            (0xC000_0001, 4, true), (3001, 4, true),
        ])
    func dimensionsOfBothDialects(code: UInt32, numbers: Int, hasZ: Bool) throws {
        let bytes = header(code) + (1...numbers).flatMap { number(Double($0), big: false) }
        let (geometry, droppedM) = try bytes.withUnsafeBytes { try WKBReader.read($0) }
        #expect(geometry == .point(hasZ ? SampleGeometries.line3(1, 2, 3) : SampleGeometries.line(1, 2)))
        #expect(droppedM == (numbers == 4 || !hasZ))
    }

    @Test("the SRID of EWKB is read past")
    func sridIsReadPast() throws {
        let bytes = header(0x2000_0001) + [0xE6, 0x10, 0, 0] + number(1, big: false) + number(2, big: false)
        #expect(try WKBReader.read(bytes) == .point(Coordinate(x: 1, y: 2)))
    }

    @Test("M inside a line is read past, each position keeps its own x and y")
    func measuresOfALine() throws {
        let bytes = header(2002) + [2, 0, 0, 0] + [1, 2, 99, 3, 4, 98].flatMap { number($0, big: false) }
        #expect(try WKBReader.read(bytes) == .lineString(SampleGeometries.line(1, 2, 3, 4)))
    }

    @Test("WKB cut at any byte throws", arguments: SampleGeometries.all.map(\.geometry))
    func cutThrows(geometry: Geometry) {
        let bytes = WKBWriter.write(geometry)
        for length in 0..<bytes.count {
            #expect(throws: WKBError.self) { try WKBReader.read(Array(bytes[..<length])) }
        }
    }

    @Test(
        "a count that the bytes cannot hold throws before memory is reserved",
        arguments: [2, 3, 4, 5, 6, 7] as [UInt32])
    func hugeCount(type: UInt32) {
        #expect(throws: WKBError.self) { try WKBReader.read(header(type) + [0xFF, 0xFF, 0xFF, 0xFF] + [0, 0]) }
    }

    @Test("nesting past the limit throws")
    func deepNesting() {
        let level = header(7) + [1, 0, 0, 0]
        let bytes = Array(repeating: level, count: 100_000).flatMap { $0 }
        #expect(throws: WKBError.nestedTooDeep) { try WKBReader.read(bytes) }
    }

    @Test("a member of the wrong kind throws and names it")
    func wrongMember() {
        let bytes = header(4) + [1, 0, 0, 0] + WKBWriter.write(.lineString(SampleGeometries.line(1, 2, 3, 4)))
        #expect(throws: WKBError.unexpectedMember(.lineString, within: .multiPoint)) { try WKBReader.read(bytes) }
    }

    @Test("a type code outside simple features throws", arguments: [0, 8, 17, 4001, 1_000_001] as [UInt32])
    func unknownType(code: UInt32) {
        #expect(throws: WKBError.unknownType(code)) {
            try WKBReader.read(header(code) + Array(repeating: 0, count: 64))
        }
    }

    @Test("noise throws or is a geometry, and never traps")
    func noiseNeverTraps() {
        var random = SplitMix(seed: 11)
        for _ in 0..<20_000 {
            let noise = (0..<Int.random(in: 0...60, using: &random)).map { _ in UInt8.random(in: 0...7, using: &random)
            }
            _ = try? WKBReader.read(noise)
        }
    }

    private func header(_ code: UInt32) -> [UInt8] { [1] + withUnsafeBytes(of: code.littleEndian) { Array($0) } }

    private func number(_ value: Double, big: Bool) -> [UInt8] {
        withUnsafeBytes(of: big ? value.bitPattern.bigEndian : value.bitPattern.littleEndian) { Array($0) }
    }
}
