public import SimpleFeatures

/// A file as a backup has it.
public struct BackedUpFile: Hashable, Sendable {
    public enum Role: String, Hashable, Sendable, CaseIterable {
        case store
        case accounts
        case auditAnchor = "audit-anchor"
        case auditSegment = "audit-segment"
        /// What else was asked for: settings, styles, archives.
        case other
    }

    public let role: Role
    /// Its name; below a folder that was named, with the path from there on.
    public let name: String
    /// Where it lay.
    public let origin: String
    public let size: Int64
    /// Of the whole file, 64 digits.
    public let sha256: String
    /// The nine bits of its rights.
    public let mode: UInt32
    /// The chunk with the list of its chunks.
    let list: ChunkID
}

/// What a backup says of itself: a JSON file that is there only when all of the backup is.
public struct BackupManifest: Sendable {
    static let format = 1

    /// ISO 8601, UTC, to the second.
    public let createdAt: String
    /// Which program made it.
    public let program: String
    public let files: [BackedUpFile]
    /// What the maker found in the files: counts, hashes, what is not in the backup.
    public let contents: JSONObject

    /// What restoring takes.
    public var size: Int64 { files.reduce(0) { $0 + $1.size } }

    public func file(_ role: BackedUpFile.Role) -> BackedUpFile? { files.first { $0.role == role } }

    var json: JSONValue {
        [
            "format": JSONValue(Self.format), "createdAt": .string(createdAt), "program": .string(program),
            "chunkBytes": JSONValue(ChunkStore.chunkBytes), "files": .array(files.map(Self.json)),
            "contents": .object(contents),
        ]
    }

    private static func json(_ file: BackedUpFile) -> JSONValue {
        [
            "role": .string(file.role.rawValue), "name": .string(file.name), "origin": .string(file.origin),
            "size": .integer(file.size), "sha256": .string(file.sha256), "mode": .string(String(file.mode, radix: 8)),
            "list": .string(file.list.text),
        ]
    }

    /// - Throws: `BackupError.manifestDamaged`, `.newerFormat`.
    init(_ bytes: [UInt8], of id: BackupID, at path: String) throws(BackupError) {
        func fault(_ reason: String) -> BackupError { .manifestDamaged(backup: id.text, reason: reason) }
        guard id.matches(bytes) else { throw fault("it is not what was written") }
        let value: JSONValue
        do { value = try JSONReader.read(bytes) } catch { throw fault("\(error.reason) at byte \(error.byteOffset)") }
        guard let format = value["format"]?.integer else { throw fault("it has no format") }
        guard format <= Self.format else {
            throw .newerFormat(path: path, found: Int(format), supported: Self.format)
        }
        guard let createdAt = value["createdAt"]?.string, let program = value["program"]?.string,
            let contents = value["contents"]?.object, let files = value["files"]?.array
        else { throw fault("it is not complete") }
        self.createdAt = createdAt
        self.program = program
        self.contents = contents
        var read: [BackedUpFile] = []
        for file in files {
            guard let known = Self.file(file) else { throw fault("a file of it cannot be read") }
            read.append(known)
        }
        self.files = read
    }

    init(createdAt: String, program: String, files: [BackedUpFile], contents: JSONObject) {
        self.createdAt = createdAt
        self.program = program
        self.files = files
        self.contents = contents
    }

    private static func file(_ value: JSONValue) -> BackedUpFile? {
        guard let role = value["role"]?.string.flatMap(BackedUpFile.Role.init), let name = value["name"]?.string,
            isSafe(name), let origin = value["origin"]?.string, let size = value["size"]?.integer, size >= 0,
            let sha256 = value["sha256"]?.string, let mode = value["mode"]?.string.flatMap({ UInt32($0, radix: 8) }),
            let list = value["list"]?.string.flatMap(ChunkID.init)
        else { return nil }
        return BackedUpFile(
            role: role, name: name, origin: origin, size: size, sha256: sha256, mode: mode & 0o777, list: list)
    }

    /// A name that leads nowhere but below the folder it is put into.
    static func isSafe(_ name: String) -> Bool {
        !name.isEmpty && !name.utf8.contains(0)
            && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                !["", ".", ".."].contains($0)
            }
    }
}
