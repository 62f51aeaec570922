import CGDAL
import Foundation

/// The name under which a file grows until it is whole, in the folder it will stay in: a rename is atomic there only.
enum TemporaryName {
    static func beside(_ path: String, pathExtension: String) -> String {
        let url = URL(fileURLWithPath: path)
        let stem = url.deletingPathExtension().lastPathComponent
        return url.deletingLastPathComponent()
            .appendingPathComponent(".\(stem)-\(UUID().uuidString.prefix(8)).part.\(pathExtension)").path
    }

    /// Syncs the file and gives it its name; what had the name before is gone then.
    static func publish(_ temporary: String, as path: String) throws(FeatureWritingError) {
        // open, fsync, rename: 0 or a descriptor, −1 with errno.
        let descriptor = open(temporary, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .notPublished(path: path, errno: errno) }
        let synced = fsync(descriptor)
        let reason = errno
        close(descriptor)
        guard synced == 0 else { throw .notPublished(path: path, errno: reason) }
        guard rename(temporary, path) == 0 else { throw .notPublished(path: path, errno: errno) }
        // The journals of SQLite went with the close; a folder's entry is durable once the folder is synced.
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }

    /// Whatever a driver made for the file, journals included. Missing files are no fault here.
    static func remove(_ temporary: String) {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(temporary + suffix) }
    }
}
