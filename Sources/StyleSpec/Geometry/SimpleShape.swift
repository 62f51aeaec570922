import SimpleFeatures

/// The geometries that `within` and `distance` compare with, taken out of GeoJSON; positions in degrees.
enum SimpleShape: Sendable {
    case point(TilePoint)
    case line([TilePoint])
    case polygon([[TilePoint]])

    /// Those of a geometry, a feature or a collection of features; nil when something is no geometry of simple parts.
    static func all(of geojson: JSONValue) -> [SimpleShape]? {
        switch geojson["type"]?.string {
        case "FeatureCollection":
            guard let features = geojson["features"]?.array else { return nil }
            var shapes: [SimpleShape] = []
            for feature in features {
                guard let parts = feature["geometry"].flatMap(parts) else { return nil }
                shapes += parts
            }
            return shapes
        case "Feature": return geojson["geometry"].flatMap(parts)
        default: return parts(geojson)
        }
    }

    private static func parts(_ geometry: JSONValue) -> [SimpleShape]? {
        guard let coordinates = geometry["coordinates"] else { return nil }
        switch geometry["type"]?.string {
        case "Point": return TilePoint(coordinates).map { [.point($0)] }
        case "LineString": return positions(coordinates).map { [.line($0)] }
        case "Polygon": return rings(coordinates).map { [.polygon($0)] }
        case "MultiPoint": return positions(coordinates)?.map(SimpleShape.point)
        case "MultiLineString": return each(coordinates, positions)?.map(SimpleShape.line)
        case "MultiPolygon": return each(coordinates, rings)?.map(SimpleShape.polygon)
        default: return nil
        }
    }

    /// Lines and rings have a position at least: what is measured starts there.
    private static func positions(_ json: JSONValue) -> [TilePoint]? {
        each(json, TilePoint.init).flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func rings(_ json: JSONValue) -> [[TilePoint]]? {
        each(json, positions).flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func each<Part>(_ json: JSONValue, _ read: (JSONValue) -> Part?) -> [Part]? {
        guard let values = json.array else { return nil }
        let parts = values.compactMap(read)
        return parts.count == values.count ? parts : nil
    }
}

extension TilePoint {
    /// `[longitude, latitude]`, and maybe a height.
    fileprivate init?(_ json: JSONValue) {
        guard let x = json[0]?.number, let y = json[1]?.number else { return nil }
        self.init(x: x, y: y)
    }
}
