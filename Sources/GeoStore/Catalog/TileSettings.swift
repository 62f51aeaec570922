internal import SimpleFeatures

/// How a collection is shown in tiles: changed with `geoimport configure`, kept with the collection, not versioned.
public struct TileSettings: Hashable, Sendable {
    /// A property that appears in tiles from a zoom on.
    public struct PropertyZoom: Hashable, Sendable {
        public var property: String
        public var minZoom: Int

        public init(property: String, minZoom: Int) {
            self.property = property
            self.minZoom = minZoom
        }
    }

    /// What collections have that nobody configured.
    public static let standard = TileSettings()

    /// Tiles above it (with smaller numbers) are empty.
    public var minZoom = 0
    /// The deepest zoom offered to clients, which draw it larger beyond; deeper tiles are made when asked for.
    public var maxZoom = 16
    /// Tile units (4096 a side) that a tile reaches beyond its square, so that lines and symbols are whole at the seam.
    public var buffer = 64
    /// Bytes of one layer's tile, compressed; what is larger is generalised further, never cut off.
    public var sizeLimitInBytes = 500_000
    /// A number: where there is no room for all, features with larger values stay.
    public var importanceProperty: String?
    /// Polygons too small to draw are pooled; the area of each value of this property is kept as well as can be.
    public var classProperty: String?
    /// A feature is shown from the smallest zoom of the rules that it meets, from `maxZoom` when it meets none.
    /// Without rules every feature is shown from `minZoom`.
    public var zoomRules: [ZoomRule] = []
    /// In the order given; properties that are not named are in every tile.
    public var propertyZooms: [PropertyZoom] = []
    /// Properties that are in no tile. Items have them.
    public var hiddenProperties: [String] = []

    public init() {}

    /// Which properties, in the order of the schema, are in tiles of a zoom; nil when all are.
    public func visibleProperties(of names: [String], atZoom zoom: Int) -> [Bool]? {
        guard !propertyZooms.isEmpty || !hiddenProperties.isEmpty else { return nil }
        let visible = names.map { name in
            !hiddenProperties.contains(name)
                && !propertyZooms.contains { $0.property == name && zoom < $0.minZoom }
        }
        return visible.allSatisfy { $0 } ? nil : visible
    }

    /// Changes with whatever changes a tile: part of tile keys and ETags. 16 digits, the same in every run.
    public var fingerprint: String { Self.fingerprint(of: json) }

    /// Changes with whatever changes the overview file.
    public var buildFingerprint: String {
        var parts: JSONObject = [
            "importance": JSONValue(importanceProperty), "class": JSONValue(classProperty),
            "show": .array(zoomRules.map { .string($0.description) }),
        ]
        if !zoomRules.isEmpty { parts["maxZoom"] = JSONValue(maxZoom) }
        return Self.fingerprint(of: .object(parts))
    }

    private static func fingerprint(of value: JSONValue) -> String {
        var digester = Digester(0)
        value.serialized.withUnsafeBytes { digester.add($0) }
        let digits = String(digester.digest.high, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
