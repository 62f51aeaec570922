public import Foundation
public import SimpleFeatures

extension TileMatrixSet {
    /// The deepest zoom served: 2^24 tiles a side, 2.4 m each.
    static let deepestWebMercatorZoom = 24

    /// Google Maps' scheme (OGC 17-083r4, annex D.1), zooms 0 to 24.
    public static let webMercatorQuad = TileMatrixSet(
        id: "WebMercatorQuad",
        uri: "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
        crs: .epsg(3857),
        topLeft: Coordinate(x: -WebMercator.halfWorld, y: WebMercator.halfWorld),
        matrices: (0...deepestWebMercatorZoom).map { zoom in
            Matrix(tileSpan: WebMercator.halfWorld * 2 / Double(1 << zoom), width: 1 << zoom, height: 1 << zoom)
        })
}

/// Spherical Mercator, EPSG:3857, by its formula: exact, and a tenth of what a PROJ call costs.
public enum WebMercator {
    /// Metres; the WGS 84 semi-major axis used as the radius of a sphere (EPSG method 1024).
    static let radius = 6_378_137.0
    /// Metres from the centre to each side of the square world.
    public static let halfWorld = radius * Double.pi
    /// Degrees: where the square world ends.
    public static let maximumLatitude = 85.051_128_779_806_59

    /// Metres from degrees; latitudes beyond the square are brought to its edge.
    @inlinable
    public static func project(longitude: Double, latitude: Double) -> Coordinate {
        let clamped = min(max(latitude, -maximumLatitude), maximumLatitude)
        let sine = sin(clamped * .pi / 180)
        return Coordinate(
            x: longitude / 180 * halfWorld,
            y: log((1 + sine) / (1 - sine)) / (2 * .pi) * halfWorld)
    }

    /// Degrees from metres.
    public static func unproject(_ coordinate: Coordinate) -> (longitude: Double, latitude: Double) {
        (
            coordinate.x / halfWorld * 180,
            atan(sinh(coordinate.y / halfWorld * .pi)) * 180 / .pi
        )
    }

    /// A box in degrees (CRS84) to metres.
    public static func project(_ envelope: Envelope) -> Envelope {
        precondition(envelope.crs == .crs84, "only longitude/latitude boxes are projected by formula")
        let southWest = project(longitude: envelope.minX, latitude: envelope.minY)
        let northEast = project(longitude: envelope.maxX, latitude: envelope.maxY)
        return Envelope(
            minX: southWest.x, minY: southWest.y, maxX: northEast.x, maxY: northEast.y, crs: .epsg(3857))
    }

    /// A box in metres to degrees (CRS84).
    public static func unproject(_ envelope: Envelope) -> Envelope {
        precondition(envelope.crs == .epsg(3857), "the box is not in Web Mercator metres")
        let southWest = unproject(Coordinate(x: envelope.minX, y: envelope.minY))
        let northEast = unproject(Coordinate(x: envelope.maxX, y: envelope.maxY))
        return Envelope(
            minX: southWest.longitude, minY: southWest.latitude,
            maxX: northEast.longitude, maxY: northEast.latitude, crs: .crs84)
    }
}
