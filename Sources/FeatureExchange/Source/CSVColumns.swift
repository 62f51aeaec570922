/// Columns of a CSV that hold a position or a shape. The source says nothing about their CRS.
enum CSVColumns {
    static let openOptions = [
        "X_POSSIBLE_NAMES=lon,long,lng,longitude,x,easting,kinh_do,kinhdo,toa_do_x",
        "Y_POSSIBLE_NAMES=lat,latitude,y,northing,vi_do,vido,toa_do_y",
        "Z_POSSIBLE_NAMES=z,elevation,height,do_cao,cao_do",
        "GEOM_POSSIBLE_NAMES=wkt,geom,geometry,the_geom,wkb_geometry",
        "KEEP_GEOM_COLUMNS=YES", "EMPTY_STRING_AS_NULL=YES",
    ]

    /// The column that became the geometry and would otherwise be repeated as an attribute. Coordinates in columns of
    /// their own stay attributes: people look for them.
    static func isShapeColumn(_ name: String) -> Bool {
        ["wkt", "geom", "geometry", "the_geom", "wkb_geometry"].contains(name.lowercased())
    }
}
