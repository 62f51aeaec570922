internal import Foundation
internal import Reprojection
internal import SimpleFeatures

/// How a result names the system a coordinate was read in.
enum CRSNames {
    /// As the register names it: `VN-2000 / TM-3 108-30`.
    static func name(of crs: CRS) throws -> String { try CRSDefinition(crs).name }

    /// Latitude before longitude, easting before northing, as each is most often read aloud.
    static func text(_ coordinate: Coordinate, _ crs: CRS) -> String {
        let isGeographic = [.crs84, .epsg(4326), .epsg(4756)].contains(crs)
        return isGeographic
            ? String(format: "%.6f, %.6f", coordinate.y, coordinate.x)
            : String(format: "E %.2f, N %.2f", coordinate.x, coordinate.y)
    }
}
