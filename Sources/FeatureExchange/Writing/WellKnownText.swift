import CGDAL
import Foundation
public import SimpleFeatures

/// Well-known text of geometries (OGC 06-103r4, 7): for cells of tables that people edit.
public enum WellKnownText {
    /// Every number with the digits that read back as the same number; `nan` and `inf` where it is none.
    public static func write(_ geometry: Geometry) -> String { WKTWriter.write(geometry) }

    /// - Throws: `GDALError` with what is wrong in the text, `WKBError` for a geometry we have no value for.
    public static func read(_ text: String) throws -> Geometry {
        GDALLibrary.start()
        _ = GDALMessages.take()
        var made: OGRGeometryH?
        let (status, hasRest) = text.withCString { start -> (OGRErr, Bool) in
            var cursor: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(mutating: start)
            // OGR_G_CreateFromWkt: a geometry of ours, or an error and NULL. It moves the cursor past what it has read
            // and writes nothing.
            let status = OGR_G_CreateFromWkt(&cursor, nil, &made)
            let rest = cursor.map { String(cString: $0) } ?? ""
            return (status, !rest.allSatisfy(\.isWhitespace))
        }
        guard status == OGRERR_NONE, let made else {
            throw GDALError(
                function: "OGR_G_CreateFromWkt", messages: GDALMessages.take(), fallback: "this is no WKT geometry")
        }
        let owner = OGRGeometry(owning: made)
        guard !hasRest else {
            throw GDALError(function: "OGR_G_CreateFromWkt", code: .appDefined, message: "text after the geometry")
        }
        let wkb = owner.withHandle { handle -> [UInt8] in
            let size = Int(OGR_G_WkbSizeEx(handle))
            return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                // OGR_G_ExportToIsoWkb: OGRERR_NONE, having written exactly `size` bytes.
                count = OGR_G_ExportToIsoWkb(handle, wkbNDR, buffer.baseAddress) == OGRERR_NONE ? size : 0
            }
        }
        return try WKBReader.read(wkb)
    }
}
