internal import Foundation
internal import Glibc

/// The file of a store as the file system sees it, looked at before SQLite is asked.
struct StoreFile {
    let path: String

    /// Looks at the file without opening it: closing it again would drop every lock this process holds on it through
    /// SQLite ("How To Corrupt An SQLite Database File", 2.2), and the next program to leave would take the log away
    /// under a running server. Whether the content is SQLite's, SQLite says.
    /// - Throws: `GeoStoreError.storeNotFound`, `.notAStore`.
    func checkCanBeAStore() throws(GeoStoreError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw GeoStoreError.storeNotFound(path: path)
        }
        guard !isFolder.boolValue else { throw GeoStoreError.notAStore(path: path, reason: "it is a folder") }
        guard access(path, R_OK) == 0 else {
            throw GeoStoreError.notAStore(path: path, reason: "it cannot be read: check its permissions")
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard attributes?[.size] as? Int != 0 else {
            throw GeoStoreError.notAStore(path: path, reason: "the file is empty")
        }
    }

    var isWritable: Bool { access(path, W_OK) == 0 && access(folder, W_OK) == 0 }

    /// Whether commits wait in the write-ahead log: whoever takes the file for unchanging would not see them.
    var hasUnmergedLog: Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
        return (attributes?[.size] as? Int ?? 0) > 0
    }

    private var folder: String {
        let parent = (path as NSString).deletingLastPathComponent
        return parent.isEmpty ? "." : parent
    }

    /// The kind of network file system the file lies on; nil on a local disk. SQLite's write-ahead log shares
    /// memory between processes, which no network file system can do.
    var networkFileSystem: String? {
        // Not `try?` on our own code: a system without /proc simply cannot tell.
        guard let mounts = try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8) else { return nil }
        let kind = Self.fileSystem(of: URL(fileURLWithPath: folder).resolvingSymlinksInPath().path, mounts: mounts)
        return kind.flatMap { Self.networkFileSystems.contains($0) ? $0 : nil }
    }

    /// The file system of the deepest mount point above `folder`, from lines `device mount-point type options …`.
    static func fileSystem(of folder: String, mounts: String) -> String? {
        var deepest = (length: -1, kind: String?.none)
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 2 else { continue }
            // Blanks in a mount point are written as octal.
            let point = fields[1].replacing("\\040", with: " ")
            let isAbove = point == "/" || folder == point || folder.hasPrefix(point + "/")
            if isAbove, point.count >= deepest.length { deepest = (point.count, String(fields[2])) }
        }
        return deepest.kind
    }

    private static let networkFileSystems: Set<String> = [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "afs", "fuse.sshfs", "glusterfs", "fuse.glusterfs",
    ]

    /// A URI under which SQLite takes the file for unchanging and needs no files beside it.
    var immutableURI: String {
        let absolute = URL(fileURLWithPath: path).path
        let escaped = absolute.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? absolute
        return "file:\(escaped)?immutable=1"
    }
}
