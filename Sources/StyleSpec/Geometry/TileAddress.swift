import Foundation

/// A tile of the web Mercator pyramid, and how its coordinates lie on the Earth.
public struct TileAddress: Hashable, Sendable {
    public let zoom: Int
    public let column: Int
    public let row: Int

    /// The units along a tile's side, as MapLibre has them for `within` and `distance`.
    public static let unitsPerTile = 8192.0

    public init(zoom: Int, column: Int, row: Int) {
        self.zoom = zoom
        self.column = column
        self.row = row
    }

    /// The units around the Earth.
    var worldSize: Double { exp2(Double(zoom)) * Self.unitsPerTile }

    /// Where a point of the tile is in the whole world, in units.
    func worldPoint(ofTilePoint point: TilePoint) -> TilePoint {
        TilePoint(
            x: point.x + Double(column) * Self.unitsPerTile, y: point.y + Double(row) * Self.unitsPerTile)
    }

    /// Where longitude and latitude are in the whole world, in whole units.
    func worldPoint(ofPosition position: TilePoint) -> TilePoint {
        let x = (180 + position.x) / 360
        let y = (180 - 180 / .pi * log(tan(.pi / 4 + position.y * .pi / 360))) / 360
        return TilePoint(
            x: (x * worldSize + 0.5).rounded(.down), y: (y * worldSize + 0.5).rounded(.down))
    }

    /// Longitude and latitude of a point of the tile.
    func position(ofTilePoint point: TilePoint) -> TilePoint {
        let world = worldPoint(ofTilePoint: point)
        let y = world.y / worldSize
        return TilePoint(
            x: world.x / worldSize * 360 - 180, y: 360 / .pi * atan(exp((180 - y * 360) * .pi / 180)) - 90)
    }
}
