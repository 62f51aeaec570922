import FeatureExchange
import GeoStore
import SimpleFeatures

/// The text that lies beside shapefiles, in both languages: what the short names of the columns stand for.
struct ShapefileReadme {
    static let name = "DOC_TRUOC_README.txt"

    let title: String
    let collection: PublishedCollection
    let crs: CRS
    let fields: [ShapefileField]
    let survey: ExportSurvey

    var text: String {
        let titles = Dictionary(collection.schema.properties.map { ($0.name, $0.title) }) { first, _ in first }
        let width = 12
        let mapping = fields.map { field -> String in
            let short = field.name + String(repeating: " ", count: max(width - field.name.count, 1))
            let title = titles[field.original].flatMap { $0 == field.original ? nil : " (\($0))" } ?? ""
            return "  \(short)\(field.original)\(title)"
        }
        let cut = survey.columns.filter { $0.cutTexts > 0 }
        let cutLines = cut.map { "  \($0.property.name): \($0.cutTexts)" }
        return """
            \(title)
            \(collection.id.name), phiên bản / version \(collection.state), \(collection.updatedAt)

            TIẾNG VIỆT
            Hệ tọa độ: \(crs.identifier). Bảng mã chữ: UTF-8 (xem tệp .cpg). Số đối tượng: \(survey.count).
            Shapefile chỉ cho tên cột dài 10 ký tự không dấu, không phân biệt ô trống với chuỗi rỗng, và mỗi tệp chỉ chứa
            một loại hình học. Tên cột trong tệp và tên gốc:
            \(mapping.joined(separator: "\n"))
            \(cut.isEmpty ? "Không có giá trị nào bị cắt." : "Số giá trị bị cắt còn 254 byte, theo cột:")
            \(cutLines.joined(separator: "\n"))

            ENGLISH
            CRS: \(crs.identifier). Text encoding: UTF-8 (see .cpg). Features: \(survey.count).
            A shapefile has column names of ten plain characters, does not tell an empty text from no value, and holds one
            kind of geometry in a file. Columns in the file and their own names:
            \(mapping.joined(separator: "\n"))
            \(cut.isEmpty ? "No value was cut." : "Values cut to 254 bytes, by column:")
            \(cutLines.joined(separator: "\n"))

            """
    }
}
