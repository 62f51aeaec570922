import CGDAL
import SimpleFeatures

/// From an OGR geometry to ours: positions are copied ring by ring; what has measures, and collections, go through ISO
/// WKB in a buffer that is used again for every feature.
final class GeometryReader {
    private var buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)

    private let keepsNaN: Bool

    /// - Parameter driver: whose geometries are read; nil for those from elsewhere.
    init(driver: String? = nil) { keepsNaN = driver.map(Self.writersOfNaN.contains) ?? false }

    deinit { buffer.deallocate() }

    /// Files that say that a point is empty in another way than by coordinates of NaN.
    private static let writersOfNaN: Set<String> = [
        "ESRI Shapefile", "MapInfo File", "FlatGeobuf", "DGN", "DXF", "KML", "LIBKML", "GML", "CSV",
    ]

    /// Does not change `source`. What it cannot read becomes an issue, and nil.
    func read(_ source: OGRGeometryH, issues: inout [SourceIssue]) -> Geometry? {
        guard let replacement = simpleFeature(source, issues: &issues) else {
            return readSimple(source, issues: &issues)
        }
        return replacement.withHandle { readSimple($0, issues: &issues) }
    }

    private func readSimple(_ handle: OGRGeometryH, issues: inout [SourceIssue]) -> Geometry? {
        do {
            return try PositionCopy.geometry(of: handle, keepsNaN: keepsNaN) ?? readWKB(handle, issues: &issues)
        } catch {
            issues.append(.geometryUnreadable(reason: String(describing: error)))
            return nil
        }
    }

    private func readWKB(_ handle: OGRGeometryH, issues: inout [SourceIssue]) throws -> Geometry {
        let (geometry, droppedM) = try WKBReader.read(wkb(of: handle))
        if droppedM { issues.append(.measuresDropped) }
        return geometry
    }

    /// The WKB of `handle`, valid until the next call.
    private func wkb(of handle: OGRGeometryH) throws(GDALError) -> UnsafeRawBufferPointer {
        let size = Int(OGR_G_WkbSizeEx(handle))
        if size > buffer.count {
            buffer.deallocate()
            buffer = .allocate(byteCount: max(size, buffer.count * 2), alignment: 8)
        }
        // OGR_G_ExportToIsoWkb: OGRERR_NONE, having written exactly `size` bytes.
        let status = OGR_G_ExportToIsoWkb(handle, wkbNDR, buffer.baseAddress)
        guard status == OGRERR_NONE else {
            throw GDALError(
                function: "OGR_G_ExportToIsoWkb", messages: GDALMessages.take(), fallback: "OGRErr \(status)")
        }
        return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<size])
    }

    /// A replacement for curves and surfaces; nil when `source` is a simple feature already, as nearly always.
    private func simpleFeature(_ source: OGRGeometryH, issues: inout [SourceIssue]) -> OGRGeometry? {
        // OGR_G_HasCurveGeometry: 1 or 0, also for curves inside collections.
        if OGR_G_HasCurveGeometry(source, 1) != 0 {
            issues.append(.curvesLinearised)
            // OGR_G_GetLinearGeometry: a new geometry of ours; angle 0 means OGR's default of 4 degrees.
            return OGR_G_GetLinearGeometry(source, 0, nil).map { OGRGeometry(owning: $0) }
        }
        let type = OGR_G_GetGeometryType(source)
        let isCollection = OGR_GT_Flatten(type) == wkbGeometryCollection
        guard GeometryType.isSurface(type) || (isCollection && Self.containsSurface(source)) else { return nil }
        // OGR_G_GetGeometryName: static storage.
        let name = String(cString: OGR_G_GetGeometryName(source))
        issues.append(.surfaceConverted(from: name))
        let facesType = OGR_GT_SetModifier(wkbMultiPolygon, OGR_GT_HasZ(type), OGR_GT_HasM(type))
        // OGR_G_CreateGeometry: ours, NULL only for a type that does not exist.
        guard let faces = OGR_G_CreateGeometry(facesType) else { return nil }
        Self.collectFaces(of: source, into: faces)
        return OGRGeometry(owning: faces)
    }

    private static func containsSurface(_ collection: OGRGeometryH) -> Bool {
        (0..<OGR_G_GetGeometryCount(collection)).contains { index in
            guard let member = OGR_G_GetGeometryRef(collection, index) else { return false }
            return GeometryType.isSurface(OGR_G_GetGeometryType(member)) || containsSurface(member)
        }
    }

    /// Adds a copy of every polygon and triangle in `source`, however deep, to `faces`.
    private static func collectFaces(of source: OGRGeometryH, into faces: OGRGeometryH) {
        switch OGR_GT_Flatten(OGR_G_GetGeometryType(source)) {
        case wkbPolygon:
            // OGR_G_AddGeometry: copies.
            _ = OGR_G_AddGeometry(faces, source)
        case wkbTriangle:
            // OGR_G_ForceToPolygon: takes its argument and gives a geometry of ours.
            guard let polygon = OGR_G_ForceToPolygon(OGR_G_Clone(source)) else { return }
            // OGR_G_AddGeometryDirectly: takes the polygon unless it fails.
            if OGR_G_AddGeometryDirectly(faces, polygon) != OGRERR_NONE { OGR_G_DestroyGeometry(polygon) }
        default:
            for index in 0..<OGR_G_GetGeometryCount(source) {
                // OGR_G_GetGeometryRef: the parent keeps it.
                if let member = OGR_G_GetGeometryRef(source, index) { collectFaces(of: member, into: faces) }
            }
        }
    }
}
