/// Writes ISO WKB, little-endian (OGC 06-103r4, 8), and the body of a SpatiaLite blob, which differs in its marks.
///
/// The length is known before the first byte, so that an array is made once and never grows.
public struct WKBWriter {
    private let buffer: UnsafeMutableRawBufferPointer
    private let layout: WKBReader.Layout
    private var offset = 0

    private init(_ buffer: UnsafeMutableRawBufferPointer, layout: WKBReader.Layout) {
        self.buffer = buffer
        self.layout = layout
    }

    public static func write(_ geometry: Geometry) -> [UInt8] {
        bytes(count: markLength + geometry.bodyLength(in: .wkb), layout: .wkb) { $0.append(member: geometry) }
    }

    /// - Parameter count: exactly what `body` appends.
    static func bytes(
        count: Int, layout: WKBReader.Layout, _ body: (inout WKBWriter) -> Void
    ) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            var writer = WKBWriter(UnsafeMutableRawBufferPointer(buffer), layout: layout)
            body(&writer)
            precondition(writer.offset == count, "the length of a geometry was worked out wrong")
            initialized = count
        }
    }

    mutating func append(byte: UInt8) {
        buffer[offset] = byte
        offset += 1
    }

    mutating func append(_ value: UInt32) {
        buffer.storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt32.self)
        offset += Self.countLength
    }

    mutating func append(_ value: Double) {
        buffer.storeBytes(of: value.bitPattern.littleEndian, toByteOffset: offset, as: UInt64.self)
        offset += Self.numberLength
    }

    /// A geometry with its leading mark: the byte order in WKB, 0x69 inside a SpatiaLite collection.
    private mutating func append(member geometry: Geometry) {
        appendMark()
        append(body: geometry)
    }

    private mutating func appendMark() { append(byte: layout == .wkb ? 1 : SpatiaLiteBlob.memberMark) }

    private mutating func append(type: GeometryType, hasZ: Bool) { append(type.wkbCode + (hasZ ? 1000 : 0)) }

    /// Type code and content.
    mutating func append(body geometry: Geometry) {
        switch geometry {
        case .point(let sequence):
            append(point: sequence)
        case .lineString(let sequence):
            append(line: sequence)
        case .polygon(let polygon):
            append(polygon: polygon)
        case .multiPoint(let points):
            append(type: .multiPoint, hasZ: geometry.hasZ)
            append(UInt32(points.count))
            for point in points {
                appendMark()
                append(point: point)
            }
        case .multiLineString(let lines):
            append(type: .multiLineString, hasZ: geometry.hasZ)
            append(UInt32(lines.count))
            for line in lines {
                appendMark()
                append(line: line)
            }
        case .multiPolygon(let polygons):
            append(type: .multiPolygon, hasZ: geometry.hasZ)
            append(UInt32(polygons.count))
            for polygon in polygons {
                appendMark()
                append(polygon: polygon)
            }
        case .geometryCollection:
            append(type: .geometryCollection, hasZ: geometry.hasZ)
            let members = geometry.members(in: layout)
            append(UInt32(members.count))
            for member in members { append(member: member) }
        }
    }

    private mutating func append(point sequence: CoordinateSequence) {
        append(type: .point, hasZ: sequence.hasZ)
        if sequence.isEmpty {
            for _ in 0..<sequence.stride { append(Double.nan) }
        } else {
            append(numbersOf: sequence)
        }
    }

    private mutating func append(line sequence: CoordinateSequence) {
        append(type: .lineString, hasZ: sequence.hasZ)
        append(counted: sequence)
    }

    private mutating func append(polygon: Geometry.Polygon) {
        append(type: .polygon, hasZ: polygon.rings.contains { $0.hasZ })
        append(UInt32(polygon.rings.count))
        for ring in polygon.rings { append(counted: ring) }
    }

    private mutating func append(counted sequence: CoordinateSequence) {
        append(UInt32(sequence.count))
        append(numbersOf: sequence)
    }

    private mutating func append(numbersOf sequence: CoordinateSequence) {
        #if _endian(little)
        sequence.values.withUnsafeBytes { numbers in
            UnsafeMutableRawBufferPointer(rebasing: buffer[offset..<offset + numbers.count]).copyMemory(from: numbers)
            offset += numbers.count
        }
        #else
        for number in sequence.values { append(number) }
        #endif
    }

    fileprivate static let markLength = 1
    fileprivate static let countLength = 4
    fileprivate static let numberLength = 8
}

extension Geometry {
    /// Bytes of type code and content.
    func bodyLength(in layout: WKBReader.Layout) -> Int {
        let head = WKBWriter.countLength
        let each = WKBWriter.markLength
        switch self {
        case .point(let sequence): return sequence.pointLength
        case .lineString(let sequence): return head + sequence.countedLength
        case .polygon(let polygon): return polygon.bodyLength
        case .multiPoint(let points): return points.reduce(2 * head) { $0 + each + $1.pointLength }
        case .multiLineString(let lines): return lines.reduce(2 * head) { $0 + each + head + $1.countedLength }
        case .multiPolygon(let polygons): return polygons.reduce(2 * head) { $0 + each + $1.bodyLength }
        case .geometryCollection:
            return members(in: layout).reduce(2 * head) { $0 + each + $1.bodyLength(in: layout) }
        }
    }

    /// Of a collection.
    fileprivate func members(in layout: WKBReader.Layout) -> [Geometry] {
        guard layout == .wkb, case .geometryCollection(let members) = self else { return elements }
        return members
    }

    /// The points, lines and polygons it is made of: SpatiaLite's collections hold neither Multi nor collection.
    private var elements: [Geometry] {
        switch self {
        case .point, .lineString, .polygon: [self]
        case .multiPoint(let points): points.map(Geometry.point)
        case .multiLineString(let lines): lines.map(Geometry.lineString)
        case .multiPolygon(let polygons): polygons.map(Geometry.polygon)
        case .geometryCollection(let members): members.flatMap(\.elements)
        }
    }
}

extension Geometry.Polygon {
    fileprivate var bodyLength: Int { rings.reduce(2 * WKBWriter.countLength) { $0 + $1.countedLength } }
}

extension CoordinateSequence {
    fileprivate var pointLength: Int {
        WKBWriter.countLength + WKBWriter.numberLength * (isEmpty ? stride : values.count)
    }

    fileprivate var countedLength: Int { WKBWriter.countLength + WKBWriter.numberLength * values.count }
}
