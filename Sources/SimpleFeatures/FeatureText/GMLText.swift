/// GML 3.2 (ISO 19136) as simple features (OGC 10-100r3, level SF-0), coordinates in the axis order of the authority.
///
/// Null is an element with `xsi:nil`. The types of the properties are in the schema, which `schemaDocument` writes.
public struct GMLText: FeatureTextWriter {
    /// Of our elements.
    public static let namespace = "urn:x-geosector:layer"

    private let layer: FeatureTextLayer
    private let schemaURL: String?
    private let names: [String]
    private let idName: String
    private var xml = XMLBytes()
    /// Within the feature, because every geometry needs an id of its own.
    private var geometryNumber = 0

    /// - Parameter schemaURL: where the schema of the layer is; nil leaves it to the reader to guess the types.
    public init(layer: FeatureTextLayer, schemaURL: String? = nil) {
        self.layer = layer
        self.schemaURL = schemaURL
        (idName, names) = Self.elementNames(layer)
    }

    private static func elementNames(_ layer: FeatureTextLayer) -> (id: String, properties: [String]) {
        let all = XMLBytes.elementNames([layer.free("feature_id"), "geometry"] + layer.schema.properties.map(\.name))
        return (all[0], Array(all.dropFirst(2)))
    }

    public var count: Int { xml.count }

    public mutating func begin() {
        xml.append(
            raw: """
                <?xml version="1.0" encoding="UTF-8"?>
                <gs:FeatureCollection xmlns:gs="urn:x-geosector:layer" xmlns:gml="http://www.opengis.net/gml/3.2" \
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                """)
        if let schemaURL {
            xml.append(markup: " xsi:schemaLocation=\"\(Self.namespace) \(XMLBytes.escaped(schemaURL))\"")
        }
        xml.append(markup: " gml:id=\"\(layer.name)\">\n")
    }

    public mutating func append(_ feature: Feature, geographic: Geometry?) {
        geometryNumber = 0
        xml.append(markup: "<gs:featureMember><gs:\(layer.name) gml:id=\"\(layer.name).\(feature.id)\"><gs:\(idName)>")
        xml.append(feature.id.value)
        xml.append(markup: "</gs:\(idName)>")
        for index in names.indices { append(feature.values[index], at: index) }
        if let geometry = feature.geometry, !geometry.isEmpty {
            xml.append(raw: "<gs:geometry>")
            append(layer.isNorthFirst ? geometry.axesSwapped : geometry, of: feature.id)
            xml.append(raw: "</gs:geometry>")
        }
        xml.append(markup: "</gs:\(layer.name)></gs:featureMember>\n")
    }

    public mutating func end() { xml.append(raw: "</gs:FeatureCollection>\n") }

    public mutating func take() -> [UInt8] { xml.take() }

    private mutating func append(_ value: PropertyValue, at index: Int) {
        let name = names[index]
        var isNull = value == .null
        if case .real(let number) = value, !number.isFinite { isNull = true }
        if isNull { return xml.append(markup: "<gs:\(name) xsi:nil=\"true\"/>") }
        xml.append(markup: "<gs:\(name)>")
        xml.append(value, type: layer.schema.properties[index].type)
        xml.append(markup: "</gs:\(name)>")
    }

    // MARK: Geometry

    private mutating func open(_ element: String, of id: FeatureID) {
        // The CRS stands with the outermost geometry and holds for its members.
        let reference = geometryNumber == 0 ? " srsName=\"\(layer.crs.uri)\"" : ""
        xml.append(markup: "<gml:\(element) gml:id=\"\(layer.name).\(id).g\(geometryNumber)\"\(reference)>")
        geometryNumber += 1
    }

    private mutating func append(_ geometry: Geometry, of id: FeatureID) {
        switch geometry {
        case .point(let sequence): appendPoint(sequence, of: id)
        case .lineString(let sequence): appendLine(sequence, of: id)
        case .polygon(let polygon): append(polygon, of: id)
        case .multiPoint(let points):
            appendAll(points.filter { !$0.isEmpty }, "MultiPoint", "pointMember", of: id) { $0.appendPoint($1, of: id) }
        case .multiLineString(let lines):
            appendAll(lines.filter { !$0.isEmpty }, "MultiCurve", "curveMember", of: id) { $0.appendLine($1, of: id) }
        case .multiPolygon(let polygons):
            appendAll(polygons.filter { $0.exterior?.isEmpty == false }, "MultiSurface", "surfaceMember", of: id) {
                $0.append($1, of: id)
            }
        case .geometryCollection(let members):
            appendAll(members.filter { !$0.isEmpty }, "MultiGeometry", "geometryMember", of: id) {
                $0.append($1, of: id)
            }
        }
    }

    private mutating func appendAll<Member>(
        _ members: [Member], _ element: String, _ role: String, of id: FeatureID,
        _ body: (inout GMLText, Member) -> Void
    ) {
        open(element, of: id)
        for member in members {
            xml.append(markup: "<gml:\(role)>")
            body(&self, member)
            xml.append(markup: "</gml:\(role)>")
        }
        xml.append(markup: "</gml:\(element)>")
    }

    private mutating func appendPoint(_ sequence: CoordinateSequence, of id: FeatureID) {
        open("Point", of: id)
        append(sequence, in: "pos")
        xml.append(raw: "</gml:Point>")
    }

    private mutating func appendLine(_ sequence: CoordinateSequence, of id: FeatureID) {
        open("LineString", of: id)
        append(sequence, in: "posList")
        xml.append(raw: "</gml:LineString>")
    }

    private mutating func append(_ polygon: Geometry.Polygon, of id: FeatureID) {
        open("Polygon", of: id)
        for (index, ring) in polygon.rings.enumerated() where !ring.isEmpty {
            let side = index == 0 ? "exterior" : "interior"
            xml.append(markup: "<gml:\(side)><gml:LinearRing>")
            append(ring, in: "posList")
            xml.append(markup: "</gml:LinearRing></gml:\(side)>")
        }
        xml.append(raw: "</gml:Polygon>")
    }

    private mutating func append(_ sequence: CoordinateSequence, in element: String) {
        xml.append(markup: sequence.hasZ ? "<gml:\(element) srsDimension=\"3\">" : "<gml:\(element)>")
        for (place, number) in sequence.values.enumerated() {
            if place > 0 { xml.append(raw: " ") }
            let isHeight = sequence.hasZ && place % 3 == 2
            // A height that is none is written as 0: a list of positions has no gap.
            xml.append(number.isFinite ? number : 0, decimals: isHeight ? 4 : layer.decimals)
        }
        xml.append(markup: "</gml:\(element)>")
    }
}
