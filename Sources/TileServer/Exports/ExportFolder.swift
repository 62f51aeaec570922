import Foundation
import Glibc

/// Where files are built and wait to be fetched: a folder of this process's own, swept when it starts.
struct ExportFolder: Sendable {
    let path: String

    /// Makes a folder of its own below `parent`, and removes those of processes of this machine that are no more.
    /// - Throws: what Foundation throws when it cannot be made.
    init(below parent: String) throws {
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let host = ProcessInfo.processInfo.hostName
        let stem = "geosector-export-\(host)-"
        for name in try manager.contentsOfDirectory(atPath: parent) where name.hasPrefix(stem) {
            let digits = name.dropFirst(stem.count).prefix { $0.isNumber }
            // kill with signal 0: −1 and ESRCH when there is no such process.
            guard let process = Int32(digits), kill(process, 0) != 0, errno == ESRCH else { continue }
            try manager.removeItem(atPath: "\(parent)/\(name)")
        }
        path = "\(parent)/\(stem)\(getpid())-\(UUID().uuidString.prefix(8))"
        try manager.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
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
