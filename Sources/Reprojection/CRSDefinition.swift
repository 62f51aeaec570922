internal import CPROJ
public import SimpleFeatures

/// What the authority's register says of a CRS: what a store writes to its `spatial_ref_sys`, what a report prints.
public struct CRSDefinition: Hashable, Sendable {
    public let name: String
    /// WKT 1 in GDAL's dialect, the form `spatial_ref_sys.srtext` holds.
    public let wkt1: String
    /// The PROJ string, `spatial_ref_sys.proj4text`.
    public let projString: String
    public let isGeographic: Bool
    /// Whether the authority names the axis that points north first, as EPSG:4326 and EPSG:4756 do.
    public let isNorthFirst: Bool
    /// Degrees west, south, east, north; nil when the register has none.
    public let areaOfUse: Envelope?
    /// Whether the register has withdrawn the code.
    public let isDeprecated: Bool

    /// - Throws: `ProjError.unknownCRS`.
    public init(_ crs: CRS) throws(ProjError) {
        let context = try ProjContext()
        let object = try OperationChoice.crs(crs, in: context)
        name = proj_get_name(object.pointer).map { String(cString: $0) } ?? crs.identifier
        // Both return text owned by the object, NULL when the form does not exist.
        wkt1 = proj_as_wkt(context.pointer, object.pointer, PJ_WKT1_GDAL, nil).map { String(cString: $0) } ?? ""
        projString =
            proj_as_proj_string(context.pointer, object.pointer, PJ_PROJ_4, nil).map { String(cString: $0) } ?? ""
        let type = proj_get_type(object.pointer)
        isGeographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS
        isNorthFirst = crs != .crs84 && Self.firstAxisPointsNorth(object, in: context)
        isDeprecated = proj_is_deprecated(object.pointer) == 1
        var west = 0.0
        var south = 0.0
        var east = 0.0
        var north = 0.0
        // Returns 1 when there is an area; -1000 stands for "no box".
        let found = proj_get_area_of_use(context.pointer, object.pointer, &west, &south, &east, &north, nil)
        let isBox = found == 1 && west > -1000 && west <= east && south <= north
        areaOfUse = isBox ? Envelope(minX: west, minY: south, maxX: east, maxY: north, crs: .crs84) : nil
    }

    private static func firstAxisPointsNorth(_ object: ProjObject, in context: ProjContext) -> Bool {
        // Returns a new object, NULL for what has no coordinate system of its own.
        guard let system = proj_crs_get_coordinate_system(context.pointer, object.pointer) else { return false }
        let owned = ProjObject(owning: system, in: context)
        var direction: UnsafePointer<CChar>?
        // Returns 1 on success; the texts are the object's.
        guard
            proj_cs_get_axis_info(context.pointer, owned.pointer, 0, nil, nil, &direction, nil, nil, nil, nil) == 1,
            let direction
        else { return false }
        return String(cString: direction) == "north"
    }
}
