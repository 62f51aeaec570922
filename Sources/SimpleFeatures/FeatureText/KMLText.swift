/// KML 2.2 (OGC 07-147r2): a placemark for each feature, its properties as typed ExtendedData. Always CRS84.
///
/// Null is left out, an empty text is an empty element. Whole numbers are `double`, which holds them to 2^53: KML's `int`
/// ends at 2^31.
public struct KMLText: FeatureTextWriter {
    private let layer: FeatureTextLayer
    /// `<SimpleData name="…">` of each property.
    private let tags: [[UInt8]]
    private let nameIndex: Int?
    private var xml = XMLBytes()

    public init(layer: FeatureTextLayer) {
        self.layer = layer
        nameIndex = layer.nameIndex
        tags = layer.schema.properties.map { Array("<SimpleData name=\"\(XMLBytes.escaped($0.name))\">".utf8) }
    }

    public var count: Int { xml.count }

    public mutating func begin() {
        xml.append(
            raw: """
                <?xml version="1.0" encoding="UTF-8"?>
                <kml xmlns="http://www.opengis.net/kml/2.2">
                <Document>
                <name>
                """)
        xml.append(layer.title)
        xml.append(markup: "</name>\n<Schema id=\"schema\" name=\"\(layer.name)\">\n")
        let idName = XMLBytes.escaped(layer.free("feature_id"))
        xml.append(markup: "<SimpleField name=\"\(idName)\" type=\"double\"/>\n")
        for property in layer.schema.properties {
            let name = XMLBytes.escaped(property.name)
            xml.append(markup: "<SimpleField name=\"\(name)\" type=\"\(Self.type(property.type))\"><displayName>")
            xml.append(property.title)
            xml.append(raw: "</displayName></SimpleField>\n")
        }
        xml.append(markup: "</Schema>\n<Folder><name>\(XMLBytes.escaped(layer.title))</name>\n")
    }

    private static func type(_ type: FeatureSchema.PropertyType) -> String {
        switch type {
        case .boolean: "bool"
        case .integer, .real: "double"
        case .text, .date, .time, .dateTime, .binary: "string"
        }
    }

    public mutating func append(_ feature: Feature, geographic: Geometry?) {
        xml.append(markup: "<Placemark id=\"\(layer.name).\(feature.id)\"><name>")
        if let nameIndex, case .text(let text) = feature.values[nameIndex], !text.isEmpty {
            xml.append(text)
        } else {
            xml.append(layer.title)
            xml.append(raw: " ")
            xml.append(feature.id.value)
        }
        xml.append(markup: "</name><ExtendedData><SchemaData schemaUrl=\"#schema\"><SimpleData name=\"")
        xml.append(layer.free("feature_id"))
        xml.append(raw: "\">")
        xml.append(feature.id.value)
        xml.append(raw: "</SimpleData>")
        for index in tags.indices { append(feature.values[index], at: index) }
        xml.append(raw: "</SchemaData></ExtendedData>")
        if let geometry = feature.geometry, !geometry.isEmpty { append(geometry) }
        xml.append(raw: "</Placemark>\n")
    }

    public mutating func end() { xml.append(raw: "</Folder>\n</Document>\n</kml>\n") }

    public mutating func take() -> [UInt8] { xml.take() }

    private mutating func append(_ value: PropertyValue, at index: Int) {
        if case .null = value { return }
        if case .real(let number) = value, !number.isFinite { return }
        xml.append(markup: tags[index])
        switch (value, layer.schema.properties[index].type) {
        // As `1` and `0`: readers of `bool` take its words for 0.
        case (.boolean(let flag), _): xml.append(raw: flag ? "1" : "0")
        case (.integer(let number), .boolean): xml.append(raw: number != 0 ? "1" : "0")
        default: xml.append(value, type: layer.schema.properties[index].type)
        }
        xml.append(raw: "</SimpleData>")
    }

    private mutating func append(_ geometry: Geometry) {
        switch geometry {
        case .point(let sequence): append(sequence, in: "Point")
        case .lineString(let sequence): append(sequence, in: "LineString")
        case .polygon(let polygon): append(polygon)
        case .multiPoint(let points): appendAll(points) { $0.append($1, in: "Point") }
        case .multiLineString(let lines): appendAll(lines) { $0.append($1, in: "LineString") }
        case .multiPolygon(let polygons): appendAll(polygons) { $0.append($1) }
        case .geometryCollection(let members): appendAll(members.filter { !$0.isEmpty }) { $0.append($1) }
        }
    }

    private mutating func appendAll<Member>(_ members: [Member], _ body: (inout KMLText, Member) -> Void) {
        xml.append(raw: "<MultiGeometry>")
        for member in members { body(&self, member) }
        xml.append(raw: "</MultiGeometry>")
    }

    private mutating func append(_ polygon: Geometry.Polygon) {
        xml.append(raw: "<Polygon>")
        for (index, ring) in polygon.rings.enumerated() where !ring.isEmpty {
            // Exterior rings counter-clockwise (OGC 07-147r2, 10.5).
            let isCounterClockwise = ring.doubledSignedArea > 0
            xml.append(raw: index == 0 ? "<outerBoundaryIs>" : "<innerBoundaryIs>")
            append(isCounterClockwise == (index == 0) ? ring : ring.reversed(), in: "LinearRing")
            xml.append(raw: index == 0 ? "</outerBoundaryIs>" : "</innerBoundaryIs>")
        }
        xml.append(raw: "</Polygon>")
    }

    private mutating func append(_ sequence: CoordinateSequence, in element: String) {
        guard !sequence.isEmpty else { return }
        xml.append(markup: "<\(element)><coordinates>")
        for index in 0..<sequence.count {
            if index > 0 { xml.append(raw: " ") }
            for place in 0..<sequence.stride {
                let number = sequence.values[index * sequence.stride + place]
                guard number.isFinite else { continue }
                if place > 0 { xml.append(raw: ",") }
                xml.append(number, decimals: place == 2 ? 4 : layer.decimals)
            }
        }
        xml.append(markup: "</coordinates></\(element)>")
    }
}

extension XMLBytes {
    /// A value between tags, in the lexical form of XML Schema.
    mutating func append(_ value: PropertyValue, type: FeatureSchema.PropertyType) {
        switch value {
        case .null: break
        case .boolean(let flag): append(raw: flag ? "true" : "false")
        case .integer(let number):
            // SQLite has no booleans: 0 and 1 in a boolean column are what was stored.
            if type == .boolean { append(raw: number != 0 ? "true" : "false") } else { append(number) }
        case .real(let number): append(number)
        case .text(let text): append(text)
        case .binary(let bytes): append(Base64.encode(bytes))
        }
    }
}
