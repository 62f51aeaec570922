/// The head of a dBASE III table: what GDAL does not tell (field type letters, raw names, language driver).
struct DBFHeader {
    struct Field {
        let name: [UInt8]
        /// `C`, `N`, `F`, `L`, `D`, `M`…
        let type: UInt8
    }

    let rowCount: Int
    /// Rows marked with `*`: GDAL counts them and then passes over them.
    let deletedCount: Int
    /// Byte 29; 0 says nothing, 0x57 "the ANSI code page of whoever wrote it".
    let languageDriver: UInt8
    let fields: [Field]

    /// Nil when the bytes are no table.
    init?(file: BinaryFile) throws(FeatureExchangeError) {
        let head = try file.read(32, at: 0)
        guard head.count == 32 else { return nil }
        let headerLength = head.littleEndianUInt16(at: 8)
        guard headerLength >= 33, Int64(headerLength) <= file.size, head.littleEndianInt32(at: 4) >= 0 else {
            return nil
        }
        rowCount = Int(head.littleEndianInt32(at: 4))
        deletedCount = try Self.deletedRows(
            file, start: headerLength, recordLength: head.littleEndianUInt16(at: 10), count: rowCount)
        languageDriver = head[29]
        let descriptors = try file.read(headerLength - 32, at: 32)
        var fields: [Field] = []
        for start in stride(from: 0, to: descriptors.count - 31, by: 32) {
            guard descriptors[start] != 0x0D else { break }
            let name = descriptors[start..<start + 11].prefix { $0 != 0 }
            fields.append(Field(name: [UInt8](name), type: descriptors[start + 11]))
        }
        self.fields = fields
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
