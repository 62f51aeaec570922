import CGDAL

/// The GDAL that this process is linked with, prepared once.
public enum GDALLibrary {
    /// `GDAL 3.6.2, released 2023/01/02`, for reports and logs.
    public static var version: String {
        start()
        // GDALVersionInfo: static storage, never NULL.
        return String(cString: GDALVersionInfo("--version"))
    }

    /// Drivers and message routing. Every owner of a handle calls this first; only the first call works.
    static func start() { _ = prepared }

    /// Whether this build of GDAL has the driver, by its short name.
    static func has(driver name: String) -> Bool {
        start()
        return GDALGetDriverByName(name) != nil
    }

    private static let prepared: Void = {
        // Returns the former handler, which is the one that prints to stderr.
        _ = CPLSetErrorHandler { severity, code, text in
            GDALMessages.record(severity: severity, code: code, text: text)
        }
        // Without this DXF text is recoded by a table that lacks TCVN3 and VNI; "from UTF-8 to UTF-8" leaves the bytes.
        CPLSetConfigOption("DXF_ENCODING", "UTF-8")
        // GML without its schema: a commune code that looks like a number would lose its leading zero.
        CPLSetConfigOption("GML_FIELDTYPES", "ALWAYS_STRING")
        // GDAL stops at 2,000 with a warning; the columns beyond would be lost.
        CPLSetConfigOption("OGR_CSV_MAX_FIELD_COUNT", "\(DelimitedPlan.maximumColumns)")
        GDALAllRegister()
    }()

    /// Drivers a department's file may be opened with: files only. What reads the network or a database server, or
    /// names other files to read (VRT), is left out on purpose.
    static let allowedDrivers = [
        "ESRI Shapefile", "GPKG", "GeoJSON", "GeoJSONSeq", "TopoJSON", "ESRIJSON", "LIBKML", "KML", "GML", "FlatGeobuf",
        "MapInfo File", "CSV", "DXF", "DGN", "GPX", "OpenFileGDB", "SQLite", "XLSX", "XLS", "ODS", "OSM", "GeoRSS",
        "JML", "OGR_GMT",
    ]
}
