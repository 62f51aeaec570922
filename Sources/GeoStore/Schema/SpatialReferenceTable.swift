internal import GRDB
internal import Reprojection
internal import SimpleFeatures

/// `spatial_ref_sys`: which CRS a geometry column's SRID stands for, to every program that opens the file.
enum SpatialReferenceTable {
    /// The SRID of a CRS: its EPSG code. CRS84 is stored as EPSG:4326, which every program reads as longitude and
    /// latitude in a file.
    static func srid(of crs: CRS) -> Int32 {
        switch crs {
        case .crs84: 4326
        case .epsg(let code): Int32(code)
        }
    }

    /// Makes sure that the row exists and says what PROJ says: SpatiaLite's own table is years older, and lacks or
    /// misses the datum shift of some Vietnamese entries.
    /// - Throws: `ProjError.unknownCRS`.
    static func register(_ crs: CRS, in database: Database) throws {
        let srid = srid(of: crs)
        let definition = try CRSDefinition(.epsg(Int(srid)))
        try database.execute(
            sql: """
                INSERT INTO spatial_ref_sys (srid, auth_name, auth_srid, ref_sys_name, proj4text, srtext)
                VALUES (?1, 'epsg', ?1, ?2, ?3, ?4)
                ON CONFLICT (srid) DO UPDATE SET proj4text = ?3, srtext = ?4
                """,
            arguments: [Int(srid), definition.name, definition.projString, definition.wkt1])
    }
}
