import Foundation

/// Owns a file descriptor for reading pieces of a delivered file at given offsets.
final class BinaryFile {
    let path: String
    let size: Int64
    private let descriptor: Int32

    init(path: String) throws(FeatureExchangeError) {
        // open: −1 with errno on failure. O_NONBLOCK: a pipe without a writer must not wait.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ENOENT ? .fileNotFound(path: path) : .notReadable(path: path, errno: errno)
        }
        self.path = path
        size = Int64(lseek(descriptor, 0, SEEK_END))
    }

    deinit { close(descriptor) }

    /// Up to `count` bytes from `offset`; fewer at the end of the file.
    func read(_ count: Int, at offset: Int64) throws(FeatureExchangeError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            (filled, failure) = fill(UnsafeMutableRawBufferPointer(buffer), from: offset)
        }
        guard failure == 0 else { throw .notReadable(path: path, errno: failure) }
        return bytes
    }

    /// Fills `buffer` from `offset` on, for who can do without.
    /// - Returns: how many bytes were read: fewer than there is room for at the end of the file, and after a failure.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int { fill(buffer, from: offset).count }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int64) -> (count: Int, errno: Int32) {
        var filled = 0
        while filled < buffer.count, let start = buffer.baseAddress {
            // pread: bytes read, 0 at the end, −1 with errno.
            let got = pread(descriptor, start + filled, buffer.count - filled, off_t(offset) + off_t(filled))
            if got < 0, errno == EINTR { continue }
            if got < 0 { return (filled, errno) }
            guard got > 0 else { break }
            filled += got
        }
        return (filled, 0)
    }

    /// The first bytes of a small text file as text; ill-formed bytes shown as U+FFFD.
    static func beginning(of path: String, bytes: Int) throws(FeatureExchangeError) -> String {
        String(decoding: try BinaryFile(path: path).read(bytes, at: 0), as: UTF8.self)
    }
}

extension [UInt8] {
    func bigEndianInt32(at offset: Int) -> Int32 {
        Int32(bitPattern: self[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) })
    }

    func littleEndianInt32(at offset: Int) -> Int32 {
        Int32(bitPattern: self[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
    }

    func littleEndianUInt32(at offset: Int) -> UInt32 { UInt32(bitPattern: littleEndianInt32(at: offset)) }

    func littleEndianInt64(at offset: Int) -> Int64 {
        Int64(bitPattern: self[offset..<offset + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }

    func littleEndianUInt16(at offset: Int) -> Int { Int(self[offset]) | Int(self[offset + 1]) << 8 }
}
