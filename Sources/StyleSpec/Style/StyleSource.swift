public import SimpleFeatures

/// Where features or images come from.
public struct StyleSource: Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case vector, raster, geojson, video, image
        case rasterDEM = "raster-dem"
    }

    public let id: String
    public let kind: Kind
    /// A TileJSON document.
    public let url: String?
    /// Templates with `{z}`, `{x}` and `{y}`.
    public let tiles: [String]
    public let minZoom: Double
    /// The deepest tiles there are; they serve all zooms beyond.
    public let maxZoom: Double
    public let attribution: String?
    /// Everything the style says of it.
    public let members: JSONObject

    init(id: String, kind: Kind, _ members: JSONObject) {
        self.id = id
        self.kind = kind
        url = members["url"]?.string
        tiles = members["tiles"]?.array?.compactMap(\.string) ?? []
        minZoom = members["minzoom"]?.number ?? 0
        maxZoom = members["maxzoom"]?.number ?? (kind == .geojson ? 18 : 22)
        attribution = members["attribution"]?.string
        self.members = members
    }
}
