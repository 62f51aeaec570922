/// Reads ISO and EWKB geometry (OGC 06-103r4, 8; the Z/M flag bits of PostGIS and old GDAL are understood).
///
/// M values are read past and counted, never returned.
public struct WKBReader {
    /// Stack safety against hostile input; real data stays under 4.
    static let maximumNesting = 32

    private let bytes: UnsafeRawBufferPointer
    private var offset: Int
    private let layout: Layout
    private var nesting = 0
    /// Whether an M value was read past.
    public private(set) var droppedM = false

    /// The same body with different headers.
    enum Layout { case wkb, spatiaLite }

    init(bytes: UnsafeRawBufferPointer, offset: Int, layout: Layout) {
        self.bytes = bytes
        self.offset = offset
        self.layout = layout
    }

    /// Reads one WKB geometry.
    /// - Throws: `WKBError`.
    public static func read(_ bytes: UnsafeRawBufferPointer) throws(WKBError) -> (geometry: Geometry, droppedM: Bool) {
        var reader = WKBReader(bytes: bytes, offset: 0, layout: .wkb)
        let geometry = try reader.readGeometry()
        return (geometry, reader.droppedM)
    }

    public static func read(_ bytes: [UInt8]) throws(WKBError) -> Geometry {
        let result: Result<Geometry, WKBError> = bytes.withUnsafeBytes { buffer in
            do throws(WKBError) { return .success(try read(buffer).geometry) } catch { return .failure(error) }
        }
        return try result.get()
    }

    mutating func readGeometry() throws(WKBError) -> Geometry {
        let order = try readByte()
        guard order <= 1 else { throw WKBError.unknownByteOrder(order) }
        return try readBody(littleEndian: order == 1)
    }

    /// The type code and what follows it.
    mutating func readBody(littleEndian: Bool) throws(WKBError) -> Geometry {
        let header = try Header(code: readUInt32(littleEndian))
        if header.hasSRID { _ = try readUInt32(littleEndian) }
        droppedM = droppedM || header.hasM
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= Self.maximumNesting else { throw WKBError.nestedTooDeep }
        switch header.type {
        case .point:
            let sequence = try readPositions(count: 1, header, littleEndian)
            return .point(sequence.values[0].isNaN ? CoordinateSequence(hasZ: header.hasZ) : sequence)
        case .lineString:
            return .lineString(try readSequence(header, littleEndian))
        case .polygon:
            return .polygon(try readPolygon(header, littleEndian))
        case .multiPoint:
            var points: [CoordinateSequence] = []
            for member in try readMembers(littleEndian) {
                guard case .point(let point) = member else {
                    throw WKBError.unexpectedMember(member.type, within: .multiPoint)
                }
                points.append(point)
            }
            return .multiPoint(points)
        case .multiLineString:
            var lines: [CoordinateSequence] = []
            for member in try readMembers(littleEndian) {
                guard case .lineString(let line) = member else {
                    throw WKBError.unexpectedMember(member.type, within: .multiLineString)
                }
                lines.append(line)
            }
            return .multiLineString(lines)
        case .multiPolygon:
            var polygons: [Geometry.Polygon] = []
            for member in try readMembers(littleEndian) {
                guard case .polygon(let polygon) = member else {
                    throw WKBError.unexpectedMember(member.type, within: .multiPolygon)
                }
                polygons.append(polygon)
            }
            return .multiPolygon(polygons)
        case .geometryCollection:
            return .geometryCollection(try readMembers(littleEndian))
        case .geometry:
            throw WKBError.unknownType(0)
        }
    }

    /// The four readings of a type code: ISO thousands and EWKB high bits.
    private struct Header {
        let type: GeometryType
        let hasZ: Bool
        let hasM: Bool
        let hasSRID: Bool

        init(code: UInt32) throws(WKBError) {
            let flags = code >> 28
            let flat = code & 0x0FFF_FFFF
            let thousands = flat / 1000
            guard thousands <= 3, let type = GeometryType(wkbCode: flat % 1000) else {
                throw WKBError.unknownType(code)
            }
            self.type = type
            hasZ = flags & 0b1000 != 0 || thousands == 1 || thousands == 3
            hasM = flags & 0b0100 != 0 || thousands == 2 || thousands == 3
            hasSRID = flags & 0b0010 != 0
        }

        var numbersPerPosition: Int { 2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0) }
    }

    private mutating func readMembers(_ littleEndian: Bool) throws(WKBError) -> [Geometry] {
        let count = try readCount(littleEndian, smallestMember: 5)
        var members: [Geometry] = []
        members.reserveCapacity(count)
        for _ in 0..<count {
            switch layout {
            case .wkb:
                members.append(try readGeometry())
            case .spatiaLite:
                // Members start with 0x69 instead of a byte order; the blob's own order holds throughout.
                guard try readByte() == SpatiaLiteBlob.memberMark else { throw WKBError.notSpatiaLite }
                members.append(try readBody(littleEndian: littleEndian))
            }
        }
        return members
    }

    private mutating func readPolygon(_ header: Header, _ littleEndian: Bool) throws(WKBError) -> Geometry.Polygon {
        let ringCount = try readCount(littleEndian, smallestMember: 4)
        var rings: [CoordinateSequence] = []
        rings.reserveCapacity(ringCount)
        for _ in 0..<ringCount { rings.append(try readSequence(header, littleEndian)) }
        return Geometry.Polygon(rings: rings)
    }

    private mutating func readSequence(_ header: Header, _ littleEndian: Bool) throws(WKBError) -> CoordinateSequence {
        let count = try readCount(littleEndian, smallestMember: header.numbersPerPosition * 8)
        return try readPositions(count: count, header, littleEndian)
    }

    private mutating func readPositions(
        count: Int, _ header: Header, _ littleEndian: Bool
    ) throws(WKBError) -> CoordinateSequence {
        let needed = count * header.numbersPerPosition * 8
        guard offset + needed <= bytes.count else { throw WKBError.truncated(atByte: bytes.count) }
        let kept = header.hasZ ? 3 : 2
        let source = bytes
        let start = offset
        let values = [Double](unsafeUninitializedCapacity: count * kept) { buffer, initialized in
            var position = start
            var index = 0
            for _ in 0..<count {
                for number in 0..<kept {
                    let raw = source.loadUnaligned(fromByteOffset: position + number * 8, as: UInt64.self)
                    buffer[index] = Double(
                        bitPattern: littleEndian ? UInt64(littleEndian: raw) : UInt64(bigEndian: raw))
                    index += 1
                }
                position += header.numbersPerPosition * 8
            }
            initialized = index
        }
        offset += needed
        return CoordinateSequence(hasZ: header.hasZ, values: values)
    }

    /// A count that the remaining bytes can hold: hostile counts must not reserve memory.
    private mutating func readCount(_ littleEndian: Bool, smallestMember: Int) throws(WKBError) -> Int {
        let count = Int(try readUInt32(littleEndian))
        guard count <= (bytes.count - offset) / smallestMember else { throw WKBError.truncated(atByte: bytes.count) }
        return count
    }

    private mutating func readByte() throws(WKBError) -> UInt8 {
        guard offset < bytes.count else { throw WKBError.truncated(atByte: offset) }
        defer { offset += 1 }
        return bytes[offset]
    }

    private mutating func readUInt32(_ littleEndian: Bool) throws(WKBError) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw WKBError.truncated(atByte: offset) }
        defer { offset += 4 }
        let raw = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        return littleEndian ? UInt32(littleEndian: raw) : UInt32(bigEndian: raw)
    }
}
