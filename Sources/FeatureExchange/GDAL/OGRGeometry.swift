import CGDAL

/// Owns one OGR geometry that is no part of a feature. For one thread at a time.
final class OGRGeometry {
    private let handle: OGRGeometryH

    init(owning handle: OGRGeometryH) { self.handle = handle }

    /// From WKB as `WKBWriter` makes it.
    init(wkb: [UInt8]) throws(GDALError) {
        GDALLibrary.start()
        _ = GDALMessages.take()
        var made: OGRGeometryH?
        // OGR_G_CreateFromWkb: OGRERR_NONE and a geometry of ours, or an error and NULL. It does not write the bytes.
        let status = wkb.withUnsafeBytes { OGR_G_CreateFromWkb($0.baseAddress, nil, &made, Int32($0.count)) }
        guard status == OGRERR_NONE, let made else {
            throw GDALError(
                function: "OGR_G_CreateFromWkb", messages: GDALMessages.take(), fallback: "OGRErr \(status)")
        }
        handle = made
    }

    deinit { OGR_G_DestroyGeometry(handle) }

    func withHandle<Result>(_ body: (OGRGeometryH) -> Result) -> Result { body(handle) }
}
