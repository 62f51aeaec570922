import Foundation
import Reprojection
import SimpleFeatures

/// Lengths and areas on the ground, in metres and square metres, from coordinates of one CRS.
struct GroundMeasure: Hashable, Sendable {
    /// GRS 80 and WGS 84 agree to 0.1 mm.
    private static let semiMajorAxis = 6_378_137.0
    private static let eccentricitySquared = 0.006_694_380_022_9
    /// Radius of the sphere with the ellipsoid's surface.
    private static let authalicRadius = 6_371_007.180_9

    let isGeographic: Bool
    /// Of a projected CRS; 1 for metres.
    let metresPerUnit: Double

    init(isGeographic: Bool, metresPerUnit: Double = 1) {
        self.isGeographic = isGeographic
        self.metresPerUnit = metresPerUnit
    }

    /// - Throws: `ProjError.unknownCRS`.
    init(crs: CRS) throws(ProjError) {
        let definition = try CRSDefinition(crs)
        let factor = definition.projString.split(separator: " ").first { $0.hasPrefix("+to_meter=") }
            .flatMap { Double($0.dropFirst("+to_meter=".count)) }
        self.init(isGeographic: definition.isGeographic, metresPerUnit: factor ?? 1)
    }

    /// Metres for one unit of x and of y, at a northing or latitude.
    @inline(__always)
    func metres(atY y: Double) -> (x: Double, y: Double) {
        guard isGeographic else { return (metresPerUnit, metresPerUnit) }
        let latitude = y * .pi / 180
        let sine = sin(latitude)
        let w = 1 - Self.eccentricitySquared * sine * sine
        let degree = Double.pi / 180
        // Radii of curvature of the parallel and the meridian (Snyder, "Map Projections", 1987, 4-18 to 4-20).
        let normal = Self.semiMajorAxis / w.squareRoot()
        return (normal * cos(latitude) * degree, normal * (1 - Self.eccentricitySquared) / w * degree)
    }

    /// Of the polygons of a geometry by the shoelace formula: holes count against their shell whichever way they turn;
    /// lobes of a ring that crosses itself cancel out.
    func area(of geometry: Geometry) -> Double {
        switch geometry {
        case .polygon(let polygon): area(of: polygon)
        case .multiPolygon(let polygons): polygons.reduce(0) { $0 + area(of: $1) }
        case .geometryCollection(let members): members.reduce(0) { $0 + area(of: $1) }
        case .point, .lineString, .multiPoint, .multiLineString: 0
        }
    }

    private func area(of polygon: Geometry.Polygon) -> Double {
        guard let shell = polygon.exterior else { return 0 }
        let holes = polygon.interiors.reduce(0) { $0 + abs(signedArea(of: $1)) }
        return abs(signedArea(of: shell)) - holes
    }

    /// Positive for a ring that turns counter-clockwise.
    func signedArea(of ring: CoordinateSequence) -> Double {
        guard isGeographic else { return ring.doubledSignedArea / 2 * metresPerUnit * metresPerUnit }
        guard ring.count > 2 else { return 0 }
        // Lambert's cylindrical equal-area projection by the authalic latitude (Snyder, 3-11, 3-12): areas are true.
        let origin = ring[0]
        let base = Self.authalicSine(origin.y)
        var sum = 0.0
        var previous = (x: 0.0, y: 0.0)
        for index in 1..<ring.count {
            let position = ring[index]
            let current = (x: (position.x - origin.x) * .pi / 180, y: Self.authalicSine(position.y) - base)
            sum += previous.x * current.y - current.x * previous.y
            previous = current
        }
        return sum / 2 * Self.authalicRadius * Self.authalicRadius
    }

    /// The sine of the authalic latitude: q / q at the pole.
    private static func authalicSine(_ latitude: Double) -> Double {
        q(sin(latitude * .pi / 180)) / qAtPole
    }

    private static let qAtPole = q(1)

    private static func q(_ sine: Double) -> Double {
        let e = eccentricitySquared.squareRoot()
        return (1 - eccentricitySquared)
            * (sine / (1 - eccentricitySquared * sine * sine) + atanh(e * sine) / e)
    }
}
