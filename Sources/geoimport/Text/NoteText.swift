import FeatureExchange
import GeoStore

/// Notes on a source as sentences of one line.
enum NoteText {
    static func sentence(_ note: SourceNote) -> LocalizedText {
        let words = words(note)
        return LocalizedText(vi: oneLine(words.vi), en: oneLine(words.en))
    }

    /// What a note quotes may have any character in it; a report has one line for each.
    private static func oneLine(_ text: String) -> String { String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }) }

    private static func words(_ note: SourceNote) -> LocalizedText {
        func text(_ vi: String, _ en: String) -> LocalizedText { LocalizedText(vi: vi, en: en) }
        switch note {
        case .extractedFromArchive(let member): return text("đã giải nén \(member)", "unpacked \(member)")
        case .nestedArchivesIgnored(let members):
            let list = members.joined(separator: ", ")
            return text("không mở tệp nén nằm trong tệp nén: \(list)", "archives inside the archive were not opened: \(list)")
        case .indexRebuilt(let records, let fault):
            let reason = reason(fault)
            return text(
                "chỉ mục (.shx) \(reason.vi); đã lập lại cho \(records) bản ghi",
                "the index (.shx) \(reason.en); it was made anew for \(records) records")
        case .headerLengthWrong(let claimed, let actual):
            return text(
                "phần đầu tệp ghi \(claimed) byte, tệp có \(actual); đọc theo độ dài thật",
                "the header claims \(claimed) bytes, the file has \(actual); read by its true length")
        case .trailingBytesIgnored(let count):
            return text("bỏ qua \(count) byte sau bản ghi cuối", "\(count) bytes behind the last record were ignored")
        case .recordsUnreadable(let byte):
            return text("từ byte \(byte) trở đi không đọc được", "records cannot be read from byte \(byte) on")
        case .attributeTableMissing:
            return text("không có .dbf: đối tượng không có thuộc tính", "there is no .dbf: features have no attributes")
        case .attributeTableUnreadable:
            return text(
                "không đọc được .dbf: đối tượng không có thuộc tính", "the .dbf cannot be read: features have no attributes")
        case .rowCountDiffers(let shapes, let rows):
            return text("\(shapes) hình nhưng \(rows) dòng thuộc tính", "\(shapes) shapes but \(rows) attribute rows")
        case .deletedRowsSkipped(let count):
            return text("bỏ \(count) dòng đã đánh dấu xoá", "\(count) rows marked as deleted were left out")
        case .encodingFileUnusable(let beginning):
            return text(".cpg không ghi tên bảng mã nào: '\(beginning)'", "the .cpg names no encoding: '\(beginning)'")
        case .crsFileUnusable(let beginning):
            return text(
                ".prj không phải là định nghĩa hệ toạ độ: '\(beginning)'", "the .prj is no CRS definition: '\(beginning)'")
        case .crsFileMissing: return text("không có .prj", "there is no .prj")
        case .tableWithoutShapes:
            return text(".dbf không có .shp: các dòng không có hình", "a .dbf without a .shp: rows without geometry")
        case .charsetNamed(let name): return text("tệp ghi bảng mã \(name)", "the file names the charset \(name)")
        case .crsReplaced(let code, let current):
            return text(
                "EPSG:\(code) đã bị thay thế, hiện hành là EPSG:\(current)",
                "EPSG:\(code) is deprecated, EPSG:\(current) is in force")
        case .contentIs(let format):
            return text("nội dung thật của tệp là \(format)", "what is in the file is \(format), whatever its name says")
        case .libraryWarning(let message): return text("GDAL: \(message.text)", "GDAL: \(message.text)")
        case .textConverted, .titleRowsSkipped, .numberingRowSkipped, .columnNamesMissing, .emptyRowsSkipped,
            .raggedRows, .hiddenSheet, .numbersStoredAsText, .positionColumns, .shapeColumn, .decimalComma,
            .degreesMinutesSeconds, .axesExchanged, .axesLookExchanged, .axesUndecided:
            return tableWords(note)
        }
    }

    private static func reason(_ fault: SourceNote.IndexFault) -> LocalizedText {
        switch fault {
        case .missing: LocalizedText(vi: "bị thiếu", en: "is missing")
        case .lengthWrong: LocalizedText(vi: "sai độ dài", en: "has a wrong length")
        case .shapesLengthWrong: LocalizedText(vi: "không khớp với .shp", en: "disagrees with the .shp")
        }
    }
}
