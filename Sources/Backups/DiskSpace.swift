internal import Glibc

/// What still fits on the disk of a folder.
public enum DiskSpace {
    /// Bytes that this user may still write; nil where the file system does not tell.
    public static func free(at folder: String) -> Int64? {
        var status = statvfs()
        guard statvfs(folder, &status) == 0, status.f_blocks > 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    /// - Throws: `BackupError.noSpace`.
    public static func require(_ bytes: Int64, at folder: String) throws(BackupError) {
        guard let free = free(at: folder), free < bytes else { return }
        throw .noSpace(path: folder, neededBytes: bytes, freeBytes: free)
    }
}
