internal import Foundation
internal import Glibc

/// Whether another program has an SQLite file open.
public enum FileUse {
    /// Where SQLite's locks lie in a file: PENDING_BYTE to the end of the shared range ("File Locking And Concurrency In
    /// SQLite Version 3", os.h), and in a `-shm` file (wal.c).
    private static let lockBytes = (start: 0x4000_0000, length: 512)
    private static let memoryBytes = (start: 120, length: 9)

    /// A connection in write-ahead mode holds a lock as long as it is open. Not seen are those that take a file for
    /// unchanging, programs on other machines, and connections of this process.
    /// - Throws: `GeoStoreError.inUse`.
    public static func requireFree(_ path: String) throws(GeoStoreError) {
        let holders = [(path, lockBytes), (path + "-shm", memoryBytes)].compactMap { holder(of: $0, in: $1) }
        guard let holder = holders.first else { return }
        throw .inUse(path: path, process: holder > 0 ? holder : nil)
    }

    /// - Returns: nil when nobody holds a lock there, or nobody can tell.
    private static func holder(of path: String, in range: (start: Int, length: Int)) -> Int? {
        // Opened without SQLite: closing it drops locks of this process, which has no connection to it here.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = range.start
        lock.l_len = range.length
        // F_GETLK: what would be in the way of this lock; F_UNLCK when nothing would.
        guard fcntl(descriptor, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK) else { return nil }
        return Int(lock.l_pid)
    }
}
