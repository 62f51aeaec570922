import SimpleFeatures
import TestSupport
import Testing

@Suite struct SpatiaLiteBlobTests {
    @Test(
        "a blob is SpatiaLite's own, bit for bit",
        .enabled(if: SpatiaLite.isInstalled, "spatialite is not installed"), arguments: SampleGeometries.all)
    func blobIsSpatiaLitesOwn(sample: SampleGeometries.Sample) throws {
        let expected = try #require(SpatiaLite.blobs[sample.wkt])
        #expect(hex(SpatiaLiteBlob.write(sample.geometry, srid: 9218)) == expected)
    }

    @Test(
        "empty points and lines are SpatiaLite's own too; it has no other empty geometry",
        .enabled(if: SpatiaLite.isInstalled, "spatialite is not installed"),
        arguments: [Geometry.point(CoordinateSequence()), .lineString(CoordinateSequence())])
    func emptyBlobIsSpatiaLitesOwn(geometry: Geometry) throws {
        let wkb = hex(WKBWriter.write(geometry))
        let expected = try SpatiaLite.answer("hex(GeomFromWKB(x'\(wkb)', 4326))")
        #expect(hex(SpatiaLiteBlob.write(geometry, srid: 4326)) == expected)
    }

    @Test("a blob reads back as the geometry it was written from", arguments: SampleGeometries.all.map(\.geometry))
    func blobReadsBack(geometry: Geometry) throws {
        #expect(try SpatiaLiteBlob.read(SpatiaLiteBlob.write(geometry, srid: 9218)) == geometry)
    }

    @Test("an empty geometry stays empty and keeps its type", arguments: SampleGeometries.empty)
    func emptyStaysEmpty(geometry: Geometry) throws {
        let read = try SpatiaLiteBlob.read(SpatiaLiteBlob.write(geometry, srid: 4326))
        #expect(read.isEmpty)
        #expect(read.type == geometry.type)
    }

    @Test("the SRID comes back with the geometry")
    func sridComesBack() throws {
        let blob = SpatiaLiteBlob.write(.point(Coordinate(x: 1, y: 2)), srid: 9218)
        #expect(try blob.withUnsafeBytes { try SpatiaLiteBlob.read($0).srid } == 9218)
    }

    @Test("a collection inside a collection is flattened, because SpatiaLite reads no other kind")
    func nestedCollectionIsFlattened() throws {
        let inner = Geometry.geometryCollection([
            .multiPoint([SampleGeometries.line(1, 2), SampleGeometries.line(3, 4)]),
            .point(SampleGeometries.line(5, 6)),
        ])
        let read = try SpatiaLiteBlob.read(SpatiaLiteBlob.write(.geometryCollection([inner]), srid: 4326))
        #expect(
            read
                == .geometryCollection([
                    .point(SampleGeometries.line(1, 2)), .point(SampleGeometries.line(3, 4)),
                    .point(SampleGeometries.line(5, 6)),
                ]))
    }

    @Test(
        "a collection of multipoints is what SpatiaLite makes of it",
        .enabled(if: SpatiaLite.isInstalled, "spatialite is not installed"))
    func collectionOfMultipoints() throws {
        let expected = try SpatiaLite.answer("hex(GeomFromText('GEOMETRYCOLLECTION(MULTIPOINT(1 2,3 4))', 4326))")
        let points = [SampleGeometries.line(1, 2), SampleGeometries.line(3, 4)]
        #expect(hex(SpatiaLiteBlob.write(.geometryCollection([.multiPoint(points)]), srid: 4326)) == expected)
    }

    @Test("a big-endian blob is read")
    func bigEndianBlob() throws {
        let bytes: [UInt8] =
            [0, 0, 0, 0, 0x24, 0x02] + bigEndian(1) + bigEndian(2) + bigEndian(1) + bigEndian(2) + [0x7C]
            + [0, 0, 0, 1] + bigEndian(1) + bigEndian(2) + [0xFE]
        #expect(try SpatiaLiteBlob.read(bytes) == .point(Coordinate(x: 1, y: 2)))
    }

    @Test("a blob cut at any byte throws", arguments: SampleGeometries.all.map(\.geometry))
    func cutBlobThrows(geometry: Geometry) {
        let blob = SpatiaLiteBlob.write(geometry, srid: 4326)
        for length in 0..<blob.count {
            #expect(throws: WKBError.self) { try SpatiaLiteBlob.read(Array(blob[..<length])) }
        }
    }

    @Test("a number is never completed with the end mark", arguments: SampleGeometries.all.map(\.geometry))
    func endMarkIsNoNumber(geometry: Geometry) {
        let blob = SpatiaLiteBlob.write(geometry, srid: 4326)
        for missing in 1...8 {
            let short = Array(blob.dropLast(1 + missing)) + [0xFE]
            #expect(throws: WKBError.self) { try SpatiaLiteBlob.read(short) }
        }
    }

    @Test("noise throws or is a geometry, and never traps")
    func noiseNeverTraps() {
        var random = SplitMix(seed: 7)
        for sample in SampleGeometries.all {
            let blob = SpatiaLiteBlob.write(sample.geometry, srid: 4326)
            for _ in 0..<400 {
                var noisy = blob
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    noisy[Int.random(in: noisy.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                }
                _ = try? SpatiaLiteBlob.read(noisy)
            }
        }
    }

    private func bigEndian(_ value: Double) -> [UInt8] {
        withUnsafeBytes(of: value.bitPattern.bigEndian) { Array($0) }
    }
}

/// The `spatialite` program as a witness.
enum SpatiaLite {
    static let program = Program("spatialite")
    static var isInstalled: Bool { program != nil }

    /// The blob of every sample in hexadecimal digits, from one start of the program.
    static let blobs: [String: String] = {
        let samples = SampleGeometries.all
        let columns = samples.map { "SELECT hex(GeomFromText('\($0.wkt)', 9218));" }
        let text = try? program?.run(["-silent", ":memory:", columns.joined(separator: " ")])
        let lines = (text ?? "").split(separator: "\n").suffix(samples.count).map(String.init)
        return Dictionary(uniqueKeysWithValues: zip(samples.map(\.wkt), lines))
    }()

    static func answer(_ expression: String) throws -> String {
        let program = try #require(program)
        let text = try program.run(["-silent", ":memory:", "SELECT \(expression);"])
        return text.split(separator: "\n").last.map(String.init) ?? ""
    }
}

func hex(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count == 1 ? "0" + digits : digits
    }.joined()
}
