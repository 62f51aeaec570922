internal import SimpleFeatures

/// The attributes of a schema as the catalogue stores them: a JSON array of name, title and type.
enum PropertyList {
    static func write(_ properties: [FeatureSchema.Property]) -> String {
        let list = JSONValue.array(
            properties.map { property in
                [
                    "name": .string(property.name), "title": .string(property.title),
                    "type": .string(property.type.rawValue),
                ]
            })
        return String(decoding: list.serialized, as: UTF8.self)
    }

    static func read(_ text: String) throws -> [FeatureSchema.Property] {
        let list = try JSONReader.read(Array(text.utf8))
        return (list.array ?? []).compactMap { entry in
            guard let name = entry["name"]?.string,
                let type = entry["type"]?.string.flatMap(FeatureSchema.PropertyType.init(rawValue:))
            else { return nil }
            return FeatureSchema.Property(name: name, title: entry["title"]?.string, type: type)
        }
    }
}
