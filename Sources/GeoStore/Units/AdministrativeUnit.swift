public import SimpleFeatures

/// An administrative unit of one of the dated lists of `data/units`.
public struct AdministrativeUnit: Hashable, Sendable {
    public enum Level: Int, Hashable, Sendable, Comparable {
        case commune, district, province

        public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
    }

    public let code: String
    /// `xã`, `phường`, `huyện`…
    public let kind: String
    /// Without the kind.
    public let name: String
    public let level: Level
    /// Titles of the units it belongs to, the nearest first.
    public let parents: [String]
    /// Code of its province, of the same list.
    public let province: String
    /// Longitude and latitude, WGS 84 degrees, to 0.001.
    public let centre: Coordinate
    /// Of a circle as large as the unit, kilometres.
    public let radiusInKilometres: Double
    /// The VN-2000 3° zone in use in its province; nil in lists that do not say.
    public let zone: CRS?
    /// Whether it is of the list before 1 July 2025.
    public let isFormer: Bool

    /// `Xã Ia Dêr`, `Phường 14`.
    public var title: String { kind.prefix(1).uppercased() + kind.dropFirst() + " " + name }

    /// The box around the circle, CRS84.
    public var envelope: Envelope {
        let degrees = max(radiusInKilometres, 0.5) / 111.2
        return Envelope(
            minX: centre.x - degrees, minY: centre.y - degrees, maxX: centre.x + degrees, maxY: centre.y + degrees,
            crs: .crs84)
    }
}
