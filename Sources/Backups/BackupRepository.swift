internal import Foundation
internal import Glibc
internal import SimpleFeatures

/// A folder with backups: the chunks that their files consist of, each once, and a manifest for each backup.
///
///     DIR/geosector-backups     what the folder is: {"format": 1}
///     DIR/backups/ID.json       manifests; one that is there is of a whole backup
///     DIR/chunks/3f/3fa9…       chunks, gzip, named by the SHA-256 of what is in them
///     DIR/work/                 copies under way; empty at rest
///     DIR/lock, DIR/unfinished  held while a program writes; left behind by one that was killed
///
/// Calls block their thread.
public struct BackupRepository: Sendable {
    private static let marker = "geosector-backups"

    public let path: String

    var chunks: ChunkStore { ChunkStore(folder: path + "/chunks", drafts: work) }
    var work: String { path + "/work" }
    var unfinished: String { path + "/unfinished" }
    private var manifests: String { path + "/backups" }

    /// Opens a repository.
    /// - Throws: `BackupError.notARepository`, `.newerFormat`.
    public init(path: String) throws(BackupError) {
        self.path = path
        guard access(path, F_OK) == 0 else { throw .notARepository(path: path, reason: "it does not exist") }
        let file = "\(path)/\(Self.marker)"
        guard access(file, F_OK) == 0 else {
            throw .notARepository(path: path, reason: "it is another folder: \(Self.marker) is not in it")
        }
        guard let value = try? JSONReader.read(DiskFile.readAll(file)), let format = value["format"]?.integer else {
            throw .notARepository(path: path, reason: "\(Self.marker) in it cannot be read")
        }
        guard format <= BackupManifest.format else {
            throw .newerFormat(path: path, found: Int(format), supported: BackupManifest.format)
        }
    }

    /// Opens a repository, or makes one where there is nothing, or an empty folder.
    /// - Throws: `BackupError`.
    public static func openOrCreate(path: String) throws(BackupError) -> BackupRepository {
        if access("\(path)/\(marker)", F_OK) == 0 { return try BackupRepository(path: path) }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .notARepository(path: path, reason: "it cannot be made")
        }
        // What a creation that was cut off has left is no stranger's.
        let own: Set<String> = ["chunks", "backups", "work", "lock", "lost+found"]
        guard try Set(DiskFile.names(in: path)).isSubset(of: own) else {
            throw .notARepository(path: path, reason: "it is another folder: it has other files in it")
        }
        for folder in ["chunks", "backups", "work"] { try DiskFile.makeFolder("\(path)/\(folder)") }
        let text: JSONValue = ["format": JSONValue(BackupManifest.format)]
        let draft = "\(path)/work/\(marker)"
        unlink(draft)
        try DiskFile.publish(text.serialized, at: "\(path)/\(marker)", draft: draft)
        return try BackupRepository(path: path)
    }

    /// Names of all backups, the oldest first.
    /// - Throws: `BackupError`.
    public func backups() throws(BackupError) -> [BackupID] {
        try DiskFile.names(in: manifests).compactMap { name in
            name.hasSuffix(".json") ? BackupID(String(name.dropLast(5))) : nil
        }.sorted()
    }

    /// The backup that a person means: its whole name, a beginning of it, or `latest`.
    /// - Throws: `BackupError.backupNotFound`, `.ambiguousBackup`.
    public func backup(named name: String) throws(BackupError) -> BackupID {
        let known = try backups()
        if name == "latest", let last = known.last { return last }
        let matches = known.filter { $0.text.hasPrefix(name) && !name.isEmpty }
        guard let match = matches.first else { throw .backupNotFound(name, known: known.map(\.text)) }
        guard matches.count == 1 else { throw .ambiguousBackup(name, matches: matches.map(\.text)) }
        return match
    }

    /// - Throws: `BackupError.manifestDamaged` and others.
    public func manifest(of id: BackupID) throws(BackupError) -> BackupManifest {
        let file = manifestPath(id)
        guard access(file, F_OK) == 0 else {
            throw .backupNotFound(id.text, known: try backups().map(\.text))
        }
        return try BackupManifest(DiskFile.readAll(file), of: id, at: file)
    }

    /// Writes a manifest: from then on the backup is there.
    func publish(_ manifest: BackupManifest, at moment: Date) throws(BackupError) -> BackupID {
        let bytes = manifest.json.serialized
        let id = BackupID(of: bytes, at: moment)
        let draft = "\(work)/manifest"
        unlink(draft)
        try DiskFile.publish(bytes, at: manifestPath(id), draft: draft)
        return id
    }

    /// Takes a manifest away: from then on the backup is not there, its chunks still are.
    func forget(_ id: BackupID) throws(BackupError) {
        guard unlink(manifestPath(id)) == 0 || errno == ENOENT else { throw .failed("removing", manifestPath(id)) }
        try DiskFile.synchronise(folder: manifests)
    }

    func lock(_ kind: RepositoryLock.Kind) throws(BackupError) -> RepositoryLock {
        try RepositoryLock(path + "/lock", kind, of: path)
    }

    /// Every chunk that some backup needs.
    /// - Throws: `BackupError`, also when a manifest or list is damaged: then nobody can say.
    func neededChunks(of ids: [BackupID]) throws(BackupError) -> Set<ChunkID> {
        var needed: Set<ChunkID> = []
        var lists: Set<ChunkID> = []
        for id in ids {
            for file in try manifest(of: id).files where lists.insert(file.list).inserted {
                needed.insert(file.list)
                needed.formUnion(try chunks.list(file.list).chunks)
            }
        }
        return needed
    }

    private func manifestPath(_ id: BackupID) -> String { "\(manifests)/\(id.text).json" }
}
