import CQL2
import GeoStore
import SimpleFeatures

/// The properties of a collection as JSON Schemas 2020-12: its schema, queryables and sortables (OGC 23-058r2; 19-079r2,
/// 6.2).
struct SchemaDocument {
    let links: LinkBuilder
    let language: Language

    private typealias Members = [(key: String, value: JSONObject)]

    /// What features have: the "returnables".
    func schema(of collection: PublishedCollection) -> JSONValue {
        let time = PrimaryTime(of: collection.schema)
        let attributes = collection.schema.properties.map { (key: $0.name, value: Self.members($0, time)) }
        return document(
            collection, path: "schema", properties: [Self.identifier] + attributes + [Self.geometry(collection.schema)])
    }

    /// What filters may name.
    func queryables(of collection: PublishedCollection) -> JSONValue {
        let time = PrimaryTime(of: collection.schema)
        let properties = Queryables(schema: collection.schema).properties.map { queryable -> Members.Element in
            if let property = collection.schema.property(named: queryable.name) {
                return (property.name, Self.members(property, time))
            }
            if queryable.name == Queryables.geometry { return Self.geometry(collection.schema) }
            // Another name of the same id: only one property has the role.
            return queryable.name == Self.identifier.key
                ? Self.identifier : (queryable.name, ["title": "id", "type": "integer"])
        }
        return document(collection, path: "queryables", properties: properties)
    }

    /// What `sortby` may name.
    func sortables(of collection: PublishedCollection) -> JSONValue {
        let time = PrimaryTime(of: collection.schema)
        let properties = Self.sortable(collection).map { (key: $0.name, value: Self.members($0, time)) }
        return document(collection, path: "sortables", properties: [Self.identifier] + properties)
    }

    /// What items can be asked for by name.
    static func queryable(_ collection: PublishedCollection) -> [FeatureSchema.Property] {
        collection.schema.properties.filter(ItemsParameters.isQueryable)
    }

    /// Names of the id that no property has taken.
    static func identifiers(of schema: FeatureSchema) -> [String] {
        Queryables.identifiers.filter { schema.property(named: $0) == nil }
    }

    static func sortable(_ collection: PublishedCollection) -> [FeatureSchema.Property] {
        collection.schema.properties.filter(SortParameter.isSortable)
    }

    private func document(_ collection: PublishedCollection, path: String, properties: Members) -> JSONValue {
        let numbered = properties.enumerated().map { index, property -> (key: String, value: JSONValue) in
            var members = property.value
            members["x-ogc-propertySeq"] = JSONValue(index + 1)
            return (property.key, .object(members))
        }
        return [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string(links.url("/collections/\(collection.id)/\(path)")),
            "type": "object",
            "title": .string(collection.title.text(in: language)),
            "properties": .object(JSONObject(numbered)),
            "additionalProperties": false,
        ]
    }

    private static let identifier: Members.Element = (
        Queryables.identifiers[0], ["title": "id", "type": "integer", "x-ogc-role": "id"]
    )

    private static func geometry(_ schema: FeatureSchema) -> Members.Element {
        var members = geometry(schema.geometryType)
        members["x-ogc-role"] = "primary-geometry"
        return (Queryables.geometry, members)
    }

    private static func members(_ property: FeatureSchema.Property, _ time: PrimaryTime) -> JSONObject {
        var members = self.property(property).object ?? [:]
        if let role = time.role(of: property.name) { members["x-ogc-role"] = .string(role) }
        return members
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
