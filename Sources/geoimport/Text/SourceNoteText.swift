import FeatureExchange
import GeoStore

/// What was put right in a source, in both languages.
enum SourceNoteText {
    static func sentence(_ note: SourceNote) -> LocalizedText {
        // What a note quotes may have any character in it; a report has one line for each.
        let text = words(note)
        func line(_ text: String) -> String { String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }) }
        return LocalizedText(vi: line(text.vi), en: line(text.en))
    }

    private static func words(_ note: SourceNote) -> LocalizedText {
        switch note {
        case .extractedFromArchive(let member): LocalizedText(vi: "đã giải nén \(member)", en: "unpacked \(member)")
        case .nestedArchivesIgnored(let members):
            LocalizedText(
                vi: "tệp nén nằm trong tệp nén không được mở: \(list(members)); hãy giải nén rồi nhập riêng",
                en: "archives inside the archive were not opened: \(list(members)); unpack them and import each")
        case .indexRebuilt(let records, let fault):
            LocalizedText(
                vi: "tệp chỉ mục (.shx) \(reason(fault).vi); đã dựng lại cho \(records) bản ghi",
                en: "the index (.shx) \(reason(fault).en); it was made anew for \(records) records")
        case .headerLengthWrong(let claimed, let actual):
            LocalizedText(
                vi: "phần đầu tệp ghi \(claimed) byte, tệp có \(actual) byte; đã đọc theo độ dài thật",
                en: "the header claims \(claimed) bytes, the file has \(actual); read by its true length")
        case .trailingBytesIgnored(let count):
            LocalizedText(
                vi: "bỏ qua \(count) byte sau bản ghi cuối", en: "\(count) bytes behind the last record were ignored")
        case .recordsUnreadable(let byte):
            LocalizedText(
                vi: "không đọc được bản ghi từ byte \(byte) trở đi", en: "records cannot be read from byte \(byte) on")
        case .attributeTableMissing:
            LocalizedText(
                vi: "không có .dbf: đối tượng không có thuộc tính",
                en: "there is no .dbf: features have no attributes")
        case .attributeTableUnreadable:
            LocalizedText(
                vi: "không đọc được .dbf: đối tượng không có thuộc tính",
                en: "the .dbf cannot be read: features have no attributes")
        case .rowCountDiffers(let shapes, let rows):
            LocalizedText(
                vi: "\(shapes) hình nhưng \(rows) dòng thuộc tính", en: "\(shapes) shapes but \(rows) attribute rows")
        case .deletedRowsSkipped(let count):
            LocalizedText(
                vi: "đã bỏ \(count) dòng được đánh dấu xoá", en: "\(count) rows marked as deleted were left out")
        case .encodingFileUnusable(let beginning):
            LocalizedText(
                vi: "tệp .cpg không nêu bảng mã: '\(beginning)'", en: "the .cpg names no encoding: '\(beginning)'")
        case .crsFileUnusable(let beginning):
            LocalizedText(
                vi: "tệp .prj không phải định nghĩa hệ toạ độ: '\(beginning)'",
                en: "the .prj is no CRS definition: '\(beginning)'")
        case .crsFileMissing: LocalizedText(vi: "không có .prj", en: "there is no .prj")
        case .tableWithoutShapes:
            LocalizedText(
                vi: "có .dbf mà không có .shp: các dòng không có hình",
                en: "a .dbf without a .shp: rows without geometry")
        case .charsetNamed(let name):
            LocalizedText(vi: "tệp nêu bảng mã \(name)", en: "the file names the charset \(name)")
        case .crsReplaced(let code, let current):
            LocalizedText(
                vi: "EPSG:\(code) đã cũ, mã đang có hiệu lực là EPSG:\(current)",
                en: "EPSG:\(code) is deprecated, EPSG:\(current) is in force")
        case .libraryWarning(let message): LocalizedText(vi: "GDAL: \(message.text)", en: "GDAL: \(message.text)")
        case .contentIs(let format):
            LocalizedText(
                vi: "đuôi tệp không đúng, nội dung là \(format)", en: "the suffix is wrong, the content is \(format)")
        case .textConverted(let name):
            LocalizedText(
                vi: "tệp viết bằng \(name), đã chuyển sang UTF-8 để đọc", en: "text in \(name) was read as UTF-8")
        case .titleRowsSkipped(let count, let first):
            LocalizedText(
                vi: "bỏ \(count) dòng tiêu đề phía trên tên cột ('\(first)')",
                en: "\(count) title rows above the column names were left out ('\(first)')")
        case .numberingRowSkipped:
            LocalizedText(
                vi: "bỏ dòng đánh số cột dưới tên cột",
                en: "the row of column numbers below the names was left out")
        case .columnNamesMissing:
            LocalizedText(
                vi: "bảng không có tên cột; các cột được gọi là column_1, column_2…",
                en: "the table has no column names; they are column_1, column_2…")
        case .emptyRowsSkipped(let count):
            LocalizedText(vi: "bỏ \(count) dòng trống", en: "\(count) empty rows were left out")
        case .raggedRows(let count, let line):
            LocalizedText(
                vi: "\(count) dòng có số cột khác dòng tên cột, dòng đầu tiên là dòng \(line)",
                en: "\(count) rows have another number of columns than the names, the first is line \(line)")
        case .formulasNotCalculated(let count, let first):
            LocalizedText(
                vi: "\(count) ô công thức chưa được tính (ô đầu tiên: \(first)); mở bằng Excel rồi lưu lại",
                en: "\(count) cells with a formula that was never calculated (the first: \(first)); save it in Excel")
        case .hiddenSheet: LocalizedText(vi: "trang tính này bị ẩn", en: "this sheet is hidden")
        case .numbersStoredAsText(let columns):
            LocalizedText(
                vi: "cột \(list(columns)) chứa số ở dạng chữ; giữ nguyên là chữ để không mất số 0 ở đầu",
                en: "column \(list(columns)) holds numbers as text; they stay text, so that codes keep their zeros")
        case .positionColumns(let east, let north, let height, let choice):
            SourceColumnText.position(east: east, north: north, height: height, choice)
        case .shapeColumn(let name, let form, let choice): SourceColumnText.shape(name, form, choice)
        case .decimalComma(let columns):
            LocalizedText(
                vi: "số thập phân dùng dấu phẩy ở cột \(list(columns))", en: "decimal commas in column \(list(columns))"
            )
        case .degreesMinutesSeconds(let columns):
            LocalizedText(
                vi: "toạ độ viết theo độ, phút, giây ở cột \(list(columns))",
                en: "degrees, minutes and seconds in column \(list(columns))")
        case .axesExchanged(let east, let north): SourceColumnText.exchanged(east: east, north: north)
        case .axesLookExchanged(let east, let north): SourceColumnText.lookExchanged(east: east, north: north)
        case .axesUndecided(let east, let north): SourceColumnText.undecided(east: east, north: north)
        }
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    }

    private static func reason(_ fault: SourceNote.IndexFault) -> LocalizedText {
        switch fault {
        case .missing: LocalizedText(vi: "không có", en: "is missing")
        case .lengthWrong: LocalizedText(vi: "có độ dài sai", en: "has a wrong length")
        case .shapesLengthWrong: LocalizedText(vi: "không khớp với .shp", en: "disagrees with the .shp")
        }
    }
}
