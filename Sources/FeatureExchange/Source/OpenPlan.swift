/// One file as GDAL shall open it, and what is known about it beforehand.
struct OpenPlan {
    var path: String
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

    init(path: String, drivers: [String] = GDALLibrary.allowedDrivers, options: [String] = []) {
        self.path = path
        self.drivers = drivers
        self.options = options
    }
}
