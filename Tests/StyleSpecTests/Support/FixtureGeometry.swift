import SimpleFeatures

@testable import StyleSpec

/// GeoJSON as a feature of a vector tile would have it: in whole units of the tile, several parts under a simple type.
struct FixtureGeometry {
    let type: StyleGeometryType
    /// Nil without a tile: the type alone counts then.
    let parts: [[TilePoint]]?

    init(_ geojson: JSONValue, in tile: TileAddress?) {
        let name = geojson["type"]?.string ?? ""
        let coordinates = geojson["coordinates"]?.array ?? []
        guard let tile, geojson["coordinates"] != nil else {
            type = StyleGeometryType(rawValue: name) ?? .unknown
            parts = nil
            return
        }
        func point(_ json: JSONValue) -> TilePoint {
            let world = tile.worldPoint(
                ofPosition: TilePoint(x: json[0]?.number ?? .nan, y: json[1]?.number ?? .nan))
            return TilePoint(
                x: world.x - Double(tile.column) * TileAddress.unitsPerTile,
                y: world.y - Double(tile.row) * TileAddress.unitsPerTile)
        }
        func line(_ json: JSONValue) -> [TilePoint] { json.array?.map(point) ?? [] }
        switch name {
        case "Point": (type, parts) = (.point, [[point(.array(coordinates))]])
        case "MultiPoint": (type, parts) = (.point, coordinates.map { [point($0)] })
        case "LineString": (type, parts) = (.lineString, [coordinates.map(point)])
        case "MultiLineString": (type, parts) = (.lineString, coordinates.map(line))
        case "Polygon": (type, parts) = (.polygon, coordinates.map(line))
        default: (type, parts) = (.polygon, coordinates.flatMap { $0.array?.map(line) ?? [] })
        }
    }
}
