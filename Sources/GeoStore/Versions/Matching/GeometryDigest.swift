internal import SimpleFeatures

/// The fingerprint of a geometry, read from its SpatiaLite blob: the same wherever a ring starts and whichever way it
/// runs, in whatever order parts and holes come, for a single geometry and a Multi of one part, for 0 and −0.
/// Coordinates count to the last bit, heights too; a line keeps its direction.
///
/// A ring is the set of its sides: the sum of the sides' fingerprints needs no search for where the ring "begins".
struct GeometryDigest {
    private struct Unreadable: Error {}

    private enum Kind: UInt64 {
        case none = 1
        case points, lines, polygons, collection, bytes
    }

    private let bytes: UnsafeRawBufferPointer
    private var offset = SpatiaLiteLayout.headerLength

    private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    static let none = Digester(Kind.none.rawValue).digest

    /// What is no blob we can read counts byte by byte.
    static func of(_ blob: UnsafeRawBufferPointer) -> Digest {
        guard blob.count > SpatiaLiteLayout.headerLength + 5, blob[0] == 0, blob[1] <= 1 else { return raw(blob) }
        if blob[1] == 0 { return ofBigEndian(blob) }
        do {
            var reader = GeometryDigest(UnsafeRawBufferPointer(rebasing: blob.dropLast()))
            return try reader.body(isMember: false)
        } catch { return raw(blob) }
    }

    static func of(_ blob: [UInt8]?) -> Digest {
        guard let blob else { return none }
        return blob.withUnsafeBytes { of($0) }
    }

    private static func raw(_ blob: UnsafeRawBufferPointer) -> Digest {
        var digester = Digester(Kind.bytes.rawValue)
        digester.add(blob)
        return digester.digest
    }

    private static func ofBigEndian(_ blob: UnsafeRawBufferPointer) -> Digest {
        do {
            let (geometry, srid) = try SpatiaLiteBlob.read(blob)
            return of(SpatiaLiteBlob.write(geometry, srid: srid))
        } catch { return raw(blob) }
    }

    private mutating func count() throws -> Int {
        guard bytes.count - offset >= 4 else { throw Unreadable() }
        defer { offset += 4 }
        return Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// Type code and content.
    private mutating func body(isMember: Bool) throws -> Digest {
        let code = try count()
        let stride = code >= 1000 && code < 2000 ? 3 : 2
        guard code < 2000 else { throw Unreadable() }
        switch code % 1000 {
        case 1: return Self.parts(.points, [try point(stride)], stride)
        case 2: return Self.parts(.lines, [try line(stride)], stride)
        case 3: return Self.parts(.polygons, [try polygon(stride)], stride)
        case 4: return Self.parts(.points, try members(of: 1) { try $0.point(stride) }, stride)
        case 5: return Self.parts(.lines, try members(of: 2) { try $0.line(stride) }, stride)
        case 6: return Self.parts(.polygons, try members(of: 3) { try $0.polygon(stride) }, stride)
        case 7 where !isMember: return Self.parts(.collection, try collection(), stride)
        default: throw Unreadable()
        }
    }

    private mutating func members(
        of type: Int, _ member: (inout GeometryDigest) throws -> Digest?
    ) throws -> [Digest?] {
        var parts: [Digest?] = []
        for _ in 0..<(try count()) {
            try mark()
            guard try count() % 1000 == type else { throw Unreadable() }
            parts.append(try member(&self))
        }
        return parts
    }

    private mutating func collection() throws -> [Digest?] {
        var parts: [Digest?] = []
        for _ in 0..<(try count()) {
            try mark()
            parts.append(try body(isMember: true))
        }
        return parts
    }

    private mutating func mark() throws {
        guard offset < bytes.count, bytes[offset] == SpatiaLiteLayout.memberMark else { throw Unreadable() }
        offset += 1
    }

    /// Empty parts count for nothing.
    private static func parts(_ kind: Kind, _ parts: [Digest?], _ stride: Int) -> Digest {
        var sum = Digest()
        var count: UInt64 = 0
        for case let part? in parts {
            sum = sum + part
            count += 1
        }
        var digester = Digester(kind.rawValue)
        digester.add(count, UInt64(stride))
        digester.add(sum)
        return digester.digest
    }

    /// Nil for an empty point, whose coordinates are not numbers.
    private mutating func point(_ stride: Int) throws -> Digest? {
        let start = try positions(1, stride)
        return number(start).isNaN ? nil : position(start, stride)
    }

    private mutating func line(_ stride: Int) throws -> Digest? {
        let count = try count()
        let start = try positions(count, stride)
        var digester = Digester(Kind.lines.rawValue)
        for index in 0..<count { digester.add(position(start + index * stride * 8, stride)) }
        return count == 0 ? nil : digester.digest
    }

    private mutating func polygon(_ stride: Int) throws -> Digest? {
        let count = try count()
        guard count > 0 else { return nil }
        var digester = Digester(Kind.polygons.rawValue)
        digester.add(try ring(stride))
        var holes = Digest()
        for _ in 1..<count { holes = holes + (try ring(stride)) }
        digester.add(holes)
        digester.add(UInt64(count), 0)
        return digester.digest
    }

    private mutating func ring(_ stride: Int) throws -> Digest {
        let count = try count()
        let start = try positions(count, stride)
        guard count > 0 else { return Digest() }
        var sum = Digest()
        var previous = position(start, stride)
        for index in 1..<max(count, 1) {
            let current = position(start + index * stride * 8, stride)
            var side = Digester(Kind.polygons.rawValue)
            side.add(previous.high &+ current.high, previous.low ^ current.low)
            sum = sum + side.digest
            previous = current
        }
        var digester = Digester(UInt64(count))
        digester.add(sum)
        return digester.digest
    }

    /// - Returns: where the positions start, once it is certain that they are all there.
    private mutating func positions(_ count: Int, _ stride: Int) throws -> Int {
        let length = count * stride * 8
        guard bytes.count - offset >= length else { throw Unreadable() }
        defer { offset += length }
        return offset
    }

    @inline(__always)
    private func number(_ offset: Int) -> Double {
        Double(bitPattern: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inline(__always)
    private func position(_ offset: Int, _ stride: Int) -> Digest {
        var digester = Digester(UInt64(stride))
        // Adding 0 makes −0 a 0.
        digester.add((number(offset) + 0).bitPattern, (number(offset + 8) + 0).bitPattern)
        if stride == 3 { digester.add((number(offset + 16) + 0).bitPattern, 0) }
        return digester.digest
    }
}

/// Marks of the blob, as `SpatiaLiteBlob` writes them.
private enum SpatiaLiteLayout {
    static let headerLength = 39
    static let memberMark: UInt8 = 0x69
}
