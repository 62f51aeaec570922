public import Foundation
internal import Glibc
internal import SimpleFeatures

/// Puts files that belong together into the place of others, in one folder, as if in one step.
///
/// A plan beside the store says what is to be renamed. Before it is there nothing has changed; from then on every
/// program that opens the store first does what is left of it, so that nobody sees the half.
///
///     gialai.sqlite.restoring/     the new files, whole and on the disk
///     gialai.sqlite.replacing      the plan
///     gialai.replaced-20261121…/   where the old files go
public struct FileReplacement {
    /// Folder, store, and what else is to be replaced, all in the folder of the store.
    private let folder: String
    private let store: String
    private let names: [String]

    /// SQLite's own files beside one: they belong to the old file, and would ruin the new one.
    private static let companions = ["-wal", "-shm", "-journal"]

    /// - Parameters:
    ///   - path: the store.
    ///   - names: all files and folders to be put in place, the store's among them; they lie in `staging`.
    public init(of path: String, names: [String]) {
        let url = URL(filePath: path).standardizedFileURL
        folder = url.deletingLastPathComponent().path
        store = url.lastPathComponent
        self.names = names
    }

    /// Where the new files are to be made: beside the store, so that they only need to be renamed.
    public var staging: String { "\(folder)/\(store).restoring" }
    private var plan: String { Self.plan(of: "\(folder)/\(store)") }
    private static func plan(of store: String) -> String { store + ".replacing" }

    /// Replaces; the new files must be on the disk.
    /// - Returns: the folder into which the old files went; nil when there were none.
    /// - Throws: `GeoStoreError`.
    public func perform(at moment: Date) throws(GeoStoreError) -> String? {
        let old = names.flatMap { name in [name] + Self.companions.map { name + $0 } }.filter {
            // lstat: 0 when there is something of that name.
            var status = stat()
            return lstat("\(folder)/\($0)", &status) == 0
        }
        // Logs go first: an old file without its log is put aside all the same, a new one beside an old log is ruined.
        let take = old.sorted { names.contains($1) && !names.contains($0) }
        let stem = (store as NSString).deletingPathExtension
        let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
        var aside = "\(stem).replaced-\(moment.formatted(style))"
        while access("\(folder)/\(aside)", F_OK) == 0 { aside += "-2" }
        let text: JSONValue = [
            "staging": .string((staging as NSString).lastPathComponent), "aside": .string(aside),
            "take": .array(take.map { .string($0) }), "put": .array(names.map { .string($0) }),
        ]
        do {
            let draft = plan + ".new"
            try Data(text.serialized).write(to: URL(filePath: draft))
            try Self.synchronise(draft)
            guard rename(draft, plan) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
            try Self.synchronise(folder)
        } catch {
            throw .replacementUnfinished(path: plan, reason: error.localizedDescription)
        }
        try Self.finish(at: "\(folder)/\(store)")
        return take.isEmpty ? nil : "\(folder)/\(aside)"
    }

    /// Does what is left of a replacement, if one was interrupted. Several programs may try at the same time.
    /// - Throws: `GeoStoreError.replacementUnfinished`.
    public static func finish(at store: String) throws(GeoStoreError) {
        let plan = plan(of: store)
        guard access(plan, F_OK) == 0 else { return }
        let descriptor = open(plan, O_RDWR | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return }
        guard descriptor >= 0 else {
            throw .replacementUnfinished(path: plan, reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        do {
            guard flock(descriptor, LOCK_EX) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
            // Whoever had the lock before has done it all.
            guard access(plan, F_OK) == 0 else { return }
            try carryOut(JSONReader.read(Array(Data(contentsOf: URL(filePath: plan)))), beside: store)
            guard unlink(plan) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        } catch {
            throw .replacementUnfinished(path: plan, reason: error.localizedDescription)
        }
    }

    /// Each step may have been done already.
    private static func carryOut(_ plan: JSONValue, beside store: String) throws {
        let folder = URL(filePath: store).standardizedFileURL.deletingLastPathComponent().path
        let staging = try name(plan["staging"])
        let aside = try name(plan["aside"])
        guard let take = plan["take"]?.array, let put = plan["put"]?.array else { throw POSIXError(.EINVAL) }
        if !take.isEmpty, mkdir("\(folder)/\(aside)", 0o700) != 0, errno != EEXIST {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
        for name in try take.map(name) where access("\(folder)/\(aside)/\(name)", F_OK) != 0 {
            try move("\(folder)/\(name)", "\(folder)/\(aside)/\(name)")
        }
        for name in try put.map(name) { try move("\(folder)/\(staging)/\(name)", "\(folder)/\(name)") }
        try synchronise(folder)
        if !take.isEmpty { try synchronise("\(folder)/\(aside)") }
        // Empty by now; what a person put into it stays.
        rmdir("\(folder)/\(staging)")
    }

    /// What is not there any more was moved before.
    private static func move(_ source: String, _ target: String) throws {
        guard rename(source, target) != 0, errno != ENOENT else { return }
        throw POSIXError(.init(rawValue: errno) ?? .EIO)
    }

    /// Names only: a plan reaches no other folder.
    private static func name(_ value: JSONValue?) throws -> String {
        guard let name = value?.string, !name.isEmpty, !name.contains("/"), name != ".", name != ".." else {
            throw POSIXError(.EINVAL)
        }
        return name
    }

    private static func synchronise(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }
}
