import CGDAL
import Foundation

/// Unpacks one member of a zip archive piece by piece, never more than it declares.
struct Inflater {
    let file: BinaryFile
    let member: ZipDirectory.Member

    private static let pieceBytes = 1 << 18

    /// - Parameter write: given each unpacked piece in order.
    /// - Throws: `.archiveUnusable`; what `write` throws.
    func run(_ write: (UnsafeRawBufferPointer) throws(FeatureExchangeError) -> Void) throws(FeatureExchangeError) {
        guard !member.isEncrypted else { throw fault(.encrypted) }
        let start = try dataStart()
        var checksum: UInt = crc32(0, nil, 0)
        var written: Int64 = 0
        func take(_ piece: UnsafeRawBufferPointer) throws(FeatureExchangeError) {
            written += Int64(piece.count)
            // More than declared: a false size is how a bomb gets past a limit.
            guard written <= member.size else { throw fault(.sizeDisagrees(declared: member.size)) }
            checksum = crc32(checksum, piece.bindMemory(to: UInt8.self).baseAddress, UInt32(piece.count))
            try write(piece)
        }
        switch member.method {
        case 0: try copy(from: start, take)
        case 8: try inflate(from: start, take)
        default: throw fault(.methodUnsupported(method: member.method))
        }
        guard written == member.size else { throw fault(.sizeDisagrees(declared: member.size)) }
        guard UInt32(truncatingIfNeeded: checksum) == member.checksum else { throw fault(.checksumWrong) }
    }

    private func fault(_ fault: ArchiveFault) -> FeatureExchangeError {
        .archiveUnusable(path: file.path, member: member.name, fault)
    }

    /// Behind the local header, whose name and extra field have lengths of their own.
    private func dataStart() throws(FeatureExchangeError) -> Int64 {
        let header = try file.read(30, at: member.offset)
        guard header.count == 30, header.littleEndianUInt32(at: 0) == 0x0403_4B50 else { throw fault(.dataDamaged) }
        return member.offset + 30 + Int64(header.littleEndianUInt16(at: 26) + header.littleEndianUInt16(at: 28))
    }

    private func copy(
        from start: Int64, _ take: (UnsafeRawBufferPointer) throws(FeatureExchangeError) -> Void
    ) throws(FeatureExchangeError) {
        var done: Int64 = 0
        while done < member.packedSize {
            let piece = try file.read(Int(min(Int64(Self.pieceBytes), member.packedSize - done)), at: start + done)
            guard !piece.isEmpty else { throw fault(.dataDamaged) }
            done += Int64(piece.count)
            try Self.passing(piece, take)
        }
    }

    private func inflate(
        from start: Int64, _ take: (UnsafeRawBufferPointer) throws(FeatureExchangeError) -> Void
    ) throws(FeatureExchangeError) {
        var stream = z_stream()
        // inflateInit2_: Z_OK; −15 means raw deflate, as zip has it.
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw fault(.dataDamaged)
        }
        defer { inflateEnd(&stream) }
        let output = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.pieceBytes)
        defer { output.deallocate() }
        var done: Int64 = 0
        var status = Z_OK
        while status != Z_STREAM_END {
            var input = try file.read(Int(min(Int64(Self.pieceBytes), member.packedSize - done)), at: start + done)
            guard !input.isEmpty else { throw fault(.dataDamaged) }
            done += Int64(input.count)
            var inputUsed = 0
            repeat {
                let produced: Int = input.withUnsafeMutableBufferPointer { buffer in
                    stream.next_in = buffer.baseAddress.map { $0 + inputUsed }
                    stream.avail_in = UInt32(buffer.count - inputUsed)
                    stream.next_out = output
                    stream.avail_out = UInt32(Self.pieceBytes)
                    // inflate: Z_OK, Z_STREAM_END, Z_BUF_ERROR when it needs more input; anything else is damage.
                    status = CGDAL.inflate(&stream, Z_NO_FLUSH)
                    inputUsed = buffer.count - Int(stream.avail_in)
                    return Self.pieceBytes - Int(stream.avail_out)
                }
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                    throw fault(.dataDamaged)
                }
                if produced > 0 { try take(UnsafeRawBufferPointer(start: output, count: produced)) }
            } while status == Z_OK && (inputUsed < input.count || stream.avail_out == 0)
        }
    }

    private static func passing(
        _ piece: [UInt8], _ take: (UnsafeRawBufferPointer) throws(FeatureExchangeError) -> Void
    ) throws(FeatureExchangeError) {
        try piece.withUnsafeBytes { bytes -> Result<Void, FeatureExchangeError> in
            do throws(FeatureExchangeError) { return .success(try take(bytes)) } catch { return .failure(error) }
        }.get()
    }
}
