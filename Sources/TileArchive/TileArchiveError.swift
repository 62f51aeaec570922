/// Why an archive was not read or written.
public enum TileArchiveError: Error, Hashable, Sendable {
    case notFound(path: String)
    /// The file to be written is there, and nobody said that it may be replaced.
    case alreadyExists(path: String)
    /// Another process is writing the same archive.
    case busy(path: String)
    case diskFull(path: String)
    case notAnArchive(path: String)
    case damaged(path: String, ArchiveDamage)
    case unsupported(path: String, feature: String)
    /// Tiles must be added in the order of their ids, none twice.
    case outOfOrder(TileID, after: TileID)
    /// A call of the system that failed, with its error number.
    case system(attempted: String, path: String, errno: Int32)
    case sqlite(attempted: String, path: String, code: Int32, message: String)
}

/// What is wrong inside an archive.
public enum ArchiveDamage: Hashable, Sendable {
    /// The file ends before it says it does.
    case truncated
    case sectionOutsideFile(String)
    case sectionTooLarge(String, bytes: UInt64)
    case directoryNotExpandable
    case directoryMalformed
    /// Directories below directories beyond what the format needs: a loop, or nonsense.
    case directoriesTooDeep
    case tileOutsideFile
    case tileTooLarge(bytes: UInt64)
    case metadataUnreadable
    case tableMissing(String)
    case tileNotBytes
}
