internal import Glibc
internal import VectorTile

/// An overview that is put together in a file.
final class FileOverviewStorage: OverviewStorage {
    let descriptor: Int32

    /// A new file; one that is there is emptied.
    init(path: String) throws(OverviewError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OverviewError.inputOutput(attempted: "create", code: errno) }
    }

    deinit { close(descriptor) }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(OverviewError) {
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = pwrite(descriptor, rest.baseAddress, rest.count, offset + written)
            if count > 0 {
                written += count
            } else if count == 0 || errno != EINTR {
                // Nothing written and no error: as good as a full disk.
                throw OverviewError.inputOutput(attempted: "write", code: count == 0 ? ENOSPC : errno)
            }
        }
    }

    func setLength(_ length: Int) throws(OverviewError) {
        guard ftruncate(descriptor, length) == 0 else {
            throw OverviewError.inputOutput(attempted: "set length", code: errno)
        }
    }

    /// Copies what was written at a place.
    func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(OverviewError) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
            let count = pread(descriptor, rest.baseAddress, rest.count, offset + done)
            if count > 0 {
                done += count
            } else if count == 0 || errno != EINTR {
                throw OverviewError.inputOutput(attempted: "read", code: count == 0 ? EIO : errno)
            }
        }
    }

    func withBytes<Result>(
        _ length: Int, _ body: (UnsafeRawBufferPointer) throws(OverviewError) -> Result
    ) throws(OverviewError) -> Result {
        let mapped = try MappedFile(descriptor: descriptor, length: length)
        // The mapping lives until the closure is done.
        defer { withExtendedLifetime(mapped) {} }
        return try body(mapped.bytes)
    }

    func release(_ bytes: UnsafeRawBufferPointer) { MappedFile.release(bytes) }

    /// Waits until everything is on the disk.
    func synchronize() throws(OverviewError) {
        guard fsync(descriptor) == 0 else { throw OverviewError.inputOutput(attempted: "fsync", code: errno) }
    }
}
