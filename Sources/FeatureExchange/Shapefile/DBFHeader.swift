/// The head of a dBASE III table: what GDAL does not tell (field type letters, raw names, language driver).
struct DBFHeader {
    struct Field {
        let name: [UInt8]
        /// `C`, `N`, `F`, `L`, `D`, `M`…
        let type: UInt8
    }

    let rowCount: Int
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
}
