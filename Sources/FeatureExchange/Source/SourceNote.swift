/// Something about a source that was put right or should be known; nothing here changed the delivered files.
public enum SourceNote: Hashable, Sendable {
    case extractedFromArchive(member: String)
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
    /// A warning of the reading library.
    case libraryWarning(GDALMessage)

    public enum IndexFault: Hashable, Sendable { case missing, lengthWrong, shapesLengthWrong }
}
