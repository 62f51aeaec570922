/// The head of a dBASE III table: what GDAL does not tell (field type letters, raw names, language driver).
struct DBFHeader {
    let layout: DBFLayout
    /// Rows marked with `*`: GDAL counts them and then passes over them.
    let deletedCount: Int

    var rowCount: Int { layout.rowCount }
    var languageDriver: UInt8 { layout.languageDriver }
    var fields: [DBFLayout.Field] { layout.fields }

    /// Nil when the bytes are no table.
    init?(file: BinaryFile) throws(FeatureExchangeError) {
        guard let layout = try DBFLayout(file: file) else { return nil }
        self.layout = layout
        deletedCount = try Self.deletedRows(
            file, start: layout.start, recordLength: layout.rowLength, count: layout.rowCount)
    }

    /// Reads the table in pieces: one system call per row would take longer than the whole file.
    private static func deletedRows(
        _ file: BinaryFile, start: Int, recordLength: Int, count: Int
    ) throws(FeatureExchangeError) -> Int {
        guard recordLength > 0 else { return 0 }
        let rowsPerPiece = max(1, (1 << 20) / recordLength)
        var deleted = 0
        var row = 0
        while row < count {
            let rows = min(rowsPerPiece, count - row)
            let piece = try file.read(rows * recordLength, at: Int64(start) + Int64(row) * Int64(recordLength))
            for mark in stride(from: 0, to: piece.count, by: recordLength) where piece[mark] == UInt8(ascii: "*") {
                deleted += 1
            }
            // The header may promise rows that the file does not have.
            guard piece.count == rows * recordLength else { break }
            row += rows
        }
        return deleted
    }
}
