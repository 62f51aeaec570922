internal import Foundation

/// One open file of ours: bytes at places, writes gathered, errors with what was attempted.
final class ArchiveFile {
    /// Bytes gathered before they are written.
    private static let bufferSize = 1 << 20

    let path: String
    let descriptor: Int32
    /// Where the next appended byte goes, gathered ones included.
    private(set) var end: UInt64
    private var gathered: [UInt8] = []

    /// Opens for reading.
    /// - Throws: `TileArchiveError.notFound`, `.system`.
    convenience init(reading path: String) throws(TileArchiveError) {
        try self.init(path: path, flags: O_RDONLY)
    }

    /// Opens for reading and writing, and makes the file when there is none.
    /// - Throws: `TileArchiveError.system`, `.diskFull`.
    convenience init(writing path: String) throws(TileArchiveError) {
        try self.init(path: path, flags: O_RDWR | O_CREAT)
    }

    private init(path: String, flags: Int32) throws(TileArchiveError) {
        self.path = path
        // A descriptor, or −1 with errno.
        let descriptor = open(path, flags | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw errno == ENOENT && flags == O_RDONLY
                ? TileArchiveError.notFound(path: path) : Self.failure("opening", path: path)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let failure = Self.failure("examining", path: path)
            close(descriptor)
            throw failure
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw TileArchiveError.notAnArchive(path: path)
        }
        self.descriptor = descriptor
        end = UInt64(status.st_size)
    }

    deinit { close(descriptor) }

    /// Takes the file for this process alone until it is closed.
    /// - Throws: `TileArchiveError.busy`.
    func lock() throws(TileArchiveError) {
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
        throw errno == EWOULDBLOCK ? TileArchiveError.busy(path: path) : Self.failure("locking", path: path)
    }

    /// Exactly `count` bytes from `offset`.
    /// - Returns: nil when the file ends before them.
    func read(_ count: Int, at offset: UInt64) throws(TileArchiveError) -> [UInt8]? {
        guard offset <= end, UInt64(count) <= end - offset else { return nil }
        if offset + UInt64(count) > end - UInt64(gathered.count) { try flush() }
        var done = 0
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while done < count {
                // Bytes read, 0 at the end of the file, or −1 with errno.
                let step = pread(descriptor, buffer.baseAddress! + done, count - done, off_t(offset) + off_t(done))
                if step < 0, errno == EINTR { continue }
                if step < 0 { failure = errno }
                guard step > 0 else { break }
                done += step
            }
            filled = done
        }
        guard failure == 0 else {
            throw TileArchiveError.system(attempted: "reading", path: path, errno: failure)
        }
        return done == count ? bytes : nil
    }

    func append(_ bytes: [UInt8]) throws(TileArchiveError) {
        end += UInt64(bytes.count)
        if gathered.isEmpty, bytes.count >= Self.bufferSize {
            return try write(bytes, at: end - UInt64(bytes.count))
        }
        gathered.append(contentsOf: bytes)
        if gathered.count >= Self.bufferSize { try flush() }
    }

    func flush() throws(TileArchiveError) {
        guard !gathered.isEmpty else { return }
        try write(gathered, at: end - UInt64(gathered.count))
        gathered.removeAll(keepingCapacity: true)
    }

    func write(_ bytes: [UInt8], at offset: UInt64) throws(TileArchiveError) {
        var failure: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let step = pwrite(
                    descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset) + off_t(done))
                if step < 0, errno == EINTR { continue }
                guard step >= 0 else {
                    failure = errno
                    return
                }
                done += step
            }
        }
        guard failure == 0 else {
            errno = failure
            throw Self.failure("writing", path: path)
        }
    }

    /// What was written is on the disk when this returns.
    func synchronize() throws(TileArchiveError) {
        try flush()
        guard fdatasync(descriptor) == 0 else { throw Self.failure("writing", path: path) }
    }

    /// Cuts or lengthens the file; what is appended next follows.
    func truncate(to size: UInt64) throws(TileArchiveError) {
        try flush()
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw Self.failure("writing", path: path) }
        end = size
    }

    /// What errno says, as our error.
    static func failure(_ attempted: String, path: String) -> TileArchiveError {
        let number = errno
        guard number != ENOSPC, number != EDQUOT else { return .diskFull(path: path) }
        return .system(attempted: attempted, path: path, errno: number)
    }

    /// Gives a finished file its name, so that a crash leaves the old file or the new one.
    static func rename(_ path: String, to target: String) throws(TileArchiveError) {
        guard Foundation.rename(path, target) == 0 else { throw failure("renaming", path: path) }
        let folder = open(URL(filePath: target).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        // The name itself; a file system that cannot has nothing to say about it.
        _ = fsync(folder)
        close(folder)
    }

    /// Takes a file away; one that is not there is no fault.
    static func remove(_ path: String) throws(TileArchiveError) {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw failure("removing", path: path)
    }
}
