import CGDAL
import SimpleFeatures

/// Owns a spatial reference with x east and y north, as all our coordinates have it.
final class SpatialReference {
    let handle: OGRSpatialReferenceH

    /// - Throws: `GDALError` for a code that PROJ does not know.
    init(_ crs: CRS) throws(GDALError) {
        let code: Int32 =
            switch crs {
            case .crs84: 4326
            case .epsg(let code): Int32(code)
            }
        // OSRNewSpatialReference: ours, NULL only without memory.
        guard let made = OSRNewSpatialReference(nil) else {
            throw GDALError(function: "OSRNewSpatialReference", code: .outOfMemory, message: "out of memory")
        }
        handle = made
        OSRSetAxisMappingStrategy(handle, OAMS_TRADITIONAL_GIS_ORDER)
        guard OSRImportFromEPSG(handle, code) == OGRERR_NONE else {
            throw GDALError(function: "OSRImportFromEPSG", messages: GDALMessages.take(), fallback: "unknown EPSG code")
        }
    }

    // OSRRelease: counts down; layers hold it longer than we do.
    deinit { OSRRelease(handle) }
}
