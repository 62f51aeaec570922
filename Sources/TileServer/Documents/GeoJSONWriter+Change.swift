import GeoStore
import SimpleFeatures

extension GeoJSONWriter {
    /// A Feature object with a member that says what became of it.
    mutating func append(_ feature: Feature, change: StaticString) {
        append(feature)
        removeAll(behind: count - 1)
        append(raw: #","change":""#)
        append(raw: change)
        append(raw: #""}"#)
    }

    /// What is left of a feature that is gone.
    mutating func append(removalOf id: FeatureID) {
        append(raw: #"{"type":"Feature","id":"#)
        append(json: .integer(id.value))
        append(raw: #","geometry":null,"properties":null,"change":"removed"}"#)
    }

    /// A Feature object without an id.
    mutating func append(geometry: Geometry?, values: [PropertyValue], of schema: FeatureSchema) {
        append(raw: #"{"type":"Feature","geometry":"#)
        if let geometry { append(geometry) } else { appendNull() }
        append(raw: #","properties":{"#)
        for (index, property) in schema.properties.enumerated() {
            if index > 0 { append(raw: ",") }
            append(json: .string(property.name))
            append(raw: ":")
            append(values[index], type: property.type)
        }
        append(raw: "}}")
    }
}
