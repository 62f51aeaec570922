public import SimpleFeatures

/// A style of the MapLibre Style Specification, version 8, compiled to be drawn with.
public struct Style: Sendable {
    /// Images to draw with, at a URL without its ending.
    public struct Sprite: Hashable, Sendable {
        /// Names of its images begin with it and a colon; those of `default` do not.
        public let id: String
        public let url: String
    }

    public let name: String?
    public let metadata: JSONValue?
    /// Longitude and latitude.
    public let center: Coordinate?
    public let zoom: Double?
    /// In degrees, clockwise from north.
    public let bearing: Double
    /// In degrees, from looking straight down.
    public let pitch: Double
    public let sources: [StyleSource]
    public let sprites: [Sprite]
    /// A template with `{fontstack}` and `{range}`.
    public let glyphs: String?
    /// The first one lies below all others.
    public let layers: [StyleLayer]
    /// What `global-state` says until it is told otherwise.
    public let state: StyleObject
    /// Every property that layers read, at the index that its `PropertyName` has.
    public let propertyNames: [String]
    /// The whole document: what is not in a property here is in it.
    public let document: JSONObject

    /// Reads and checks a style.
    /// - Throws: `StyleErrors` with everything that is wrong with it.
    public init(_ json: JSONValue) throws(StyleErrors) {
        let wrong = StyleValidation.issues(of: json).filter { $0.severity == .error }
        guard wrong.isEmpty, let document = json.object else { throw StyleErrors(all: wrong) }
        var names = PropertyNames()
        layers = try Self.layers(document["layers"]?.array ?? [], names: &names)
        propertyNames = names.all
        self.document = document
        name = document["name"]?.string
        metadata = document["metadata"]
        let center = document["center"]?.array?.compactMap(\.number) ?? []
        self.center = center.count == 2 ? Coordinate(x: center[0], y: center[1]) : nil
        zoom = document["zoom"]?.number
        bearing = document["bearing"]?.number ?? 0
        pitch = document["pitch"]?.number ?? 0
        glyphs = document["glyphs"]?.string
        sources = (document["sources"]?.object?.members ?? []).compactMap { member in
            guard let members = member.value.object,
                let kind = members["type"]?.string.flatMap(StyleSource.Kind.init(rawValue:))
            else { return nil }
            return StyleSource(id: member.key, kind: kind, members)
        }
        sprites = Self.sprites(document["sprite"])
        let state = document["state"]?.object?.members ?? []
        self.state = StyleObject(
            state.map { (key: $0.key, value: StyleValue($0.value["default"] ?? .null)) })
    }

    private static func layers(
        _ values: [JSONValue], names: inout PropertyNames
    ) throws(StyleErrors) -> [StyleLayer] {
        var layers: [StyleLayer] = []
        for (index, json) in values.enumerated() {
            let key = "layers[\(index)]"
            guard let layer = json.object, let type = layer["type"]?.string.flatMap(LayerType.init(rawValue:)) else {
                // Only layers that refer to another one come here.
                throw StyleErrors(
                    all: [
                        StyleIssue(
                            key: "\(key).ref",
                            message: "\"ref\" is not supported; give the layer a \"type\" and a source of its own")
                    ])
            }
            do {
                layers.append(try StyleLayer(layer, type: type, names: &names))
            } catch {
                throw StyleErrors(all: error.all.map { StyleIssue(key: key + $0.key, message: $0.message) })
            }
        }
        return layers
    }

    private static func sprites(_ json: JSONValue?) -> [Sprite] {
        if let url = json?.string { return [Sprite(id: "default", url: url)] }
        return (json?.array ?? []).compactMap { sprite in
            guard let id = sprite["id"]?.string, let url = sprite["url"]?.string else { return nil }
            return Sprite(id: id, url: url)
        }
    }
}
