import CGDAL
import SimpleFeatures

/// Copies the positions of the six simple types without a detour through WKB.
enum PositionCopy {
    /// Nil for what it does not do: measures, collections, curves, surfaces.
    /// - Parameter keepsNaN: whether a point with NaN is one, as it stands; an empty one otherwise, which is how binary
    ///   geometries of databases write it.
    static func geometry(of handle: OGRGeometryH, keepsNaN: Bool) -> Geometry? {
        let type = OGR_G_GetGeometryType(handle)
        guard OGR_GT_HasM(type) == 0 else { return nil }
        let hasZ = OGR_GT_HasZ(type) != 0
        switch OGR_GT_Flatten(type) {
        case wkbPoint: return .point(sequence(handle, hasZ, keepsNaN: keepsNaN))
        case wkbLineString: return .lineString(sequence(handle, hasZ))
        case wkbPolygon: return .polygon(polygon(handle, hasZ))
        // Nobody writes an empty point among others.
        case wkbMultiPoint: return .multiPoint(members(handle).map { sequence($0, hasZ, keepsNaN: true) })
        case wkbMultiLineString: return .multiLineString(members(handle).map { sequence($0, hasZ) })
        case wkbMultiPolygon: return .multiPolygon(members(handle).map { polygon($0, hasZ) })
        default: return nil
        }
    }

    private static func polygon(_ handle: OGRGeometryH, _ hasZ: Bool) -> Geometry.Polygon {
        Geometry.Polygon(rings: members(handle).map { sequence($0, hasZ) })
    }

    /// OGR_G_GetGeometryRef: the parent keeps them.
    private static func members(_ handle: OGRGeometryH) -> [OGRGeometryH] {
        (0..<OGR_G_GetGeometryCount(handle)).compactMap { OGR_G_GetGeometryRef(handle, $0) }
    }

    private static func sequence(
        _ handle: OGRGeometryH, _ hasZ: Bool, keepsNaN: Bool = false
    ) -> CoordinateSequence {
        // OGR_G_IsEmpty: an empty point still counts one position, and one with NaN passes for empty.
        let isEmpty = OGR_G_IsEmpty(handle) != 0
        let isNaN = isEmpty && keepsNaN && (OGR_G_GetX(handle, 0).isNaN || OGR_G_GetY(handle, 0).isNaN)
        let count = isEmpty && !isNaN ? 0 : Int(OGR_G_GetPointCount(handle))
        let stride = hasZ ? 3 : 2
        let bytes = Int32(stride * MemoryLayout<Double>.stride)
        guard count > 0 else { return CoordinateSequence(hasZ: hasZ) }
        let values = [Double](unsafeUninitializedCapacity: count * stride) { buffer, initialized in
            guard let start = buffer.baseAddress else { return }
            // OGR_G_GetPoints: writes `count` positions, each number a stride apart.
            _ = OGR_G_GetPoints(handle, start, bytes, start + 1, bytes, hasZ ? start + 2 : nil, hasZ ? bytes : 0)
            initialized = count * stride
        }
        return CoordinateSequence(hasZ: hasZ, values: values)
    }
}
