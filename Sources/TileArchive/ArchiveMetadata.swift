public import SimpleFeatures

/// What tiles of an archive hold.
public enum TileKind: String, Hashable, Sendable, CaseIterable {
    case vector = "pbf"
    case png
    case jpeg = "jpg"
    case webp
    case avif
    case unknown
}

/// What an archive says about itself, whichever format it has.
public struct ArchiveMetadata: Hashable, Sendable {
    /// Degrees, and the zoom to look at them.
    public struct Centre: Hashable, Sendable {
        public var longitude: Double
        public var latitude: Double
        public var zoom: Int

        public init(longitude: Double, latitude: Double, zoom: Int) {
            self.longitude = longitude
            self.latitude = latitude
            self.zoom = zoom
        }
    }

    public var name: String
    public var description: String?
    public var attribution: String?
    /// Of the content, as the maker counts.
    public var version: String?
    public var kind: TileKind
    /// An overlay, unless it covers all its ground.
    public var isBaseMap = false
    public var zooms: ClosedRange<Int>
    /// In CRS84.
    public var bounds: Envelope
    public var centre: Centre?
    /// Layers of vector tiles with their fields (TileJSON 3.0, 3.3).
    public var vectorLayers: JSONValue?

    /// The square of Web Mercator, in degrees.
    public static let world = Envelope(
        minX: -180, minY: -85.051_128_78, maxX: 180, maxY: 85.051_128_78, crs: .crs84)

    public init(
        name: String, kind: TileKind, zooms: ClosedRange<Int>, bounds: Envelope = ArchiveMetadata.world,
        vectorLayers: JSONValue? = nil
    ) {
        self.name = name
        self.kind = kind
        self.zooms = zooms
        self.bounds = bounds
        self.vectorLayers = vectorLayers
    }

    /// The centre given, or the middle of the bounds at the first zoom.
    var centreOrMiddle: Centre {
        let middle = bounds.centre
        let centre = centre ?? Centre(longitude: middle.x, latitude: middle.y, zoom: zooms.lowerBound)
        let zoom = min(max(centre.zoom, zooms.lowerBound), zooms.upperBound)
        return Centre(longitude: centre.longitude, latitude: centre.latitude, zoom: zoom)
    }

    /// As readers expect bounds: within the world, and never without an area, which some take for a fault.
    var widenedBounds: Envelope {
        let least = 1e-5  // degrees: a metre
        let world = Self.world
        func side(_ low: Double, _ high: Double, within limits: ClosedRange<Double>) -> (Double, Double) {
            let low = min(max(low, limits.lowerBound), limits.upperBound)
            let high = min(max(high, limits.lowerBound), limits.upperBound)
            guard high - low < least else { return (low, high) }
            let middle = min(max((low + high) / 2, limits.lowerBound + least), limits.upperBound - least)
            return (middle - least / 2, middle + least / 2)
        }
        let (west, east) = side(bounds.minX, bounds.maxX, within: world.minX...world.maxX)
        let (south, north) = side(bounds.minY, bounds.maxY, within: world.minY...world.maxY)
        return Envelope(minX: west, minY: south, maxX: east, maxY: north, crs: .crs84)
    }
}
