/// What a folder of backups could not do. Values only: sentences are made where they are shown.
public enum BackupError: Error, Hashable, Sendable {
    case notARepository(path: String, reason: String)
    case newerFormat(path: String, found: Int, supported: Int)
    /// Another program makes a backup there, or prunes.
    case busy(path: String)
    case backupNotFound(String, known: [String])
    case ambiguousBackup(String, matches: [String])

    /// The list of a backup's files is not what was written.
    case manifestDamaged(backup: String, reason: String)
    case chunkMissing(ChunkID)
    case chunkDamaged(ChunkID)
    /// All chunks are there and right, and yet the file is another.
    case fileDiffers(String)

    /// What is known beforehand not to fit.
    case noSpace(path: String, neededBytes: Int64, freeBytes: Int64)
    /// The disk became full or a quota was reached; what had been begun is gone again.
    case diskFull(path: String)
    /// The system's word, wrapped once: what was attempted, where, and its error number.
    case system(attempted: String, path: String, errno: Int32)
}
