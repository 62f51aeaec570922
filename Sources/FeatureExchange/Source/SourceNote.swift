/// Something about a source that was put right or should be known; nothing here changed the delivered files.
public enum SourceNote: Hashable, Sendable {
    case extractedFromArchive(member: String)
    /// Archives inside the archive, which are not opened.
    case nestedArchivesIgnored(members: [String])
    /// The index (.shx) was made anew from the shapes, beside a link to them in a temporary folder.
    case indexRebuilt(records: Int, because: IndexFault)
    /// The .shp header claims another length (bytes); read by its true length.
    case headerLengthWrong(claimed: Int64, actual: Int64)
    /// Bytes behind the last readable record.
    case trailingBytesIgnored(count: Int64)
    /// Records stop at this byte although the file goes on.
    case recordsUnreadable(fromByte: Int64)
    case attributeTableMissing
    case attributeTableUnreadable
    case rowCountDiffers(shapes: Int, rows: Int)
    /// Rows marked as deleted in the .dbf; they and their shapes are passed over.
    case deletedRowsSkipped(count: Int)
    /// The .cpg does not name an encoding; its beginning.
    case encodingFileUnusable(beginning: String)
    /// The .prj is not a CRS definition; its beginning.
    case crsFileUnusable(beginning: String)
    case crsFileMissing
    /// A .dbf without a .shp: rows without geometry.
    case tableWithoutShapes
    /// The file names a code page (MapInfo charset, $DWGCODEPAGE); text was kept raw.
    case charsetNamed(String)
    /// The CRS code found is deprecated; the second is in force.
    case crsReplaced(code: Int, by: Int)
    /// The suffix promises one format, the content is another.
    case contentIs(format: String)
    /// A table in UTF-16, read through a copy in UTF-8.
    case textConverted(from: String)
    /// Rows above the column names.
    case titleRowsSkipped(count: Int, first: String)
    /// A row of column numbers below the column names.
    case numberingRowSkipped
    /// The first row holds data: columns are named by number.
    case columnNamesMissing
    /// Rows without any value.
    case emptyRowsSkipped(count: Int)
    /// Rows with another number of columns than the first; the line of the first such row.
    case raggedRows(count: Int, firstLine: Int)
    case hiddenSheet
    /// Cells of a sheet whose formula has no value; the first by its name. Such a sheet is not read.
    case formulasNotCalculated(count: Int, first: String)
    /// Numbers kept as text cells: they stay text, so that codes keep their zeros.
    case numbersStoredAsText(columns: [String])
    /// Which columns became the position.
    case positionColumns(east: String, north: String, height: String?, chosenBy: ColumnChoice)
    /// Which column became the geometry.
    case shapeColumn(name: String, form: String, chosenBy: ColumnChoice)
    /// Coordinates with a decimal comma.
    case decimalComma(columns: [String])
    /// Coordinates in degrees, minutes and seconds.
    case degreesMinutesSeconds(columns: [String])
    /// The column named x holds northings, as surveyors write it: it was taken as north.
    case axesExchanged(east: String, north: String)
    /// The columns given hold values of the other axis; they were taken as given.
    case axesLookExchanged(east: String, north: String)
    /// Whether x is east or north cannot be told from the values; x was taken as east.
    case axesUndecided(east: String, north: String)
    /// A warning of the reading library.
    case libraryWarning(GDALMessage)

    public enum IndexFault: Hashable, Sendable { case missing, lengthWrong, shapesLengthWrong }
    public enum ColumnChoice: Hashable, Sendable { case given, name, content }
}
