extension SourceFormat {
    /// Maps and databases.
    static let vectorData: [SourceFormat] = [
        SourceFormat(
            id: "shapefile", name: "ESRI Shapefile", suffixes: ["shp", "dbf", "shx", "zip", "shz"],
            driver: "ESRI Shapefile",
            reads: Words(
                vi: "tệp rời, thư mục (cả thư mục con), một hay nhiều lớp trong zip; thiếu .shx thì dựng lại; "
                    + "chữ đọc thô theo bảng mã",
                en: "single files, folders (nested too), one or several in a zip; a missing .shx is rebuilt; "
                    + "text is read raw by its encoding"),
            limits: Words(
                vi: "tên cột tối đa 10 ký tự, không có giờ; .dbf ngắn hơn .shp thì bị từ chối",
                en: "column names of 10 bytes, no times; a .dbf shorter than its .shp is refused"),
            tested: [
                "single file", "folder", "zip", "several in a zip", "upper-case suffixes",
                "without .shx, .prj, .cpg, .dbf", "cut .shp",
            ]),
        SourceFormat(
            id: "mapinfo-tab", name: "MapInfo TAB", suffixes: ["tab", "dat", "map", "id"],
            driver: "MapInfo File",
            reads: Words(
                vi: "bảng .tab với .dat .map .id cạnh nhau; chữ đọc thô dù bảng mã ghi WindowsLatin1",
                en: "tables with their .dat, .map and .id; text is read raw whatever charset is named"),
            limits: Words(
                vi: "toạ độ nằm trên lưới số nguyên của MapInfo (khoảng 1e-7 độ); bảng liên kết ODBC không "
                    + "đọc được",
                en: "positions lie on MapInfo's integer grid (about 1e-7 degrees); linked ODBC tables are not "
                    + "read"),
            tested: ["polygons", "without .map"]),
        SourceFormat(
            id: "mapinfo-mif", name: "MapInfo MIF/MID", suffixes: ["mif", "mid"],
            driver: "MapInfo File",
            reads: Words(
                vi: "cặp .mif và .mid",
                en: "the pair of .mif and .mid"),
            limits: nil,
            tested: ["polygons", "opened by its .mid", "cut .mid"]),
        SourceFormat(
            id: "geopackage", name: "GeoPackage", suffixes: ["gpkg"],
            driver: "GPKG",
            reads: Words(
                vi: "mọi lớp; tệp gốc không bị ghi thêm -wal, -shm",
                en: "all layers; nothing is written beside the file"),
            limits: nil,
            tested: ["polygons", "cut file"]),
        SourceFormat(
            id: "filegdb", name: "Esri File Geodatabase", suffixes: ["gdb", "zip"],
            driver: "OpenFileGDB",
            reads: Words(
                vi: "thư mục .gdb hoặc .gdb.zip; mọi lớp và bảng",
                en: "a folder .gdb or a .gdb.zip; all feature classes and tables"),
            limits: Words(
                vi: "quan hệ, topology, miền giá trị và ảnh không đọc; .mdb (personal geodatabase) phải xuất "
                    + "ra GeoPackage",
                en: "relationships, topologies, domains and rasters are not read; export an .mdb as "
                    + "GeoPackage"),
            tested: ["folder", "zip", "cut table"]),
        SourceFormat(
            id: "geojson", name: "GeoJSON", suffixes: ["geojson", "json"],
            driver: "GeoJSON",
            reads: Words(
                vi: "FeatureCollection, Feature hoặc một hình; có BOM, UTF-16; thành phần crs kiểu cũ",
                en: "a FeatureCollection, a Feature or a geometry; BOM, UTF-16; the old crs member"),
            limits: Words(
                vi: "một đối tượng lớn hơn 200 MB bị từ chối",
                en: "one feature above 200 MB is refused"),
            tested: ["collection", "feature", "geometry", "byte order mark", "UTF-16", "crs member"]),
        SourceFormat(
            id: "geojsonseq", name: "GeoJSON, mỗi dòng một đối tượng / GeoJSONSeq",
            suffixes: ["geojsonl", "geojsons", "geojsonseq", "ndjson", "jsonl"],
            driver: "GeoJSONSeq",
            reads: Words(
                vi: "mỗi dòng một đối tượng, hoặc phân cách bằng RS (RFC 8142)",
                en: "a feature on each line, or separated by RS (RFC 8142)"),
            limits: nil,
            tested: ["lines", "record separators"]),
        SourceFormat(
            id: "topojson", name: "TopoJSON", suffixes: ["topojson", "json"],
            driver: "TopoJSON",
            reads: Words(
                vi: "mọi đối tượng, cung được ghép thành hình",
                en: "all objects, arcs joined to geometries"),
            limits: Words(
                vi: "đọc cả tệp vào bộ nhớ: tối đa 500 MB; không có hệ toạ độ",
                en: "read as a whole: up to 500 MB; it has no CRS"),
            tested: ["points and lines"]),
        SourceFormat(
            id: "kml", name: "KML / KMZ", suffixes: ["kml", "kmz"],
            driver: "LIBKML",
            reads: Words(
                vi: "mỗi thư mục (Folder) là một lớp; ExtendedData thành cột",
                en: "each folder is a layer; ExtendedData become columns"),
            limits: Words(
                vi: "đọc cả tệp vào bộ nhớ: tối đa 500 MB sau giải nén; NetworkLink, ảnh và kiểu hiển thị "
                    + "không đọc",
                en: "read as a whole: up to 500 MB unpacked; network links, overlays and styles are not read"),
            tested: ["KML", "KMZ"]),
        SourceFormat(
            id: "gml", name: "GML 2, 3.1, 3.2", suffixes: ["gml", "xml"],
            driver: "GML",
            reads: Words(
                vi: "lược đồ .xsd cạnh tệp được dùng; không có thì mọi cột là chữ; trục toạ độ đưa về "
                    + "đông–bắc",
                en: "an .xsd beside the file is used; without one all columns are text; axes are turned east "
                    + "first"),
            limits: Words(
                vi: "lược đồ trên mạng không được tải; xlink không được theo",
                en: "schemas on the network are not fetched; xlinks are not followed"),
            tested: ["GML 2", "GML 3.2", "north-first axes", "entity bomb", "cut file"]),
        SourceFormat(
            id: "flatgeobuf", name: "FlatGeobuf", suffixes: ["fgb"],
            driver: "FlatGeobuf",
            reads: Words(
                vi: "mọi kiểu hình và cột",
                en: "all geometry types and columns"),
            limits: nil,
            tested: ["polygons", "cut file"]),
    ]
}
