import FeatureExchange
import GeoStore

/// What an unreadable file is, and the way out.
enum UnreadableFormatText {
    static func sentence(_ format: UnreadableFormat) -> LocalizedText {
        switch format {
        case .empty: LocalizedText(vi: "tệp rỗng", en: "the file is empty")
        case .microStationV8:
            LocalizedText(
                vi:
                    "đây là MicroStation DGN V8, chỉ phần mềm Bentley đọc được; lưu lại thành DXF, DGN V7 hoặc GeoPackage",
                en:
                    "this is MicroStation DGN V8, which only Bentley's software reads; save it as DXF, DGN V7 or GeoPackage"
            )
        case .autoCADDrawing:
            LocalizedText(
                vi: "đây là bản vẽ AutoCAD (DWG); lưu lại thành DXF", en: "this is an AutoCAD drawing; save it as DXF")
        case .accessDatabase:
            LocalizedText(
                vi: "đây là cơ sở dữ liệu Access; xuất các lớp thành shapefile hoặc GeoPackage",
                en: "this is a Microsoft Access database; export its layers as shapefile or GeoPackage")
        case .officeDocument:
            LocalizedText(
                vi: "đây là tài liệu Office, không phải bảng tính hay bản đồ",
                en: "this is an Office document, neither a workbook nor a map")
        case .htmlPage:
            LocalizedText(
                vi:
                    "đây là trang web, thường là trang báo lỗi khi tải; hãy tải lại (tệp .xls kiểu này: mở bằng Excel rồi lưu thành .xlsx)",
                en:
                    "this is a web page, probably an error page of a download; download it again (an .xls like this: open it and save it as .xlsx)"
            )
        case .notAnArchive:
            LocalizedText(
                vi: "đuôi tệp là zip nhưng nội dung không phải tệp nén, hoặc đã bị cắt; hãy tải lại",
                en: "the name says zip, the content is no archive, or was cut; download it again")
        case .foreignArchive(let kind):
            LocalizedText(
                vi: "đây là tệp nén \(kind); hãy giải nén hoặc nén lại thành zip",
                en: "this is a \(kind) archive; unpack it, or pack it as zip")
        case .archiveWithoutLayers(let members) where members.isEmpty:
            LocalizedText(vi: "tệp nén rỗng", en: "the archive is empty")
        case .archiveWithoutLayers(let members) where members.contains { $0.lowercased().hasSuffix(".zip") }:
            LocalizedText(
                vi: "tệp nén không có lớp nào, chỉ có tệp nén khác; hãy giải nén rồi nhập từng tệp: "
                    + members.joined(separator: ", "),
                en: "the archive has no layer, but other archives; unpack it and import each of them: "
                    + members.joined(separator: ", "))
        case .archiveWithoutLayers(let members):
            LocalizedText(
                vi: "tệp nén không có lớp nào; trong đó có \(members.joined(separator: ", "))",
                en: "the archive has no layer; it has \(members.joined(separator: ", "))")
        case .folderWithoutLayers: LocalizedText(vi: "thư mục không có lớp nào", en: "the folder has no layer")
        case .shapefilePart(let missing):
            LocalizedText(
                vi: "đây chỉ là một phần của lớp; thiếu tệp .\(missing)",
                en: "this is a part of \(missing == "shp" ? "a shapefile" : "a MapInfo table"); \(missing) is missing")
        }
    }
}
