/// Writes features as GeoJSON (RFC 7946) to bytes, one at a time, so that a page never stands in memory whole.
public struct GeoJSONWriter: Sendable {
    var writer: JSONWriter
    let schema: FeatureSchema
    /// `"name":` of each property, escaped once, with a comma before all but the first.
    private let keys: [[UInt8]]
    private(set) var decimals: Int
    /// Of the last blob that was written.
    var flat = FlatGeometry()

    /// - Parameter decimals: of each coordinate. 9 in degrees is a tenth of a millimetre, and keeps a rounded
    ///   answer within 1e-8 of PROJ's own.
    public init(schema: FeatureSchema, decimals: Int = 9) {
        writer = JSONWriter(reserving: 1 << 16)
        self.schema = schema
        self.decimals = decimals
        keys = schema.properties.indices.map { index in
            var key = JSONWriter()
            if index > 0 { key.append(raw: ",") }
            key.append(schema.properties[index].name)
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

    /// Takes back what was written since `count` was that much.
    public mutating func removeAll(behind count: Int) { writer.bytes.removeLast(writer.bytes.count - count) }

    /// A Feature object. Null attributes are written, because clients guess the fields from what they see.
    /// - Parameter links: of a single feature's document; nil leaves the member out.
    public mutating func append(_ feature: Feature, links: JSONValue? = nil) {
        append(feature.id) { writer in
            if let geometry = feature.geometry { writer.append(geometry) } else { writer.appendNull() }
        } property: { writer, index in
            writer.append(feature.values[index], type: writer.schema.properties[index].type)
        }
        guard let links else { return }
        writer.bytes.removeLast()
        writer.append(raw: #","links":"#)
        writer.append(links)
        writer.append(raw: "}")
    }

    /// A Feature object whose parts are written by who has them.
    /// - Parameters:
    ///   - geometry: writes a geometry or null.
    ///   - property: writes the value of the property with this number in the schema, or null.
    @inline(__always)
    public mutating func append(
        _ id: FeatureID, geometry: (inout GeoJSONWriter) throws -> Void,
        property: (inout GeoJSONWriter, Int) throws -> Void
    ) rethrows {
        writer.append(raw: #"{"type":"Feature","id":"#)
        writer.append(id.value)
        writer.append(raw: #","geometry":"#)
        try geometry(&self)
        writer.append(raw: #","properties":{"#)
        for index in keys.indices {
            writer.bytes.append(contentsOf: keys[index])
            try property(&self, index)
        }
        writer.append(raw: "}}")
    }

    public mutating func appendNull() { writer.append(raw: "null") }

    /// Text as a database hands it over; what is not UTF-8 becomes U+FFFD.
    public mutating func append(utf8 text: UnsafeBufferPointer<UInt8>) { writer.append(utf8: text) }

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

    public mutating func append(_ value: PropertyValue, type: FeatureSchema.PropertyType) {
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
            append(ring, backwards: isCounterClockwise != (index == 0))
        }
        writer.append(raw: "]")
    }

    private mutating func append(_ sequence: CoordinateSequence, backwards: Bool = false) {
        writer.append(raw: "[")
        for index in 0..<sequence.count {
            if index > 0 { writer.append(raw: ",") }
            append(positionOf: sequence, at: backwards ? sequence.count - 1 - index : index)
        }
        writer.append(raw: "]")
    }

    private mutating func append(positionOf sequence: CoordinateSequence, at index: Int) {
        let start = index * sequence.stride
        writer.append(raw: "[")
        writer.append(x: sequence.values[start], y: sequence.values[start + 1], decimals: decimals)
        if sequence.hasZ, sequence.values[start + 2].isFinite {
            writer.append(raw: ",")
            writer.append(sequence.values[start + 2], decimals: Self.heightDecimals)
        }
        writer.append(raw: "]")
    }

    /// A tenth of a millimetre.
    static let heightDecimals = 4
}

extension Geometry {
    fileprivate var hasFinitePositions: Bool {
        !anySequence { sequence in
            var offset = 0
            while offset < sequence.values.count {
                guard sequence.values[offset].isFinite, sequence.values[offset + 1].isFinite else { return true }
                offset += sequence.stride
            }
            return false
        }
    }
}
