import CGDAL
import Foundation

/// The name under which a file grows until it is whole, in the folder it will stay in: a rename is atomic there only.
enum TemporaryName {
    /// Names this machine and process, so that what a killed one left can be told from what a living one writes.
    static func beside(_ path: String, pathExtension: String) -> String {
        let url = URL(fileURLWithPath: path)
        let folder = url.deletingLastPathComponent()
        let stem = ".\(url.deletingPathExtension().lastPathComponent)-\(ProcessInfo.processInfo.hostName)-"
        sweep(folder, stem)
        let unique = "\(getpid())-\(UUID().uuidString.prefix(8))"
        return folder.appendingPathComponent("\(stem)\(unique).part.\(pathExtension)").path
    }

    /// Removes what processes of this machine that are no more have left of the same file.
    private static func sweep(_ folder: URL, _ stem: String) {
        // A folder that cannot be listed cannot be written either, which is told where the file is made.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix(stem) && name.contains(".part.") {
            let digits = name.dropFirst(stem.count).prefix { $0.isNumber }
            // kill with signal 0: −1 and ESRCH when there is no such process.
            guard let process = Int32(digits), process > 0, kill(process, 0) != 0, errno == ESRCH else { continue }
            unlink(folder.appendingPathComponent(name).path)
        }
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
