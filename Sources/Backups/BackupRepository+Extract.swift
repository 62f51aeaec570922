internal import Crypto
internal import Foundation
internal import Glibc

extension BackupRepository {
    /// Writes files of a backup into a folder, compared with their hashes, and on the disk when this returns.
    /// - Parameters:
    ///   - paths: where each file goes; what lies there already is an error. Folders in between are made.
    ///   - progress: told the bytes that are done; what it throws ends it.
    /// - Throws: `BackupError`, and what `progress` throws; what was written by then stays for the caller to remove.
    public func extract(
        _ files: [(file: BackedUpFile, path: String)], progress: (_ done: Int64) throws -> Void = { _ in }
    ) throws {
        let lock = try lock(.shared)
        defer { withExtendedLifetime(lock) {} }
        var done: Int64 = 0
        for (file, path) in files {
            let folder = (path as NSString).deletingLastPathComponent
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch { throw BackupError.failed("making", folder) }
            let output = try DiskFile(path, .create)
            var hash = SHA256()
            var size: Int64 = 0
            for id in try chunks.list(file.list).chunks {
                let content = try chunks.content(id)
                hash.update(data: content)
                try output.write(content)
                size += Int64(content.count)
                try progress(done + size)
            }
            guard size == file.size, ChunkID.hex(hash.finalize()) == file.sha256 else {
                throw BackupError.fileDiffers(file.name)
            }
            try output.setMode(file.mode)
            try output.synchronise()
            try DiskFile.synchronise(folder: folder)
            done += size
        }
    }
}
