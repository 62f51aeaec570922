public import SimpleFeatures

/// Settings as the catalogue stores them and as programs read them.
extension TileSettings {
    /// Every setting under its name, in one order.
    public var json: JSONValue {
        [
            "minZoom": JSONValue(minZoom), "maxZoom": JSONValue(maxZoom), "buffer": JSONValue(buffer),
            "tileLimit": JSONValue(sizeLimitInBytes), "importance": JSONValue(importanceProperty),
            "class": JSONValue(classProperty), "show": .array(zoomRules.map { .string($0.description) }),
            "properties": .object(
                JSONObject(propertyZooms.map { (key: $0.property, value: JSONValue($0.minZoom)) })),
            "hidden": .array(hiddenProperties.map { .string($0) }),
        ]
    }

    /// - Parameter text: of the catalogue; a name it lacks has its default.
    init(stored text: String) throws {
        let value = try JSONReader.read(Array(text.utf8))
        self.init()
        minZoom = Self.number(value["minZoom"]) ?? minZoom
        maxZoom = Self.number(value["maxZoom"]) ?? maxZoom
        buffer = Self.number(value["buffer"]) ?? buffer
        sizeLimitInBytes = Self.number(value["tileLimit"]) ?? sizeLimitInBytes
        importanceProperty = value["importance"]?.string
        classProperty = value["class"]?.string
        zoomRules = try Self.texts(value["show"]).map { try ZoomRule($0) }
        propertyZooms = (value["properties"]?.object?.members ?? []).compactMap { member in
            Self.number(member.value).map { PropertyZoom(property: member.key, minZoom: $0) }
        }
        hiddenProperties = Self.texts(value["hidden"])
    }

    /// For the catalogue; nil for the standard.
    var stored: String? {
        self == .standard ? nil : String(decoding: json.serialized, as: UTF8.self)
    }

    private static func number(_ value: JSONValue?) -> Int? { value?.integer.flatMap { Int(exactly: $0) } }

    private static func texts(_ value: JSONValue?) -> [String] { (value?.array ?? []).compactMap(\.string) }
}
