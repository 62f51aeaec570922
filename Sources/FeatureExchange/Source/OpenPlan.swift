/// One file as GDAL shall open it, and what is known about it beforehand.
struct OpenPlan {
    var path: String
    /// Empty: any driver of this machine, for connections that a person typed.
    var drivers: [String]
    var options: [String]
    var notes: [SourceNote] = []
    /// Text comes as the file has it, not recoded by GDAL.
    var textIsRaw = false
    var declaredEncoding = DeclaredEncoding()
    /// Field type letters of a .dbf in column order; empty for other formats.
    var dbaseTypes: [UInt8] = []
    /// Rows of a .dbf that are marked as deleted.
    var deletedRows = 0
    /// A table whose geometry, if any, stands in columns.
    var isTable = false
    /// Sheets are read into memory, where their titles and types are put right.
    var isSpreadsheet = false
    var hiddenSheets: Set<String> = []
    /// Cells without a value, by the sheet.
    var uncalculated: [String: SheetFormulas] = [:]
    /// For messages, where `path` is a copy or an unpacked file.
    var name: String?
    /// Data rows, where they have been counted.
    var rowCount: Int?
    /// Names in the file's own bytes differ from GDAL's: the layer's name, where a copy is read.
    var layerName: String?
    /// The folders between the source and this file, to tell layers of one name apart.
    var place = ""
    /// What a copy of the file has instead of words where coordinates must be; nil when the file itself is read.
    var faultyCoordinates: FaultyCoordinates?
    /// What GDAL calls otherwise than the file does; nil for formats whose names it leaves alone.
    var columnNames: KMLColumnNames?
    /// Typed by a person as a connection.
    var isConnection = false

    init(path: String, drivers: [String] = GDALLibrary.allowedDrivers, options: [String] = []) {
        self.path = path
        self.drivers = drivers
        self.options = options
    }
}
