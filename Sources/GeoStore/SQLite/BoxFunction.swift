internal import CSpatiaLite
internal import SimpleFeatures

/// `gs_meets_box(geometry, min x, min y, max x, max y)`: 1 when the geometry surely has a point in common with the box, 0
/// when only `ST_Intersects` can tell.
///
/// Of the parcels of a box it decides all but some of those over its sides, and `ST_Intersects` need not make both
/// geometries anew for GEOS.
enum BoxFunction {
    static let name = "gs_meets_box"

    static func register(on connection: OpaquePointer?) {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY
        // Fails only for a name or a count that SQLite does not take, which these are not.
        _ = sqlite3_create_function_v2(
            connection, name, 5, flags, nil,
            { context, _, values in
                guard let values, sqlite3_value_type(values[0]) == SQLITE_BLOB else {
                    return sqlite3_result_int(context, 0)
                }
                let start = sqlite3_value_blob(values[0])
                let blob = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(values[0])))
                let meets = SpatiaLiteBlob.surelyMeets(
                    blob, minX: sqlite3_value_double(values[1]), minY: sqlite3_value_double(values[2]),
                    maxX: sqlite3_value_double(values[3]), maxY: sqlite3_value_double(values[4]))
                sqlite3_result_int(context, meets ? 1 : 0)
            }, nil, nil, nil)
    }
}
