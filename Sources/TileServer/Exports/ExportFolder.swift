import Foundation
import Glibc
import Synchronization

/// Where files are built and wait to be fetched: a folder of this process's own, swept when it starts.
struct ExportFolder: Sendable {
    let path: String
    private let claim: FolderClaim?
    /// Between the making of a folder and its claim another server of this process must not sweep it.
    private static let making = Mutex(())

    /// Makes a folder of its own below `parent`, and removes those of processes of this machine that are no more.
    /// - Throws: what Foundation throws when it cannot be made.
    init(below parent: String) throws {
        (path, claim) = try Self.making.withLock { _ in
            let manager = FileManager.default
            try manager.createDirectory(
                atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let host = ProcessInfo.processInfo.hostName
            let stem = "geosector-export-\(host)-"
            for name in try manager.contentsOfDirectory(atPath: parent) where name.hasPrefix(stem) {
                let digits = name.dropFirst(stem.count).prefix { $0.isNumber }
                guard let process = Int32(digits), Self.isGone(process, from: "\(parent)/\(name)") else { continue }
                try manager.removeItem(atPath: "\(parent)/\(name)")
            }
            let path = "\(parent)/\(stem)\(getpid())-\(UUID().uuidString.prefix(8))"
            try manager.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            return (path, FolderClaim(path))
        }
    }

    /// A server in a container has the number that the one before it had: its claim tells whether it lives.
    private static func isGone(_ process: pid_t, from folder: String) -> Bool {
        if process == getpid() { return FolderClaim(folder) != nil }
        // kill with signal 0: −1 and ESRCH when there is no such process.
        return kill(process, 0) != 0 && errno == ESRCH
    }

    /// A folder for one job.
    func make(_ name: String) throws -> String {
        let folder = "\(path)/\(name)"
        try FileManager.default.createDirectory(atPath: "\(folder)/work", withIntermediateDirectories: true)
        return folder
    }

    /// Bytes of all files in it, work under way included.
    var size: Int {
        let files = FileManager.default.enumerator(
            at: URL(filePath: path), includingPropertiesForKeys: [.fileSizeKey])
        var sum = 0
        while let file = files?.nextObject() as? URL {
            // A file may be gone by now, which takes no room.
            sum += (try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0) ?? 0
        }
        return sum
    }

    /// Without a trace; what is gone already is as good.
    func remove(_ folder: String) { try? FileManager.default.removeItem(atPath: folder) }

    func removeAll() { remove(path) }
}

/// A lock on a folder for as long as somebody holds this, at the latest until the process ends.
private final class FolderClaim: Sendable {
    private let descriptor: Int32

    /// Nil when somebody else has it, or the file system has no locks.
    init?(_ path: String) {
        // open: a descriptor, or −1. flock: 0, or −1 with errno.
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
    }

    deinit { close(descriptor) }
}
