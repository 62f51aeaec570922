internal import Reprojection
public import SimpleFeatures

/// The projected CRS that a sheet is drawn in.
///
/// Not Sendable, like the transform it holds.
public final class MapPlane {
    public let crs: CRS
    /// As the register calls it: `VN-2000 / TM-3 108-30`.
    public let name: String
    /// Longitude and latitude of the same datum: what graticules are of.
    public let geographic: CRS
    private let degrees: CoordinateTransform
    private let areaOfUse: Envelope?
    private let toEarth: CoordinateTransform

    /// - Throws: `SheetError.notProjected`, `ProjError`.
    public init(_ crs: CRS) throws {
        let definition = try CRSDefinition(crs)
        guard !definition.isGeographic else { throw SheetError.notProjected(crs) }
        self.crs = crs
        name = definition.name
        geographic = definition.name.hasPrefix("VN-2000") ? .epsg(4756) : .epsg(4326)
        degrees = try CoordinateTransform(from: crs, to: geographic)
        toEarth = try CoordinateTransform(from: crs, to: .crs84)
        areaOfUse = definition.areaOfUse
    }

    /// Whether lengths on paper are those of the ground at the centre. Web Mercator's own are up to twice too long in Viet
    /// Nam's latitudes and beyond; those of VN-2000 differ from the ground by less than paper shrinks.
    var isMeasuredOnGround: Bool { crs == .epsg(3857) }

    /// Longitude and latitude in degrees, of the datum of the plane.
    public func geographic(_ point: Coordinate) throws -> Coordinate { try degrees.transform(point) }

    /// The place of WGS 84 longitude and latitude.
    public func point(_ place: Coordinate) throws -> Coordinate { try toEarth.transform(place, direction: .inverse) }

    /// The box that holds a box of another CRS.
    public func envelope(_ box: Envelope) throws -> Envelope {
        guard box.crs != crs else { return box }
        return try CoordinateTransform(from: box.crs, to: crs).transform(box)
    }

    /// Metres of the plane per metre of what a scale is said of.
    func stretch(at point: Coordinate) throws -> Double {
        isMeasuredOnGround ? try factors(at: point).scale : 1
    }

    func factors(at point: Coordinate) throws -> ProjectionFactors {
        try ProjectionFactors(of: crs, at: geographic(point))
    }

    /// - Throws: `SheetError.outside` for a place where the register does not use the CRS, a degree around it not counted;
    ///   `ProjError` where it has no coordinates.
    public func require(_ point: Coordinate) throws {
        let place = try toEarth.transform(point)
        guard let areaOfUse, !areaOfUse.expanded(by: Self.toleranceInDegrees).contains(place) else { return }
        throw SheetError.outside(crs, place: place, area: areaOfUse)
    }

    /// Provinces work in the zone of their neighbours, too.
    private static let toleranceInDegrees = 2.0
}
