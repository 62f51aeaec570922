/// Writes ISO WKB, little-endian (OGC 06-103r4, 8), and the body of a SpatiaLite blob, which differs in its marks.
public struct WKBWriter {
    private(set) var bytes: [UInt8]
    private let layout: WKBReader.Layout

    init(layout: WKBReader.Layout, reserving capacity: Int) {
        self.layout = layout
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    public static func write(_ geometry: Geometry) -> [UInt8] {
        var writer = WKBWriter(layout: .wkb, reserving: 16 + geometry.positionCount * 24)
        writer.append(member: geometry)
        return writer.bytes
    }

    mutating func append(byte: UInt8) { bytes.append(byte) }

    mutating func append(_ value: UInt32) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ value: Double) {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A geometry with its leading mark: the byte order in WKB, 0x69 inside a SpatiaLite collection.
    private mutating func append(member geometry: Geometry) {
        append(byte: layout == .wkb ? 1 : SpatiaLiteBlob.memberMark)
        append(body: geometry)
    }

    /// Type code and content.
    mutating func append(body geometry: Geometry) {
        append(geometry.type.wkbCode + (geometry.hasZ ? 1000 : 0))
        switch geometry {
        case .point(let sequence):
            if sequence.isEmpty {
                for _ in 0..<sequence.stride { append(Double.nan) }
            } else {
                append(numbersOf: sequence)
            }
        case .lineString(let sequence):
            append(counted: sequence)
        case .polygon(let polygon):
            append(UInt32(polygon.rings.count))
            for ring in polygon.rings { append(counted: ring) }
        case .multiPoint(let points):
            append(members: points.map(Geometry.point))
        case .multiLineString(let lines):
            append(members: lines.map(Geometry.lineString))
        case .multiPolygon(let polygons):
            append(members: polygons.map(Geometry.polygon))
        case .geometryCollection(let members):
            append(members: layout == .wkb ? members : geometry.elements)
        }
    }

    private mutating func append(members: [Geometry]) {
        append(UInt32(members.count))
        for member in members { append(member: member) }
    }

    private mutating func append(counted sequence: CoordinateSequence) {
        append(UInt32(sequence.count))
        append(numbersOf: sequence)
    }

    private mutating func append(numbersOf sequence: CoordinateSequence) {
        #if _endian(little)
        sequence.values.withUnsafeBytes { bytes.append(contentsOf: $0) }
        #else
        for number in sequence.values { append(number) }
        #endif
    }
}

extension Geometry {
    /// The points, lines and polygons it is made of: SpatiaLite's collections hold neither Multi nor collection.
    fileprivate var elements: [Geometry] {
        switch self {
        case .point, .lineString, .polygon: [self]
        case .multiPoint(let points): points.map(Geometry.point)
        case .multiLineString(let lines): lines.map(Geometry.lineString)
        case .multiPolygon(let polygons): polygons.map(Geometry.polygon)
        case .geometryCollection(let members): members.flatMap(\.elements)
        }
    }
}
