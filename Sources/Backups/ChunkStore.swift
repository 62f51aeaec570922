internal import Compression
internal import Foundation
internal import Glibc

/// The chunks of all backups of a repository, each once, compressed, under the SHA-256 of its content.
struct ChunkStore {
    /// 16 pages of SQLite: docs/decisions/0026-backups.md.
    static let chunkBytes = 1 << 16
    /// A list of chunks is one too: of a file of 128 GB, 64 MB.
    private static let longestContent = 64 << 20

    /// `chunks` of the repository, and where drafts lie.
    let folder: String
    let drafts: String

    func path(_ id: ChunkID) -> String { "\(folder)/\(id.folder)/\(id.text)" }

    func contains(_ id: ChunkID) -> Bool { access(path(id), F_OK) == 0 }

    /// Keeps a content, unless it is kept already.
    /// - Returns: its name, and the bytes that were written; nil when it was there.
    /// - Throws: `BackupError`.
    func keep(_ content: [UInt8]) throws(BackupError) -> (id: ChunkID, written: Int?) {
        let id = ChunkID(of: content)
        guard !contains(id) else { return (id, nil) }
        let compressed: [UInt8]
        do { compressed = try Gzip.compress(content, level: .balanced) } catch {
            throw .system(attempted: "compressing", path: path(id), errno: ENOMEM)
        }
        try DiskFile.makeFolder("\(folder)/\(id.folder)")
        let draft = "\(drafts)/chunk"
        do throws(BackupError) {
            // Not synchronised one by one: the session waits once for all of them before it names the backup.
            let file = try DiskFile(draft, .create)
            try file.write(compressed)
            guard rename(draft, path(id)) == 0 else { throw .failed("naming", path(id)) }
        } catch {
            unlink(draft)
            throw error
        }
        return (id, compressed.count)
    }

    /// A content, compared with its name.
    /// - Throws: `BackupError.chunkMissing`, `.chunkDamaged`, `.system`.
    func content(_ id: ChunkID) throws(BackupError) -> [UInt8] {
        guard contains(id) else { throw .chunkMissing(id) }
        let compressed = try DiskFile.readAll(path(id))
        let content: [UInt8]
        do { content = try Gzip.decompress(compressed, limitInBytes: Self.longestContent) } catch {
            throw .chunkDamaged(id)
        }
        guard ChunkID(of: content) == id else { throw .chunkDamaged(id) }
        return content
    }

    /// - Throws: `BackupError`.
    func list(_ id: ChunkID) throws(BackupError) -> ChunkList {
        guard let list = ChunkList(bytes: try content(id)) else { throw .chunkDamaged(id) }
        return list
    }

    /// Bytes on the disk; 0 for what is not there.
    func size(_ id: ChunkID) -> Int64 {
        var status = stat()
        return stat(path(id), &status) == 0 ? Int64(status.st_size) : 0
    }

    /// - Throws: `BackupError`.
    func remove(_ id: ChunkID) throws(BackupError) {
        guard unlink(path(id)) == 0 || errno == ENOENT else { throw .failed("removing", path(id)) }
    }

    /// Every chunk there is, whole or not. Other names are nobody's.
    /// - Throws: `BackupError`.
    func all() throws(BackupError) -> Set<ChunkID> {
        var found: Set<ChunkID> = []
        for folder in try DiskFile.names(in: folder) where folder.utf8.count == 2 {
            for name in try DiskFile.names(in: "\(self.folder)/\(folder)") {
                if let id = ChunkID(name) { found.insert(id) }
            }
        }
        return found
    }
}
