extension SourceFormat {
    /// Drawings, tables and the rest.
    static let drawingsAndTables: [SourceFormat] = [
        SourceFormat(
            id: "dxf", name: "AutoCAD DXF", suffixes: ["dxf"],
            driver: "DXF",
            reads: Words(
                vi: "mọi đối tượng vẽ, với cột Layer, Text…; bảng mã theo $DWGCODEPAGE, đọc thô",
                en: "all drawing entities with columns Layer, Text…; text raw, by $DWGCODEPAGE"),
            limits: Words(
                vi: "không có hệ toạ độ (cần --source-crs); DWG phải lưu thành DXF; DXF nhị phân không đọc",
                en: "it has no CRS (--source-crs); save a DWG as DXF; binary DXF is not read"),
            tested: ["polygons", "cut file"]),
        SourceFormat(
            id: "dgn", name: "MicroStation DGN V7", suffixes: ["dgn"],
            driver: "DGN",
            reads: Words(
                vi: "phần tử vẽ với mức, màu, chữ",
                en: "elements with level, colour and text"),
            limits: Words(
                vi: "không có hệ toạ độ (cần --source-crs); DGN V8 bị từ chối: lưu lại thành DXF, DGN V7 hoặc "
                    + "GeoPackage",
                en: "it has no CRS (--source-crs); V8 is refused: save it as DXF, DGN V7 or GeoPackage"),
            tested: ["polygons", "version 8", "cut file"]),
        SourceFormat(
            id: "csv", name: "CSV, TSV, văn bản / CSV, TSV, text", suffixes: ["csv", "tsv", "txt"],
            driver: "CSV",
            reads: Words(
                vi: "phân cách , ; tab |; dấu phẩy thập phân; độ–phút–giây; BOM, UTF-16; tiêu đề phía trên; "
                    + "cột x/y (X là bắc được nhận ra), WKT, EWKT, WKB hex",
                en: "separators , ; tab |; decimal commas; degrees, minutes, seconds; BOM, UTF-16; titles "
                    + "above; x/y columns (X as north is recognised), WKT, EWKT, WKB in hex"),
            limits: Words(
                vi: "không có hệ toạ độ trừ EWKT; mọi cột là chữ; dấu ngoặc kép không đóng thì bị từ chối",
                en: "no CRS but for EWKT; all columns are text; an unclosed quotation mark is refused"),
            tested: [
                "separators", "decimal comma", "X as north", "degrees, minutes, seconds", "UTF-16", "title rows",
                "no names", "WKT, EWKT, WKB",
            ]),
        SourceFormat(
            id: "xlsx", name: "Excel XLSX", suffixes: ["xlsx", "xlsm"],
            driver: "XLSX",
            reads: Words(
                vi: "mỗi trang tính là một lớp; công thức lấy giá trị đã lưu; tiêu đề, ô gộp ở dòng tên cột, "
                    + "dòng trống; cột x/y hoặc WKT như CSV",
                en: "each sheet is a layer; formulas give their stored values; titles, merged headings, empty "
                    + "rows; x/y or WKT columns as in CSV"),
            limits: Words(
                vi: "ô gộp trong dữ liệu chỉ có giá trị ở ô đầu; tối đa 500 MB sau giải nén; tệp có mật khẩu "
                    + "không đọc được",
                en: "cells merged within the data have their value in the first only; up to 500 MB unpacked; "
                    + "no password"),
            tested: ["x/y columns", "titles and two heading rows", "hidden sheet", "formulas", "wrong suffix"]),
        SourceFormat(
            id: "xls", name: "Excel XLS", suffixes: ["xls"],
            driver: "XLS",
            reads: Words(
                vi: "như XLSX; trang HTML hay văn bản mang đuôi .xls được nhận ra",
                en: "as XLSX; text named .xls is read, a web page named .xls is refused"),
            limits: nil,
            tested: ["text named .xls", "web page named .xls"]),
        SourceFormat(
            id: "ods", name: "OpenDocument Spreadsheet", suffixes: ["ods"],
            driver: "ODS",
            reads: Words(
                vi: "như XLSX",
                en: "as XLSX"),
            limits: nil,
            tested: ["x/y columns"]),
        SourceFormat(
            id: "gpx", name: "GPX", suffixes: ["gpx"],
            driver: "GPX",
            reads: Words(
                vi: "điểm, tuyến, vết là các lớp riêng",
                en: "waypoints, routes and tracks as layers of their own"),
            limits: nil,
            tested: ["waypoints"]),
        SourceFormat(
            id: "spatialite", name: "SpatiaLite, SQLite", suffixes: ["sqlite", "db"],
            driver: "SQLite",
            reads: Words(
                vi: "mọi bảng có hình",
                en: "all tables with geometry"),
            limits: nil,
            tested: ["polygons"]),
        SourceFormat(
            id: "osm", name: "OpenStreetMap", suffixes: ["pbf", "osm"],
            driver: "OSM",
            reads: Words(
                vi: "điểm, đường, vùng theo thẻ thông dụng",
                en: "points, lines and areas with common tags"),
            limits: nil,
            tested: ["XML extract"]),
    ]
}
