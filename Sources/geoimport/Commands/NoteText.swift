import FeatureExchange

/// Notes on a source as sentences of one line.
enum NoteText {
    static func sentence(_ note: SourceNote) -> String {
        // What a note quotes may have any character in it; a report has one line for each.
        String(words(note).map { $0.isNewline || $0 == "\t" ? " " : $0 })
    }

    private static func words(_ note: SourceNote) -> String {
        switch note {
        case .extractedFromArchive(let member): "unpacked \(member)"
        case .indexRebuilt(let records, let fault):
            "the index (.shx) \(reason(fault)); it was made anew for \(records) records"
        case .headerLengthWrong(let claimed, let actual):
            "the header claims \(claimed) bytes, the file has \(actual); read by its true length"
        case .trailingBytesIgnored(let count): "\(count) bytes behind the last record were ignored"
        case .recordsUnreadable(let byte): "records cannot be read from byte \(byte) on"
        case .attributeTableMissing: "there is no .dbf: features have no attributes"
        case .attributeTableUnreadable: "the .dbf cannot be read: features have no attributes"
        case .rowCountDiffers(let shapes, let rows): "\(shapes) shapes but \(rows) attribute rows"
        case .deletedRowsSkipped(let count): "\(count) rows marked as deleted were left out"
        case .encodingFileUnusable(let beginning): "the .cpg names no encoding: '\(beginning)'"
        case .crsFileUnusable(let beginning): "the .prj is no CRS definition: '\(beginning)'"
        case .crsFileMissing: "there is no .prj"
        case .tableWithoutShapes: "a .dbf without a .shp: rows without geometry"
        case .charsetNamed(let name): "the file names the charset \(name)"
        case .crsReplaced(let code, let current): "EPSG:\(code) is deprecated, EPSG:\(current) is in force"
        case .libraryWarning(let message): "GDAL: \(message.text)"
        }
    }

    private static func reason(_ fault: SourceNote.IndexFault) -> String {
        switch fault {
        case .missing: "is missing"
        case .lengthWrong: "has a wrong length"
        case .shapesLengthWrong: "disagrees with the .shp"
        }
    }
}
