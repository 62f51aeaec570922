internal import CPROJ
public import SimpleFeatures

/// What a projected CRS does to lengths and directions at a place.
public struct ProjectionFactors: Hashable, Sendable {
    /// Metres of the grid per metre on the ellipsoid; equal in both directions where the projection is conformal.
    public let northward: Double
    public let eastward: Double
    /// Degrees from true north clockwise to grid north.
    public let convergence: Double

    /// - Parameter place: longitude and latitude in degrees, of the datum of the CRS.
    /// - Throws: `ProjError.unknownCRS`, `.outsideDomain`.
    public init(of crs: CRS, at place: Coordinate) throws(ProjError) {
        let context = try ProjContext()
        let object = try OperationChoice.crs(crs, in: context)
        let (longitude, latitude) = (place.x * .pi / 180, place.y * .pi / 180)
        // Takes a projected CRS and radians, longitude first; sets the object's error where there is no answer.
        let factors = proj_factors(object.pointer, proj_coord(longitude, latitude, 0, 0))
        guard proj_errno(object.pointer) == 0, factors.meridional_scale.isFinite, factors.meridional_scale > 0,
            factors.parallel_scale.isFinite
        else { throw ProjError.outsideDomain(from: crs, to: crs, near: place) }
        northward = factors.meridional_scale
        eastward = factors.parallel_scale
        convergence = factors.meridian_convergence * 180 / .pi
    }

    /// Metres of the grid per metre on the ellipsoid, the mean of all directions.
    public var scale: Double { (northward * eastward).squareRoot() }
}
