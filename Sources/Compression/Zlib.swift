internal import CDeflate

/// zlib streams (RFC 1950), as PNG holds them, by libdeflate.
public enum Zlib {
    /// - Throws: `CompressionError.outOfMemory`.
    public static func compress(_ bytes: [UInt8], level: Gzip.Level = .fast) throws(CompressionError) -> [UInt8] {
        // Returns NULL when memory ran out.
        guard let compressor = libdeflate_alloc_compressor(level.rawValue) else { throw CompressionError.outOfMemory }
        defer { libdeflate_free_compressor(compressor) }
        let bound = libdeflate_zlib_compress_bound(compressor, bytes.count)
        return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            // Returns 0 only when the output does not fit, which the bound rules out.
            count = bytes.withUnsafeBytes { source in
                libdeflate_zlib_compress(compressor, source.baseAddress, source.count, buffer.baseAddress, bound)
            }
        }
    }
}

/// The checksum of gzip and PNG (ISO 3309).
public enum CRC32 {
    public static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let copied = bytes.withContiguousStorageIfAvailable { libdeflate_crc32(0, $0.baseAddress, $0.count) }
        return copied ?? checksum(Array(bytes))
    }
}
