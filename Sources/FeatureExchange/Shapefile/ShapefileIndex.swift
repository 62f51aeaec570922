/// The index of a shapefile (.shx) made from the shapes themselves (ESRI Shapefile Technical Description, 1998, page 24).
///
/// GDAL can do this too, but writes it into the delivered folder and gives up on a wrong length in the header.
struct ShapefileIndex {
    /// The whole .shx file.
    let bytes: [UInt8]
    let recordCount: Int
    /// Where the last readable record ends.
    let end: Int64

    static let headerLength: Int64 = 100
    /// First word of .shp and .shx.
    static let fileCode: Int32 = 9994

    /// Walks the records of `file`; stops at the first that cannot be one.
    init(walking file: BinaryFile, header: [UInt8]) throws(FeatureExchangeError) {
        var entries: [UInt8] = []
        var offset = Self.headerLength
        let layerType = header.littleEndianInt32(at: 32)
        // Record headers are read one by one: a shape is skipped without touching its bytes.
        while offset + 12 <= file.size {
            let head = try file.read(12, at: offset)
            let length = Int64(head.bigEndianInt32(at: 4)) * 2
            let type = head.littleEndianInt32(at: 8)
            guard length >= 4, offset + 8 + length <= file.size, type == 0 || type == layerType else { break }
            entries += Self.bigEndian(words: offset / 2) + head[4..<8]
            offset += 8 + length
        }
        recordCount = entries.count / 8
        end = offset
        bytes = Self.patched(header, fileLength: Self.headerLength + Int64(entries.count)) + entries
    }

    /// A header that states `fileLength` bytes; lengths are kept in 16-bit words.
    static func patched(_ header: [UInt8], fileLength: Int64) -> [UInt8] {
        var patched = header
        patched.replaceSubrange(24..<28, with: bigEndian(words: fileLength / 2))
        return patched
    }

    private static func bigEndian(words: Int64) -> [UInt8] {
        // Files above 8 GiB cannot be indexed by the format at all.
        let bits = UInt32(truncatingIfNeeded: words)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> $0) }
    }
}
