import FeatureExchange
import GeoStore

/// Notes on delimited text and workbooks.
extension NoteText {
    static func tableWords(_ note: SourceNote) -> LocalizedText {
        func text(_ vi: String, _ en: String) -> LocalizedText { LocalizedText(vi: vi, en: en) }
        switch note {
        case .textConverted(let encoding):
            return text("bảng ở mã \(encoding), đã đọc qua bản sao UTF-8", "the table is in \(encoding); it was read through a copy in UTF-8")
        case .titleRowsSkipped(let count, let first):
            return text(
                "bỏ qua \(count) dòng phía trên tên cột ('\(first)')", "\(count) rows above the column names were left out ('\(first)')")
        case .numberingRowSkipped:
            return text("bỏ qua dòng đánh số cột", "the row that numbers the columns was left out")
        case .columnNamesMissing:
            return text(
                "dòng đầu là dữ liệu: cột được đặt tên theo số thứ tự", "the first row holds data: columns are named by number")
        case .emptyRowsSkipped(let count): return text("bỏ qua \(count) dòng trống", "\(count) empty rows were left out")
        case .raggedRows(let count, let line):
            return text(
                "\(count) dòng có số cột khác dòng đầu, bắt đầu từ dòng \(line)",
                "\(count) rows have another number of columns than the first, from line \(line) on")
        case .hiddenSheet: return text("trang tính bị ẩn", "the sheet is hidden")
        case .numbersStoredAsText(let columns):
            let list = columns.joined(separator: ", ")
            return text(
                "số được ghi dưới dạng chữ và giữ nguyên là chữ: \(list)", "numbers are kept as text, and stay text: \(list)")
        case .positionColumns(let east, let north, let height, let choice):
            let z = height.map { LocalizedText(vi: ", độ cao từ cột '\($0)'", en: ", height from '\($0)'") }
            return text(
                "toạ độ đông từ cột '\(east)', bắc từ cột '\(north)'\(z?.vi ?? "") (\(reason(choice).vi))",
                "east is column '\(east)', north is column '\(north)'\(z?.en ?? "") (\(reason(choice).en))")
        case .shapeColumn(let name, let form, let choice):
            return text(
                "hình lấy từ cột '\(name)', dạng \(form) (\(reason(choice).vi))",
                "shapes are in column '\(name)' as \(form) (\(reason(choice).en))")
        case .decimalComma(let columns):
            let list = columns.joined(separator: ", ")
            return text("toạ độ dùng dấu phẩy thập phân: \(list)", "coordinates have a decimal comma: \(list)")
        case .degreesMinutesSeconds(let columns):
            let list = columns.joined(separator: ", ")
            return text("toạ độ dạng độ, phút, giây: \(list)", "coordinates in degrees, minutes and seconds: \(list)")
        case .axesExchanged(let east, let north):
            return text(
                "cột '\(north)' chứa toạ độ bắc, cột '\(east)' chứa toạ độ đông (X là bắc theo lối trắc địa): đã đổi cho đúng",
                "column '\(north)' holds northings, column '\(east)' eastings (X is north, as surveyors write it): taken so")
        case .axesLookExchanged(let east, let north):
            return text(
                "cột '\(east)' và '\(north)' có vẻ bị đổi chỗ; vẫn đọc như đã chỉ định",
                "columns '\(east)' and '\(north)' look exchanged; they were read as you said")
        case .axesUndecided(let east, let north):
            return text(
                "không thể biết cột nào là đông, cột nào là bắc; đã lấy '\(east)' là đông, '\(north)' là bắc (--x, --y để đổi)",
                "which column is east and which is north cannot be told; '\(east)' was taken as east, '\(north)' as north (--x, --y decide)")
        case .extractedFromArchive, .nestedArchivesIgnored, .indexRebuilt, .headerLengthWrong, .trailingBytesIgnored,
            .recordsUnreadable, .attributeTableMissing, .attributeTableUnreadable, .rowCountDiffers,
            .deletedRowsSkipped, .encodingFileUnusable, .crsFileUnusable, .crsFileMissing, .tableWithoutShapes,
            .charsetNamed, .crsReplaced, .contentIs, .libraryWarning:
            return sentence(note)
        }
    }

    private static func reason(_ choice: SourceNote.ColumnChoice) -> LocalizedText {
        switch choice {
        case .given: LocalizedText(vi: "do người nhập chỉ định", en: "as given")
        case .name: LocalizedText(vi: "theo tên cột", en: "by its name")
        case .content: LocalizedText(vi: "theo nội dung", en: "by its content")
        }
    }
}
