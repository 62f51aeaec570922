import GeoStore
import SimpleFeatures

/// The properties of a collection as JSON Schema 2020-12: its schema (OGC 23-058) and its queryables (19-079r2, 6.2).
struct SchemaDocument {
    let links: LinkBuilder
    let language: Language

    func schema(of collection: PublishedCollection) -> JSONValue {
        var properties: [(key: String, value: JSONValue)] = [
            ("feature_id", ["title": "id", "type": "integer", "x-ogc-role": "id"])
        ]
        properties += collection.schema.properties.map { ($0.name, Self.property($0)) }
        var geometry = Self.geometry(collection.schema.geometryType)
        geometry["x-ogc-role"] = "primary-geometry"
        properties.append(("geometry", .object(geometry)))
        return document(collection, path: "schema", properties: properties, isClosed: true)
    }

    func queryables(of collection: PublishedCollection) -> JSONValue {
        let properties = Self.queryable(collection).map { (key: $0.name, value: Self.property($0)) }
        return document(collection, path: "queryables", properties: properties, isClosed: true)
    }

    /// What items can be asked for by name.
    static func queryable(_ collection: PublishedCollection) -> [FeatureSchema.Property] {
        collection.schema.properties.filter(ItemsParameters.isQueryable)
    }

    private func document(
        _ collection: PublishedCollection, path: String, properties: [(key: String, value: JSONValue)], isClosed: Bool
    ) -> JSONValue {
        [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string(links.url("/collections/\(collection.id)/\(path)")),
            "type": "object",
            "title": .string(collection.title.text(in: language)),
            "properties": .object(JSONObject(properties)),
            "additionalProperties": .boolean(!isClosed),
        ]
    }

    static func property(_ property: FeatureSchema.Property) -> JSONValue {
        var members: JSONObject = ["title": .string(property.title)]
        switch property.type {
        case .boolean: members["type"] = "boolean"
        case .integer: members["type"] = "integer"
        case .real: members["type"] = "number"
        case .text: members["type"] = "string"
        case .date:
            members["type"] = "string"
            members["format"] = "date"
        case .time:
            members["type"] = "string"
            members["format"] = "time"
        case .dateTime:
            members["type"] = "string"
            members["format"] = "date-time"
        case .binary:
            members["type"] = "string"
            members["contentEncoding"] = "base64"
        }
        return .object(members)
    }

    private static func geometry(_ type: GeometryType) -> JSONObject {
        let format =
            switch type {
            case .point: "geometry-point"
            case .multiPoint: "geometry-multipoint"
            case .lineString: "geometry-linestring"
            case .multiLineString: "geometry-multilinestring"
            case .polygon: "geometry-polygon"
            case .multiPolygon: "geometry-multipolygon"
            case .geometryCollection: "geometry-geometrycollection"
            case .geometry: "geometry-any"
            }
        return ["format": .string(format)]
    }
}
