/// Where a dBASE III table has its rows and columns.
struct DBFLayout {
    struct Field {
        let name: [UInt8]
        /// `C`, `N`, `F`, `L`, `D`, `M`…
        let type: UInt8
        /// In the row, behind the mark of deletion.
        let offset: Int
        let width: Int
    }

    let rowCount: Int
    /// Of the first row in the file.
    let start: Int
    /// With the mark of deletion.
    let rowLength: Int
    /// Byte 29; 0 says nothing, 0x57 "the ANSI code page of whoever wrote it".
    let languageDriver: UInt8
    let fields: [Field]

    /// Nil when the bytes are no table.
    init?(file: BinaryFile) throws(FeatureExchangeError) {
        let head = try file.read(32, at: 0)
        guard head.count == 32 else { return nil }
        start = head.littleEndianUInt16(at: 8)
        guard start >= 33, Int64(start) <= file.size, head.littleEndianInt32(at: 4) >= 0 else { return nil }
        rowCount = Int(head.littleEndianInt32(at: 4))
        rowLength = head.littleEndianUInt16(at: 10)
        languageDriver = head[29]
        let descriptors = try file.read(start - 32, at: 32)
        var fields: [Field] = []
        var offset = 1
        for start in stride(from: 0, to: descriptors.count - 31, by: 32) {
            guard descriptors[start] != 0x0D else { break }
            let name = descriptors[start..<start + 11].prefix { $0 != 0 }
            let width = Int(descriptors[start + 16])
            fields.append(
                Field(name: [UInt8](name), type: descriptors[start + 11], offset: offset, width: width))
            offset += width
        }
        self.fields = fields
    }

    /// Whether the columns fill the rows, and the rows are all there.
    func isWhole(in file: BinaryFile) -> Bool {
        let width = fields.last.map { $0.offset + $0.width } ?? 1
        return width == rowLength && Int64(start) + Int64(rowCount) * Int64(rowLength) <= file.size
    }
}
