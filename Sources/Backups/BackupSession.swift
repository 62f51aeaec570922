internal import Crypto
public import Foundation
internal import Glibc
public import SimpleFeatures

/// A backup being made. It is there once `commit` has returned, and not before: whoever is killed meanwhile leaves
/// chunks that no backup names, and the next backup takes them away.
public final class BackupSession {
    public struct Outcome: Sendable {
        public let id: BackupID
        public let manifest: BackupManifest
        /// What this backup added to the repository, compressed.
        public let newBytes: Int64
        public let newChunks: Int
    }

    public let repository: BackupRepository
    /// A folder of the session's own, for copies on their way in; it goes with the session.
    public let workFolder: String
    /// Held until it is over.
    private var lock: RepositoryLock?
    private let chunks: ChunkStore
    private var written: [ChunkID] = []
    private var newBytes: Int64 = 0
    private var files: [BackedUpFile] = []
    private var isOver = false

    /// - Throws: `BackupError.busy` while another program writes there.
    public init(in repository: BackupRepository) throws(BackupError) {
        self.repository = repository
        lock = try repository.lock(.exclusive)
        chunks = repository.chunks
        workFolder = repository.work + "/copies"
        try repository.sweep()
        try DiskFile.publish([], at: repository.unfinished, draft: repository.work + "/unfinished")
        try DiskFile.makeFolder(workFolder)
    }

    deinit { if !isOver { abandon() } }

    /// Puts a file into the repository, as it is now; nobody may write to it meanwhile.
    /// - Parameters:
    ///   - name: what it is called in the backup.
    ///   - origin: where it lay, when `path` is a copy of it.
    ///   - progress: told the bytes that are done; what it throws ends the backup.
    /// - Throws: `BackupError`, and what `progress` throws.
    @discardableResult
    public func add(
        _ path: String, as name: String, role: BackedUpFile.Role, origin: String, mode: UInt32,
        progress: (_ done: Int64) throws -> Void = { _ in }
    ) throws -> BackedUpFile {
        let file = try DiskFile(path, .read)
        var hash = SHA256()
        var list: [ChunkID] = []
        var size: Int64 = 0
        while true {
            let content = try file.read(ChunkStore.chunkBytes)
            if content.isEmpty { break }
            hash.update(data: content)
            list.append(try keep(content))
            size += Int64(content.count)
            try progress(size)
            if content.count < ChunkStore.chunkBytes { break }
        }
        let added = BackedUpFile(
            role: role, name: name, origin: origin, size: size, sha256: ChunkID.hex(hash.finalize()),
            mode: mode & 0o777, list: try keep(ChunkList(list).bytes))
        files.append(added)
        return added
    }

    private func keep(_ content: [UInt8]) throws(BackupError) -> ChunkID {
        let (id, bytes) = try chunks.keep(content)
        if let bytes {
            written.append(id)
            newBytes += Int64(bytes)
        }
        return id
    }

    /// Ends the session: all chunks are on the disk, then the backup gets its name.
    /// - Throws: `BackupError`.
    public func commit(program: String, contents: JSONObject, at moment: Date) throws(BackupError) -> Outcome {
        let second = Date(timeIntervalSince1970: moment.timeIntervalSince1970.rounded(.down))
        let manifest = BackupManifest(
            createdAt: second.formatted(.iso8601), program: program, files: files, contents: contents)
        try DiskFile.synchroniseFileSystem(of: repository.path)
        let id = try repository.publish(manifest, at: second)
        isOver = true
        removeCopies()
        unlink(repository.unfinished)
        lock = nil
        return Outcome(id: id, manifest: manifest, newBytes: newBytes, newChunks: written.count)
    }

    /// Takes back what was written.
    public func abandon() {
        guard !isOver else { return }
        isOver = true
        removeCopies()
        // Should one stay, the marker stays too, and the next backup looks for it.
        let isClean = written.allSatisfy { unlink(chunks.path($0)) == 0 }
        if isClean { unlink(repository.unfinished) }
        lock = nil
    }

    private func removeCopies() {
        // What cannot be removed now, the next backup's sweep removes.
        try? FileManager.default.removeItem(atPath: workFolder)
    }
}

extension BackupRepository {
    /// Removes what a program that was killed has left: copies, drafts, and chunks that no backup needs, which after a
    /// power cut may not be what their names say. The lock is held.
    func sweep() throws(BackupError) {
        for name in try DiskFile.names(in: work) {
            let leftover = "\(work)/\(name)"
            do { try FileManager.default.removeItem(atPath: leftover) } catch {
                throw .failed("removing", leftover)
            }
        }
        guard access(unfinished, F_OK) == 0 else { return }
        try removeUnneeded(keeping: backups())
        unlink(unfinished)
    }

    /// Removes every chunk that these backups do not need.
    /// - Returns: how many, and their bytes on the disk.
    /// - Throws: `BackupError`; when a manifest or list is damaged, before anything was removed.
    @discardableResult
    func removeUnneeded(keeping ids: [BackupID]) throws(BackupError) -> (count: Int, bytes: Int64) {
        let unneeded = try chunks.all().subtracting(neededChunks(of: ids))
        var bytes: Int64 = 0
        for id in unneeded.sorted() {
            bytes += chunks.size(id)
            try chunks.remove(id)
        }
        return (unneeded.count, bytes)
    }
}
