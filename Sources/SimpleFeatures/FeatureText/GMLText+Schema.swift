extension GMLText {
    /// The application schema of a layer (XML Schema), from which readers take the types of its properties.
    public static func schemaDocument(of layer: FeatureTextLayer) -> [UInt8] {
        let names = XMLBytes.elementNames(
            [layer.free("feature_id"), "geometry"] + layer.schema.properties.map(\.name))
        var xml = XMLBytes()
        xml.append(
            markup: """
                <?xml version="1.0" encoding="UTF-8"?>
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:gs="\(namespace)" \
                xmlns:gml="http://www.opengis.net/gml/3.2" targetNamespace="\(namespace)" \
                elementFormDefault="qualified" version="1.0">
                <xs:import namespace="http://www.opengis.net/gml/3.2" \
                schemaLocation="http://schemas.opengis.net/gml/3.2.1/gml.xsd"/>
                <xs:element name="FeatureCollection" type="gs:FeatureCollectionType" \
                substitutionGroup="gml:AbstractFeature"/>
                <xs:complexType name="FeatureCollectionType"><xs:complexContent>\
                <xs:extension base="gml:AbstractFeatureType"><xs:sequence minOccurs="0" maxOccurs="unbounded">\
                <xs:element name="featureMember"><xs:complexType><xs:complexContent>\
                <xs:extension base="gml:AbstractFeatureMemberType"><xs:sequence>\
                <xs:element ref="gml:AbstractFeature"/></xs:sequence></xs:extension>\
                </xs:complexContent></xs:complexType></xs:element></xs:sequence></xs:extension></xs:complexContent>\
                </xs:complexType>
                <xs:element name="\(layer.name)" type="gs:\(layer.name)_Type" substitutionGroup="gml:AbstractFeature"/>
                <xs:complexType name="\(layer.name)_Type"><xs:complexContent>\
                <xs:extension base="gml:AbstractFeatureType"><xs:sequence>
                <xs:element name="\(names[0])" type="xs:long"/>

                """)
        for (name, property) in zip(names.dropFirst(2), layer.schema.properties) {
            xml.append(
                markup:
                    "<xs:element name=\"\(name)\" nillable=\"true\" minOccurs=\"0\" type=\"xs:\(type(property.type))\"/>\n"
            )
        }
        xml.append(
            markup: """
                <xs:element name="geometry" type="gml:\(geometryProperty(layer.schema.geometryType))" minOccurs="0"/>
                </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
                </xs:schema>

                """)
        return xml.take()
    }

    /// Dates of other programs may be no dates: what is not checked is text.
    private static func type(_ type: FeatureSchema.PropertyType) -> String {
        switch type {
        case .boolean: "boolean"
        case .integer: "long"
        case .real: "double"
        case .text, .date, .time, .dateTime: "string"
        case .binary: "base64Binary"
        }
    }

    private static func geometryProperty(_ type: GeometryType) -> String {
        switch type {
        case .point: "PointPropertyType"
        case .lineString: "CurvePropertyType"
        case .polygon: "SurfacePropertyType"
        case .multiPoint: "MultiPointPropertyType"
        case .multiLineString: "MultiCurvePropertyType"
        case .multiPolygon: "MultiSurfacePropertyType"
        case .geometryCollection: "MultiGeometryPropertyType"
        case .geometry: "GeometryPropertyType"
        }
    }
}
