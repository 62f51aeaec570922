import CGDAL
import SimpleFeatures

extension GeometryType {
    /// What features of an OGR type become once curves are lines and surfaces are polygons.
    init(ogr type: OGRwkbGeometryType) {
        switch OGR_GT_Flatten(type) {
        case wkbPoint: self = .point
        case wkbLineString, wkbCircularString, wkbCompoundCurve, wkbCurve: self = .lineString
        case wkbPolygon, wkbCurvePolygon, wkbTriangle: self = .polygon
        case wkbMultiPoint: self = .multiPoint
        case wkbMultiLineString, wkbMultiCurve: self = .multiLineString
        case wkbMultiPolygon, wkbMultiSurface, wkbPolyhedralSurface, wkbTIN: self = .multiPolygon
        case wkbGeometryCollection: self = .geometryCollection
        // wkbUnknown, and wkbSurface, which is any of three.
        default: self = .geometry
        }
    }

    /// Types made of faces, which simple features (as stored here) do not have.
    static func isSurface(_ type: OGRwkbGeometryType) -> Bool {
        [wkbPolyhedralSurface, wkbTIN, wkbTriangle].contains(OGR_GT_Flatten(type))
    }
}
