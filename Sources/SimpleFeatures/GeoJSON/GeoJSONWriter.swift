/// Writes features as GeoJSON (RFC 7946) to bytes, one at a time, so that a page never stands in memory whole.
public struct GeoJSONWriter: Sendable {
    private var writer: JSONWriter
    private let schema: FeatureSchema
    /// `"name":` of each property, escaped once.
    private let keys: [[UInt8]]
    private var decimals: Int

    /// - Parameter decimals: of each coordinate. 9 in degrees is a tenth of a millimetre, and keeps a rounded
    ///   answer within 1e-8 of PROJ's own.
    public init(schema: FeatureSchema, decimals: Int = 9) {
        writer = JSONWriter(reserving: 1 << 16)
        self.schema = schema
        self.decimals = decimals
        keys = schema.properties.map { property in
            var key = JSONWriter()
            key.append(property.name)
            key.append(raw: ":")
            return key.bytes
        }
    }

    /// Bytes written since the last take.
    public var count: Int { writer.bytes.count }

    /// Hands over what is written so far and goes on with an empty buffer.
    public mutating func take() -> [UInt8] {
        defer { writer = JSONWriter(reserving: 1 << 16) }
        return writer.bytes
    }

    public mutating func append(raw text: StaticString) { writer.append(raw: text) }
    public mutating func append(json value: JSONValue) { writer.append(value) }

    /// A Feature object. Null attributes are written, because clients guess the fields from what they see.
    /// - Parameter links: of a single feature's document; nil leaves the member out.
    public mutating func append(_ feature: Feature, links: JSONValue? = nil) {
        writer.append(raw: #"{"type":"Feature","id":"#)
        writer.append(feature.id.value)
        writer.append(raw: #","geometry":"#)
        if let geometry = feature.geometry { append(geometry) } else { writer.append(raw: "null") }
        writer.append(raw: #","properties":{"#)
        for index in schema.properties.indices {
            if index > 0 { writer.append(raw: ",") }
            writer.bytes.append(contentsOf: keys[index])
            append(feature.values[index], type: schema.properties[index].type)
        }
        writer.append(raw: "}")
        if let links {
            writer.append(raw: #","links":"#)
            writer.append(links)
        }
        writer.append(raw: "}")
    }

    /// The feature with the members that JSON-FG (OGC 21-045r1, 7) adds: where it is in another CRS, and a time, which
    /// no layer has.
    /// - Parameters:
    ///   - place: in the axis order of its authority; nil where `geometry` says it all.
    ///   - placeDecimals: of each of its coordinates.
    mutating func append(_ feature: Feature, place: Geometry?, placeDecimals: Int) {
        append(feature)
        writer.bytes.removeLast()
        writer.append(raw: #","time":null,"place":"#)
        if let place {
            let own = decimals
            decimals = placeDecimals
            append(place)
            decimals = own
        } else {
            writer.append(raw: "null")
        }
        writer.append(raw: "}")
    }

    private mutating func append(_ value: PropertyValue, type: FeatureSchema.PropertyType) {
        switch value {
        case .null: writer.append(raw: "null")
        case .boolean(let flag): writer.append(.boolean(flag))
        case .integer(let number):
            // SQLite has no booleans: 0 and 1 in a boolean column are what was stored.
            if type == .boolean { writer.append(.boolean(number != 0)) } else { writer.append(number) }
        case .real(let number): writer.append(number)
        case .text(let text): writer.append(text)
        case .binary(let bytes): writer.append(Base64.encode(bytes))
        }
    }

    /// A Geometry object; exterior rings counter-clockwise (RFC 7946, 3.1.6). An empty geometry is null, and so is
    /// one with a coordinate that is no number, for which JSON has no word.
    public mutating func append(_ geometry: Geometry) {
        if geometry.isEmpty || !geometry.hasFinitePositions { return writer.append(raw: "null") }
        switch geometry {
        case .point(let sequence):
            writer.append(raw: #"{"type":"Point","coordinates":"#)
            append(positionOf: sequence, at: 0)
        case .lineString(let sequence):
            writer.append(raw: #"{"type":"LineString","coordinates":"#)
            append(sequence)
        case .polygon(let polygon):
            writer.append(raw: #"{"type":"Polygon","coordinates":"#)
            append(polygon)
        case .multiPoint(let points):
            writer.append(raw: #"{"type":"MultiPoint","coordinates":"#)
            append(list: points.filter { !$0.isEmpty }) { writer, point in writer.append(positionOf: point, at: 0) }
        case .multiLineString(let lines):
            writer.append(raw: #"{"type":"MultiLineString","coordinates":"#)
            append(list: lines.filter { !$0.isEmpty }) { writer, line in writer.append(line) }
        case .multiPolygon(let polygons):
            writer.append(raw: #"{"type":"MultiPolygon","coordinates":"#)
            append(list: polygons.filter { $0.exterior?.isEmpty == false }) { writer, polygon in writer.append(polygon)
            }
        case .geometryCollection(let members):
            writer.append(raw: #"{"type":"GeometryCollection","geometries":"#)
            append(list: members.filter { !$0.isEmpty }) { writer, member in writer.append(member) }
        }
        writer.append(raw: "}")
    }

    private mutating func append<Element>(list: [Element], _ body: (inout GeoJSONWriter, Element) -> Void) {
        writer.append(raw: "[")
        for (index, element) in list.enumerated() {
            if index > 0 { writer.append(raw: ",") }
            body(&self, element)
        }
        writer.append(raw: "]")
    }

    private mutating func append(_ polygon: Geometry.Polygon) {
        writer.append(raw: "[")
        for (index, ring) in polygon.rings.enumerated() where !ring.isEmpty {
            if index > 0 { writer.append(raw: ",") }
            let isCounterClockwise = ring.doubledSignedArea > 0
            append(isCounterClockwise == (index == 0) ? ring : ring.reversed())
        }
        writer.append(raw: "]")
    }

    private mutating func append(_ sequence: CoordinateSequence) {
        writer.append(raw: "[")
        for index in 0..<sequence.count {
            if index > 0 { writer.append(raw: ",") }
            append(positionOf: sequence, at: index)
        }
        writer.append(raw: "]")
    }

    private mutating func append(positionOf sequence: CoordinateSequence, at index: Int) {
        let start = index * sequence.stride
        writer.append(raw: "[")
        writer.append(sequence.values[start], decimals: decimals)
        writer.append(raw: ",")
        writer.append(sequence.values[start + 1], decimals: decimals)
        if sequence.hasZ, sequence.values[start + 2].isFinite {
            writer.append(raw: ",")
            writer.append(sequence.values[start + 2], decimals: Self.heightDecimals)
        }
        writer.append(raw: "]")
    }

    /// A tenth of a millimetre.
    private static let heightDecimals = 4
}

extension Geometry {
    fileprivate var hasFinitePositions: Bool {
        sequences.allSatisfy { sequence in
            var offset = 0
            while offset < sequence.values.count {
                guard sequence.values[offset].isFinite, sequence.values[offset + 1].isFinite else { return false }
                offset += sequence.stride
            }
            return true
        }
    }
}

/// Binary attributes as text (RFC 4648, 4).
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let padded = Array(group) + Array(repeating: 0, count: 3 - group.count)
            let word = UInt32(padded[0]) << 16 | UInt32(padded[1]) << 8 | UInt32(padded[2])
            for place in 0..<4 {
                let isPadding = place > group.count
                text.append(isPadding ? UInt8(ascii: "=") : alphabet[Int(word >> (18 - 6 * UInt32(place)) & 63)])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
